import type { ExpectationCatalogue } from '../../domain/expectation.ts';
import type { Concern, Judgement } from '../../domain/handover/compare.ts';
import type { Expected } from '../../domain/handover/expected.ts';
import type { HandoverMessage } from '../../domain/handover/facts.ts';
import { type Sight, seesExpected, specialist } from '../../domain/handover/sight.ts';
import type { Pathway } from '../../domain/handover/store.ts';
import type { HerId } from '../../domain/ids.ts';
import type { OwnView, ReplayRequest } from './run.ts';

/**
 * What an enterprise is shown of a replay. A draft is the caller's own making: it must not become a way to ask what
 * passes between others about a patient whom both have had.
 */

type Sides = Sight['sides'];

/** On which sides of a handover an enterprise is; it is a party to none where there are no sides. */
const sidesOf = ([municipality, ...hospitals]: readonly HerId[], enterprise: HerId): Sides => [
  ...(municipality === enterprise ? (['primary'] as const) : []),
  ...(hospitals.includes(enterprise) ? (['specialist'] as const) : []),
];

/** Between which sides a message went. */
const sidesBetween = ({ sender, receivers }: HandoverMessage): Sides => [
  ...new Set(
    [sender, ...receivers].map(({ roles }) =>
      roles.some((role) => specialist.includes(role)) ? 'specialist' : 'primary',
    ),
  ),
];

/**
 * Of a pathway what the enterprise knows: messages that it sent or got, and those of its handovers that lie on its own
 * side or between both; acts about these. `inForce`: the whole pathway judged by the rules in force.
 */
export const ownPart = (pathway: Pathway, inForce: Judgement, { enterprise }: OwnView): Pathway => {
  const known = new Map<string, Set<Sides[number]>>();
  for (const { municipality, hospitals, messages } of inForce.handovers) {
    for (const side of sidesOf([municipality, ...hospitals], enterprise)) {
      for (const { id } of messages) known.set(id, (known.get(id) ?? new Set()).add(side));
    }
  }
  const messages = pathway.messages.filter(
    (message) =>
      inForce.enterprises(message.id).includes(enterprise) ||
      sidesBetween(message).some((side) => known.get(message.id)?.has(side)),
  );
  const ids = new Set(messages.map(({ id }) => id));
  return { messages, acts: pathway.acts.filter(({ about }) => ids.has(about)) };
};

/** An expectation as the catalogue tells who may see it. */
type Named = Pick<Expected, 'expectation' | 'case'>;

/**
 * True for what the request asks for, and the caller may see: by time, and by whose it is. `named`: the expectation, none
 * of a handover itself.
 */
export const isShown = (
  { at, ofMessage, parties, enterprise }: Concern,
  named: Named | undefined,
  catalogue: ExpectationCatalogue,
  { from, to, own }: Pick<ReplayRequest, 'from' | 'to' | 'own'>,
): boolean => {
  if ((from !== undefined && at < from) || (to !== undefined && at >= to)) return false;
  if (own === undefined || enterprise === own.enterprise) return true;
  // What is expected of a message its sender sees, and each receiver its own.
  if (ofMessage) return parties[0] === own.enterprise;
  const sight: Sight = {
    sides: sidesOf(parties, own.enterprise),
    isOwn: (one) => one === own.enterprise,
  };
  if (named === undefined) return sight.sides.length > 0;
  return seesExpected(sight, catalogue, { ...named, owes: { role: 'sender' } });
};

/** The holder's id, for those who have a part in it. */
export const exampleOf = ({ holder, parties }: Concern, own: OwnView | undefined): string | undefined =>
  own === undefined || parties.includes(own.enterprise) ? holder : undefined;
