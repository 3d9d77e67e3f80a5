import fc from 'fast-check';
import { actKinds } from '../../../src/domain/expectation-vocabulary.ts';
import type { HandoverAct, HandoverMessage, HandoverParty } from '../../../src/domain/handover/facts.ts';
import { anyType, eventCodes, type MessageFunction, routeOf, stayParts } from './any-route.ts';
import { act, message, onShared, oslo } from './pathway.ts';

/**
 * Pathways of any sort: legal or not, in time or not, to two municipalities, with transfers, rounds, deaths,
 * readmissions, changes, cancellations, wrong clocks, late receipts and shared records.
 */

/** Milliseconds of an hour. */
export const hourMs = 3_600_000;

/** When the first message of a pathway is sent, at the earliest: plain days, and those on which calendars go wrong. */
const starts = [
  '2026-10-20 06:00',
  '2026-10-23 20:00', // summer time ends
  '2027-03-26 23:00', // Easter, and summer time begins
  '2026-12-30 06:00', // the year ends
  '2027-05-13 06:00', // Whitsun and 17 May
].map(oslo);

/** One message of a pathway to be. */
export interface Plan {
  readonly type: MessageFunction;
  readonly status: 'N' | 'M' | 'C';
  /** Hours after the one before. */
  readonly after: number;
  /** Minutes from the event to its sending, and from there to its coming. Less than none: the event is to come. */
  readonly told: number;
  readonly came: number;
  /** Refers to one so many places before, or to nothing. */
  readonly back: number;
  readonly kind: '1' | '2';
  readonly says: 'can' | 'cannot' | 'unclear';
  /** Which of the hospitals' units, and whether to the other municipality, or both. */
  readonly unit: number;
  readonly elsewhere: boolean;
  readonly both: boolean;
  readonly dateOnly: boolean;
  readonly died: boolean;
  readonly stands: boolean;
  readonly outcome: 'waiting' | 'ok' | 'rejected' | 'timedOut' | 'late';
  readonly flag: 'palliative-plan' | 'under-18' | undefined;
}

const minutesOfYears = 3 * 365 * 24 * 60;

const details = {
  told: fc.constantFrom(0, 0, 0, 30, 600, -90, minutesOfYears),
  came: fc.constantFrom(0, 0, 1, 300, 3000),
  back: fc.integer({ min: 0, max: 4 }),
  kind: fc.constantFrom('1', '2'),
  says: fc.constantFrom('can', 'cannot', 'unclear'),
  unit: fc.constantFrom(0, 0, 0, 1, 2, 3, 4),
  elsewhere: fc.constantFrom(false, false, true),
  both: fc.constantFrom(false, false, false, true),
  dateOnly: fc.boolean(),
  died: fc.constantFrom(false, false, false, true),
  stands: fc.constantFrom(true, true, true, true, false),
  outcome: fc.constantFrom('waiting', 'ok', 'ok', 'rejected', 'timedOut', 'late'),
  flag: fc.constantFrom(undefined, undefined, 'palliative-plan', 'under-18'),
} as const;

/** Any message with one of these statuses. */
export const plan = (statuses: readonly Plan['status'][]): fc.Arbitrary<Plan> =>
  fc.record({
    ...details,
    type: anyType,
    status: fc.constantFrom(...statuses),
    after: fc.constantFrom(0, 1, 5, 13, 26, 90, 300),
  });

/** Parts of a stay in their usual order, each there or not, with messages of any sort in between. */
const stay = (statuses: readonly Plan['status'][]): fc.Arbitrary<readonly Plan[]> =>
  fc
    .tuple(
      ...stayParts.map(({ type, likely }) =>
        fc.tuple(
          fc.integer({ min: 1, max: 10 }).map((chance) => chance <= likely),
          fc.record({
            ...details,
            type: fc.constant(type),
            status: fc.constant('N' as const),
            after: fc.constantFrom(0, 1, 4, 20),
            elsewhere: fc.constant(false),
            stands: fc.constant(true),
          }),
          fc.option(plan(statuses), { freq: 6 }),
        ),
      ),
    )
    .map((parts) =>
      parts.flatMap(([isThere, part, other]) => [
        ...(isThere ? [part] : []),
        ...(other === null ? [] : [other]),
      ]),
    );

/** What is settled for all of a pathway. */
export interface Story {
  readonly plans: readonly Plan[];
  readonly start: Date;
  /** Hospitals and municipalities keep one record. */
  readonly shared: boolean;
}

/** Up to some twenty messages, changes and cancellations too unless told. */
export const story = (...given: Plan['status'][]): fc.Arbitrary<Story> => {
  const statuses = given.length > 0 ? given : (['N', 'N', 'N', 'M', 'C'] as const);
  return fc.record({
    plans: fc
      .oneof(
        { weight: 3, arbitrary: fc.array(plan(statuses), { minLength: 1, maxLength: 14 }) },
        { weight: 3, arbitrary: stay(statuses) },
        { weight: 1, arbitrary: fc.tuple(stay(statuses), stay(statuses)).map((stays) => stays.flat()) },
      )
      .filter(({ length }) => length > 0),
    start: fc.constantFrom(...starts),
    shared: fc.constantFrom(false, false, false, true),
  });
};

const receiptOf = (
  { outcome }: Plan,
  sentAt: Date,
): NonNullable<HandoverMessage['receivers'][number]['receipt']> => {
  const after = (hours: number) => new Date(sentAt.getTime() + hours * hourMs);
  switch (outcome) {
    case 'waiting':
      return { state: 'waiting' };
    case 'late':
      return { state: 'ok', at: after(300), timedOutAt: after(96) };
    case 'timedOut':
      return { state: 'timedOut', at: after(96) };
    default:
      return { state: outcome, at: after(outcome === 'ok' ? 1 : 96) };
  }
};

/** Messages as planned, one after another; each refers to nothing that is not here. */
export const told = ({ plans, start, shared }: Story): readonly HandoverMessage[] => {
  const messages: HandoverMessage[] = [];
  const on = (party: HandoverParty) => (shared ? onShared(party) : party);
  let at = start.getTime();
  for (const [place, one] of plans.entries()) {
    at += one.after * hourMs;
    const sentAt = new Date(
      at + (Math.abs(one.told) === minutesOfYears ? 0 : Math.max(one.told, 0)) * 60_000,
    );
    const eventAt = new Date(sentAt.getTime() - one.told * 60_000);
    const ref = one.back === 0 ? undefined : messages[place - one.back];
    const isVersion = one.status !== 'N' && ref !== undefined;
    const type = isVersion ? (ref.type as MessageFunction) : one.type;
    const { from, to } = routeOf(one);
    const code = eventCodes[type];
    const receipt = receiptOf(one, sentAt);
    const base = message(`m${place}`, type, '2026-01-01 00:00', {
      status: one.status,
      sender: on(from),
      to: to.map(on),
      ...(ref && { ref: ref.msgId }),
      codes: type === 'HELSEOPPL_SOKNAD' ? [{ list: '9140', v: one.kind }] : [],
      stands: one.stands,
      receipt,
      flags: one.flag === undefined ? [] : [one.flag],
      holds: one.dateOnly ? ['medicines'] : [],
      ...((type === 'DIALOG_NOTAT' || type === 'LOG_TILBAKEMELDING') && { reply: one.says }),
      ...(type === 'LOG_UTSKREVET' && one.died && { died: true as const }),
    });
    messages.push({
      ...base,
      ...(isVersion && {
        sender: ref.sender,
        receivers: ref.receivers.map((receiver) => ({ ...receiver, receipt })),
      }),
      sentAt,
      receivedAt: new Date(sentAt.getTime() + one.came * 60_000),
      events: code === undefined ? [] : [{ code, at: eventAt, dateOnly: one.dateOnly }],
    });
  }
  return messages;
};

/** Acts of every kind about some of the messages. */
export const actsAbout = (messages: readonly HandoverMessage[]): fc.Arbitrary<readonly HandoverAct[]> => {
  const first = Math.min(...messages.map(({ sentAt }) => sentAt.getTime()));
  return fc.array(
    fc
      .record({
        kind: fc.constantFrom(...actKinds),
        about: fc.constantFrom(...messages.map(({ msgId }) => msgId)),
        hours: fc.integer({ min: 0, max: 400 }),
      })
      .map(({ kind, about, hours }) => ({
        ...act(kind, '2026-01-01 00:00', about),
        id: `${kind} ${hours} ${about}`,
        at: new Date(first + hours * hourMs),
      })),
    { maxLength: 5 },
  );
};

/** Some time after a pathway began: before all of it has come, or long after. */
export const someTime = (messages: readonly HandoverMessage[], hours: number): Date =>
  new Date(Math.min(...messages.map(({ sentAt }) => sentAt.getTime())) + hours * hourMs);

/** When all of a pathway has come, and some hours more. */
export const past = (messages: readonly HandoverMessage[], hours: number): Date => {
  const times = messages.flatMap(({ sentAt, receivedAt }) => [sentAt.getTime(), receivedAt.getTime()]);
  return new Date(Math.max(...times) + hours * hourMs);
};
