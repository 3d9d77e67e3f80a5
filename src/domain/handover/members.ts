import { osloDate } from '../calendar.ts';
import type { MessageId } from '../ids.ts';
import type { LinkConfidence } from '../links-facts.ts';
import type { HandoverMessage, HandoverParty } from './facts.ts';
import { enterpriseOf, isMunicipal, isWard, momentIn, partiesOf } from './happenings.ts';
import { counts, type Standing, tieTo } from './standing.ts';
import { hospitalsOf, type Stay } from './stays.ts';
import type { HandoverEvent } from './table.ts';

/** Which messages belong to a stay, besides those that moved it: never by name; by reference, or patient and time. */

/** So long after its end a message without a date of its own is taken to be about the stay (ours). */
const aftermathMs = 60 * 86_400_000;

/** A message of a stay, and how surely it belongs there. */
export interface Member {
  readonly message: HandoverMessage;
  readonly confidence: LinkConfidence;
}

/** A stay with its messages: those that count, in their order. */
export interface PeopledStay extends Stay {
  readonly members: readonly Member[];
  /** When the patient was admitted again; R. */
  readonly supersededAt?: number;
}

/** True for a party that the handover to a municipality concerns: another municipality's own is none. */
export const isConcerned = (party: HandoverParty, { municipality }: Stay): boolean =>
  !isMunicipal(party) || enterpriseOf(party) === municipality;

/** True when a message's parties are the stay's: a unit of its hospital, and nobody but another municipality else. */
const isBetweenParties = (
  message: HandoverMessage,
  stay: Stay,
  hospitals: ReturnType<typeof hospitalsOf>,
): boolean => {
  const parties = partiesOf(message);
  // A municipality with an acute unit is no hospital in all that it does.
  const isItsWard = (party: HandoverParty) => isWard(party) && hospitals.has(enterpriseOf(party));
  return parties.some(isItsWard) && parties.some((party) => isConcerned(party, stay) && !isItsWard(party));
};

/** How well a message's time fits a stay; contacts that it dates must have ended in the stay or with it. */
const fitsInTime = (message: HandoverMessage, stay: Stay, until: number): LinkConfidence | undefined => {
  const sent = message.sentAt.getTime();
  const contact = momentIn(message, 'end') ?? momentIn(message, 'start');
  // When an inferred stay began is not known: it was before what was sent about its end.
  if (sent < stay.admission.order && !(stay.inferred && contact !== undefined)) return undefined;
  if (contact === undefined) {
    if (sent >= until) return undefined;
    const end = stay.discharge?.order;
    return end === undefined || sent - end <= aftermathMs ? 'possible' : undefined;
  }
  const [ended, admitted] = [osloDate(contact.clock), osloDate(new Date(stay.admission.order))];
  if (ended < admitted) return undefined;
  if (stay.discharge === undefined) return sent < until ? 'possible' : undefined;
  const left = osloDate(stay.discharge.clock);
  return ended === left ? 'likely' : ended < left ? 'possible' : undefined;
};

/** How many of some stays each message began or moved. */
export const ownersIn = (stays: readonly Stay[]): ReadonlyMap<MessageId, number> => {
  const owners = new Map<MessageId, number>();
  for (const { own } of stays) {
    for (const id of own.keys()) owners.set(id, (owners.get(id) ?? 0) + 1);
  }
  return owners;
};

/**
 * Messages of a stay in their order; `until`: when the patient's next stay with this municipality began. `owners`: of
 * all her stays with it.
 */
export const membersOf = (
  standing: Standing,
  stay: Stay,
  until: number,
  owners: ReadonlyMap<MessageId, number>,
): readonly Member[] => {
  const hospitals = hospitalsOf(stay);
  const isOwn = (id: MessageId) => stay.own.has(id);
  const isOfOther = (id: MessageId) => (owners.get(id) ?? 0) > Number(isOwn(id));
  return standing.messages.flatMap((message): readonly Member[] => {
    if (!counts(standing, message)) return [];
    const own = stay.own.get(message.id);
    if (own !== undefined) return [{ message, confidence: own }];
    if (isOfOther(message.id) || !isBetweenParties(message, stay, hospitals)) return [];
    const tie = tieTo(standing, message.id, isOwn);
    const surely = tie === 'possible' ? undefined : tie;
    if (surely === undefined && tieTo(standing, message.id, isOfOther) === 'certain') return [];
    const confidence = surely ?? fitsInTime(message, stay, until);
    return confidence === undefined ? [] : [{ message, confidence }];
  });
};

const afterStay: readonly HandoverEvent[] = [
  'discharge',
  'died',
  'report',
  'summary',
  'death-told',
  'day-ended',
];

/** When a stay was first seen to be one: not by what may be sent after the patient has left. */
const shownAt = ({ steps }: Stay): number | undefined =>
  steps.find(({ event }) => !afterStay.includes(event))?.order;

/** When a stay was superseded: the patient's first admission, towards any municipality, after its end. */
export const supersededAt = (stay: Stay, all: readonly Stay[]): number | undefined => {
  const end = stay.discharge?.order;
  const next = all.flatMap((other): readonly number[] => {
    const shown = shownAt(other);
    if (other === stay || shown === undefined) return [];
    // Where no notice of discharge came, the same municipality's next stay tells that this one is over.
    const isNext =
      end === undefined
        ? other.municipality === stay.municipality && other.admission.order > stay.admission.order
        : other.admission.order > end;
    return isNext ? [shown] : [];
  });
  return next.length === 0 ? undefined : Math.min(...next);
};
