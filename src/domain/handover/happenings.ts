import { endOfDay, osloDate } from '../calendar.ts';
import type { HandoverRole } from '../expectation-vocabulary.ts';
import type { HerId, MessageId } from '../ids.ts';
import type { HandoverAct, HandoverMessage, HandoverParty } from './facts.ts';
import { compare, counts, isSure, type Standing } from './standing.ts';
import type { HandoverEvent } from './table.ts';

/** What happened to a patient, in order, as one municipality's messages and acts tell it. */

/** When something was. */
export interface Moment {
  /** What clocks start with: the end of the day where only the date is known. */
  readonly clock: Date;
  /** What it is ordered by. */
  readonly order: number;
}

/** One event of the machine, and what told of it. */
export interface Happening extends Moment {
  readonly event: HandoverEvent;
  readonly message?: HandoverMessage;
  readonly act?: HandoverAct;
  /** The unit that has the patient, where it can be told. */
  readonly ward?: HandoverParty;
  /** When the patient was admitted, where the message says it. */
  readonly admission?: Moment;
}

const wardRoles: readonly HandoverRole[] = ['hospital', 'acute-unit'];
const municipalRoles: readonly HandoverRole[] = ['case-office', 'nursing'];

const hasAny = (party: HandoverParty, roles: readonly HandoverRole[]): boolean =>
  party.roles.some((role) => roles.includes(role));

/** True for a unit that may have the patient. */
export const isWard = (party: HandoverParty): boolean => hasAny(party, wardRoles);
/** True for a party that receives patients on a municipality's behalf. */
export const isMunicipal = (party: HandoverParty): boolean => hasAny(party, municipalRoles);
/** What stands for a party's enterprise. */
export const enterpriseOf = (party: HandoverParty): HerId => party.enterprise ?? party.herId;

/** Every party of a message. */
export const partiesOf = ({ sender, receivers }: HandoverMessage): readonly HandoverParty[] => [
  sender,
  ...receivers,
];

/**
 * When a message says that something was. Of a date alone the time of sending is taken, within that day. What is said to
 * come has been said already, so nothing is ordered after its sending.
 */
export const momentIn = (message: HandoverMessage, ...codes: readonly string[]): Moment | undefined => {
  const told = message.events.find(({ code }) => codes.includes(code));
  if (told === undefined) return undefined;
  const sent = message.sentAt.getTime();
  if (!told.dateOnly) return { clock: told.at, order: Math.min(told.at.getTime(), sent) };
  const end = endOfDay(osloDate(told.at));
  return { clock: end, order: Math.min(end.getTime(), sent) };
};

/** Codes of 9121 for what each function tells of. */
const eventCodes: Readonly<Record<string, readonly string[]>> = {
  LOG_INNLAGT: ['1'],
  LOG_UTSKRIVNINGSKLAR: ['3'],
  LOG_AVMELDING: ['4'],
  LOG_UTSKREVET: ['2', '13'],
  LOG_DOD: ['13'],
};

/** True for functions whose newest version alone tells what happened and when. */
const tellsWhen = (type: string): boolean => Object.hasOwn(eventCodes, type);

const sentMoment = ({ sentAt }: HandoverMessage): Moment => ({ clock: sentAt, order: sentAt.getTime() });

const fromHospital = (message: HandoverMessage): HandoverEvent | undefined => {
  switch (message.type) {
    case 'LOG_INNLAGT':
      return 'admission';
    case 'HELSEOPPL_SOKNAD':
      return message.codes.some(({ list, v }) => list === '9140' && v === '2') ? 'update' : 'first-notice';
    case 'LOG_UTSKRIVNINGSKLAR':
      return 'ready';
    case 'LOG_AVMELDING':
      return 'withdrawal';
    case 'LOG_UTSKREVET':
      return message.died || message.events.some(({ code }) => code === '13') ? 'died' : 'discharge';
    case 'UTSKRIVNINGSRAPPORT':
    case 'SAMMENFATNING':
      return 'report';
    case 'EPIKRISE':
      return 'summary';
    default:
      return undefined;
  }
};

/** Every link counts, guesses too: whether a note answers is not for its sender to say. */
const answersReadiness = ({ from, byId }: Standing, { id }: HandoverMessage): boolean =>
  (from.get(id) ?? []).some(
    ({ relation, to }) => relation === 'answers' && byId.get(to)?.type === 'LOG_UTSKRIVNINGSKLAR',
  );

const fromMunicipality = (standing: Standing, message: HandoverMessage): HandoverEvent | undefined => {
  const { type, reply } = message;
  if (type === 'INNLEGGELSESRAPPORT' || type === 'SAMMENFATNING') return 'admission-report';
  const mayReply = type === 'LOG_TILBAKEMELDING' || type === 'DIALOG_NOTAT' || type === 'DIALOG_HELSEFAGLIG';
  if (!mayReply) return undefined;
  if (reply === 'can' || reply === 'cannot') return reply;
  return reply === 'unclear' || type === 'LOG_TILBAKEMELDING' || answersReadiness(standing, message)
    ? 'reply'
    : undefined;
};

/** What a message is in the handover to a municipality, and the unit that has the patient. */
const eventOf = (
  standing: Standing,
  message: HandoverMessage,
  municipality: HerId,
): Pick<Happening, 'event' | 'ward'> | undefined => {
  if (message.type === 'LOG_DOD') return { event: 'death-told' };
  const { sender, receivers } = message;
  const isOurs = (party: HandoverParty) => isMunicipal(party) && enterpriseOf(party) === municipality;
  if (isWard(sender) && receivers.some(isOurs)) {
    const event = fromHospital(message);
    return event && { event, ward: sender };
  }
  const ward = receivers.find(isWard);
  if (!isOurs(sender) || ward === undefined) return undefined;
  const event = fromMunicipality(standing, message);
  return event && { event, ward };
};

/** The municipalities that a patient's messages concern, in order. */
export const municipalitiesIn = ({ messages }: Standing): readonly HerId[] =>
  [
    ...new Set(
      messages
        .filter((message) => message.stands && partiesOf(message).some(isWard))
        .flatMap((message) => partiesOf(message).filter(isMunicipal).map(enterpriseOf)),
    ),
  ].sort((a, b) => a - b);

const bySequence = (a: Happening, b: Happening): number =>
  a.order - b.order ||
  (a.message?.sentAt ?? a.clock).getTime() - (b.message?.sentAt ?? b.clock).getTime() ||
  (a.message?.receivedAt ?? a.clock).getTime() - (b.message?.receivedAt ?? b.clock).getTime() ||
  compare(a.message?.id ?? a.act?.id ?? '', b.message?.id ?? b.act?.id ?? '');

/**
 * Everything that moves a municipality's handovers, ordered by event time, then GenDate, then receipt; but nothing
 * before what it refers to. Cancelled messages are not among it.
 */
export const happeningsFor = (
  standing: Standing,
  acts: readonly HandoverAct[],
  municipality: HerId,
): readonly Happening[] => {
  const orders = new Map<MessageId, number>();
  const told = standing.messages.flatMap((message): readonly Happening[] => {
    if (!counts(standing, message)) return [];
    if (tellsWhen(message.type) && standing.superseded.has(message.id)) return [];
    const what = eventOf(standing, message, municipality);
    if (what === undefined) return [];
    const moment = momentIn(message, ...(eventCodes[message.type] ?? [])) ?? sentMoment(message);
    const before = (standing.from.get(message.id) ?? [])
      .filter((link) => isSure(link) && (link.relation === 'parent' || link.relation === 'answers'))
      .flatMap(({ to }) => orders.get(to) ?? []);
    const order = Math.max(moment.order, ...before.map((each) => each + 1));
    orders.set(message.id, order);
    const admission = what.event === 'admission' ? undefined : momentIn(message, '1');
    return [{ ...what, clock: moment.clock, order, message, ...(admission && { admission }) }];
  });
  const reported = acts.flatMap((act): readonly Happening[] => {
    const after = orders.get(act.about);
    if (act.kind !== 'death-known' || after === undefined) return [];
    if ((act.municipality ?? municipality) !== municipality) return [];
    return [{ event: 'death-told', clock: act.at, order: Math.max(act.at.getTime(), after + 1), act }];
  });
  return [...told, ...reported].sort(bySequence);
};

/** When a patient is told to have died, by whoever tells it, also where no stay is known. */
export const deathsTold = (standing: Standing, acts: readonly HandoverAct[]): readonly number[] => [
  ...standing.messages
    .filter(
      (message) =>
        counts(standing, message) &&
        !standing.superseded.has(message.id) &&
        (message.type === 'LOG_DOD' || fromHospital(message) === 'died'),
    )
    .map((message) => (momentIn(message, ...(eventCodes[message.type] ?? [])) ?? sentMoment(message)).order),
  ...acts
    .filter(({ kind, about }) => {
      const message = kind === 'death-known' ? standing.byId.get(about) : undefined;
      return message !== undefined && counts(standing, message);
    })
    .map(({ at }) => at.getTime()),
];

/** The last instant on which a notice of readiness may be answered: the end of the day it came, or of the day it names. */
export const lastToAnswer = ({ message, clock }: Happening): number => {
  const days = [clock, ...(message === undefined ? [] : [message.receivedAt])].map(osloDate);
  return Math.max(...days.map((day) => endOfDay(day).getTime()));
};
