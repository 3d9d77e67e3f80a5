import type { HandoverRole } from '../expectation-vocabulary.ts';
import type { HerId, MessageId } from '../ids.ts';
import type { Expected } from './expected.ts';
import type { Handover, Handovers } from './handover.ts';
import { specialist } from './sight.ts';

/** What becomes of handovers when they are judged by other rules: the same messages and acts, folded twice at one time. */

/**
 * What is not as it was; of several, the first counts.
 * - `added`, `gone`: it was not expected of this party before, or is no longer
 * - `state`: another state, as `standing` names them
 * - `severity`
 * - `due`, `warning`, `escalation`: another instant
 * - `handover`: another state of the handover itself; `lateness`: whether anything in it was late; `readmission`
 * - `parked`: another instant at which somebody is told of a reply without its notice
 */
type ChangeKind =
  | 'added'
  | 'gone'
  | 'state'
  | 'severity'
  | 'due'
  | 'warning'
  | 'escalation'
  | 'handover'
  | 'lateness'
  | 'readmission'
  | 'parked';

/** Which way an instant went; `set` where there was none, `dropped` where there is none any more. */
type Moved = 'earlier' | 'later' | 'set' | 'dropped';

/** Before and after, as codes; of an instant that moved, only which way. */
export interface Change {
  readonly kind: ChangeKind;
  readonly from?: string;
  readonly to?: string;
  readonly moved?: Moved;
}

/** What a change or an expectation is about. */
export interface Concern {
  /** Id of the handover, or of the message by itself, that it belongs to. */
  readonly holder: string;
  readonly ofMessage: boolean;
  /** Enterprises between which the handover or message is: its municipality, or the message's sender, first. */
  readonly parties: readonly HerId[];
  /** Who owes it; of the handover itself, and of what is parked, the municipality. */
  readonly enterprise?: HerId;
  /** When the expectation was triggered, the patient admitted, or the message that is parked came. */
  readonly at: Date;
}

/** One thing that other rules change. */
export interface Changed extends Concern {
  readonly change: Change;
  /** Row and case; none where the handover itself changes. */
  readonly expectation?: string;
  readonly case?: string;
  readonly role?: HandoverRole;
}

/** What one set of rules makes of some messages and acts, and between whom each message passed, its sender first. */
export interface Judgement extends Handovers {
  readonly enterprises: (message: MessageId) => readonly HerId[];
}

const municipal: readonly HandoverRole[] = ['case-office', 'nursing', 'municipal-doctor', 'health-station'];

/** The enterprise that owes: where no party is known, the municipality or the hospital of the stay by its role. */
const owingIn = ({ municipality, hospitals }: Handover, { owes }: Expected): HerId | undefined => {
  if (owes.enterprise !== undefined) return owes.enterprise;
  if (municipal.includes(owes.role)) return municipality;
  return specialist.includes(owes.role) ? hospitals.at(-1) : undefined;
};

/** State with why, and what else the reader of a list sees of it: `void D`, `met delivered-late`, `late escalated`. */
const standing = (one: Expected): string =>
  [
    one.state,
    ...(one.state === 'void' || one.state === 'not-observable' ? [one.why] : []),
    ...('deliveredLate' in one && one.deliveredLate ? ['delivered-late'] : []),
    ...(one.state === 'void' && one.wasLate ? ['was-late'] : []),
    ...(one.escalated ? ['escalated'] : []),
  ].join(' ');

const movedBetween = (before: Date | undefined, after: Date | undefined): Moved | undefined => {
  if (before === undefined) return after === undefined ? undefined : 'set';
  if (after === undefined) return 'dropped';
  const difference = after.getTime() - before.getTime();
  return difference === 0 ? undefined : difference < 0 ? 'earlier' : 'later';
};

const instants = { due: 'dueAt', warning: 'warnAt', escalation: 'escalateAt' } as const;

const changeOf = (before: Expected, after: Expected): Change | undefined => {
  const [from, to] = [standing(before), standing(after)];
  if (from !== to) return { kind: 'state', from, to };
  if (before.severity !== after.severity) {
    return { kind: 'severity', from: before.severity, to: after.severity };
  }
  for (const kind of ['due', 'warning', 'escalation'] as const) {
    const moved = movedBetween(before[instants[kind]], after[instants[kind]]);
    if (moved !== undefined) return { kind, moved };
  }
  return undefined;
};

const partiesOf = ({ municipality, hospitals }: Handover): readonly HerId[] => [
  ...new Set([municipality, ...hospitals]),
];

/** Whose expectations are compared: a handover's, or those of one message. */
interface Holder {
  readonly id: string;
  readonly ofMessage: boolean;
  readonly expected: readonly Expected[];
  readonly parties: readonly HerId[];
  readonly owes: (one: Expected) => HerId | undefined;
}

const holdersIn = ({ handovers, ofMessages, enterprises }: Judgement): readonly Holder[] => [
  ...handovers.map((handover) => ({
    id: handover.id,
    ofMessage: false,
    expected: handover.expected,
    parties: partiesOf(handover),
    owes: (one: Expected) => owingIn(handover, one),
  })),
  ...ofMessages.map(({ message, expected }) => ({
    id: message,
    ofMessage: true,
    expected,
    parties: enterprises(message),
    owes: ({ owes }: Expected) => owes.enterprise,
  })),
];

const concernOf = (holder: Holder, one: Expected): Concern => {
  const enterprise = holder.owes(one);
  return {
    holder: holder.id,
    ofMessage: holder.ofMessage,
    parties: holder.parties,
    ...(enterprise !== undefined && { enterprise }),
    at: one.trigger.at,
  };
};

const said = (holder: Holder, one: Expected, change: Change): Changed => ({
  ...concernOf(holder, one),
  change,
  expectation: one.expectation,
  ...(one.case !== undefined && { case: one.case }),
  role: one.owes.role,
});

/** Every expectation of a judgement, with what it is about. */
export const concernsIn = (judged: Judgement): readonly (Concern & { readonly expected: Expected })[] =>
  holdersIn(judged).flatMap((holder) =>
    holder.expected.map((expected) => ({ ...concernOf(holder, expected), expected })),
  );

/** Another party that owes makes it another expectation: it is gone for the one and added for the other. */
const byKey = (holder: Holder): ReadonlyMap<string, Expected> =>
  new Map(holder.expected.map((one) => [`${one.key} ${one.owes.role} ${holder.owes(one) ?? ''}`, one]));

const inHolder = (before: Holder, after: Holder): readonly Changed[] => {
  const [was, is] = [byKey(before), byKey(after)];
  return [
    ...[...was].flatMap(([key, one]): readonly Changed[] => {
      const now = is.get(key);
      if (now === undefined) return [said(before, one, { kind: 'gone', from: standing(one) })];
      const change = changeOf(one, now);
      return change === undefined ? [] : [said(after, now, change)];
    }),
    ...[...is]
      .filter(([key]) => !was.has(key))
      .map(([, one]) => said(after, one, { kind: 'added', to: standing(one) })),
  ];
};

/** What is told of the handover itself, as codes. */
const handoverAspects = {
  handover: ({ state }: Handover) => state,
  lateness: ({ late }: Handover) => (late ? 'late' : 'in-time'),
  readmission: ({ readmission }: Handover) => (readmission ? 'readmission' : 'admission'),
} as const;

const ofHandover = (before: Handover, after: Handover): readonly Changed[] =>
  (['handover', 'lateness', 'readmission'] as const).flatMap((kind): readonly Changed[] => {
    const [from, to] = [handoverAspects[kind](before), handoverAspects[kind](after)];
    if (from === to) return [];
    const { id: holder, municipality: enterprise, admittedAt: at } = after;
    const parties = partiesOf(after);
    return [{ change: { kind, from, to }, holder, ofMessage: false, enterprise, parties, at }];
  });

const ofParked = (before: Judgement, after: Judgement): readonly Changed[] =>
  after.parked.flatMap(
    ({ message: holder, municipality: enterprise, alertAt, since: at }): readonly Changed[] => {
      const was = before.parked.find((one) => one.message === holder && one.municipality === enterprise);
      const moved = was && movedBetween(was.alertAt, alertAt);
      const parties = after.enterprises(holder);
      return moved === undefined
        ? []
        : [{ change: { kind: 'parked', moved }, holder, ofMessage: true, enterprise, parties, at }];
    },
  );

const pairs = <Held extends { readonly id: string }>(
  before: readonly Held[],
  after: readonly Held[],
  none: (like: Held) => Held,
): readonly (readonly [Held, Held])[] => {
  const [was, is] = [new Map(before.map((one) => [one.id, one])), new Map(after.map((one) => [one.id, one]))];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const [one, other] = [was.get(id), is.get(id)];
    if (one !== undefined) return [[one, other ?? none(one)] as const];
    return other === undefined ? [] : [[none(other), other] as const];
  });
};

/**
 * Everything that is not the same by other rules: of expectations, each once and by its most telling change; of
 * handovers, each of their aspects. Which handovers there are follows from messages alone, so both judgements must be of
 * the same messages and acts at the same time; messages of which something is expected may differ.
 */
export const compareJudgements = (before: Judgement, after: Judgement): readonly Changed[] => {
  const nothing = (like: Holder): Holder => ({ ...like, expected: [] });
  return [
    ...pairs(holdersIn(before), holdersIn(after), nothing).flatMap(([was, is]) => inHolder(was, is)),
    ...pairs(before.handovers, after.handovers, (like) => like).flatMap(([was, is]) => ofHandover(was, is)),
    ...ofParked(before, after),
  ];
};
