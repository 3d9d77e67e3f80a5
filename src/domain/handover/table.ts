/**
 * The handover's states and what moves it between them: one handover for each patient, stay and receiving municipality
 * (FOR-2011-11-18-1115 §§ 8–13, HIS 1149:2014). Every pair of state and event stands here.
 */

export const handoverStates = [
  'none',
  'admitted',
  'planning',
  'ready',
  'accepted',
  'overdue-stay',
  'discharged',
  'complete',
  'closed-death',
] as const;
export type HandoverState = (typeof handoverStates)[number];

/**
 * - `first-notice`, `update`: health information of type 1 (or none, as in version 1.5) and 2 (9140)
 * - `admission-report`, `report`: of the municipality; of the hospital. `summary`: epikrise to the municipality
 * - `can`, `cannot`, `reply`: the municipality's answer to readiness; `reply` where its meaning is not known
 * - `day-ended`: the day of the notice is over and nobody has answered
 * - `died`: a notice of discharge of one who died. `death-told`: word of a death from elsewhere
 * - `settled`: nothing more is expected
 */
export const handoverEvents = [
  'admission',
  'first-notice',
  'update',
  'admission-report',
  'ready',
  'can',
  'cannot',
  'reply',
  'day-ended',
  'withdrawal',
  'discharge',
  'died',
  'report',
  'summary',
  'death-told',
  'settled',
] as const;
export type HandoverEvent = (typeof handoverEvents)[number];

/** What an event did not fit, kept and shown: nothing is thrown away. */
export type Remark =
  | 'first-notice-missing'
  | 'transferred'
  | 'repeated'
  | 'after-end'
  | 'no-open-notice'
  | 'after-death';

/** What else an event does, besides moving the handover. */
type Effect =
  /** The stay is known from something later than its admission. */
  | 'infer'
  /** The reply's clock stops. */
  | 'answer'
  /** Days of overdue stay begin to count, or cease to. */
  | 'count'
  | 'stop-count'
  /** The round is over. */
  | 'withdraw'
  | 'end-stay'
  | 'die';

/**
 * - `to`: the next state, what that does and what is remarked
 * - `parks`: it waits for the notice that it answers or withdraws
 * - `begins`: it is the first of a new handover; `later`: only when it tells of a later stay, else it is remarked
 */
export type Move =
  | { readonly to: HandoverState; readonly does: readonly Effect[]; readonly remark?: Remark }
  | { readonly parks: true }
  | { readonly begins: 'always' }
  | { readonly begins: 'later'; readonly remark: Remark };

const to = (state: HandoverState, ...does: Effect[]): Move => ({ to: state, does });
const noting = (remark: Remark, state: HandoverState, ...does: Effect[]): Move => ({
  to: state,
  does,
  remark,
});
const parks: Move = { parks: true };
const later = (remark: Remark): Move => ({ begins: 'later', remark });

type Row = Readonly<Record<HandoverState, Move>>;

/** A row that keeps every state but those given. */
const keeping = (moves: Partial<Row>): Row => ({
  none: to('none'),
  admitted: to('admitted'),
  planning: to('planning'),
  ready: to('ready'),
  accepted: to('accepted'),
  'overdue-stay': to('overdue-stay'),
  discharged: to('discharged'),
  complete: to('complete'),
  'closed-death': to('closed-death'),
  ...moves,
});

const ended = (move: (state: 'discharged' | 'complete' | 'closed-death') => Move): Partial<Row> => ({
  discharged: move('discharged'),
  complete: move('complete'),
  'closed-death': move('closed-death'),
});
const open = (move: Move): Partial<Row> => ({
  admitted: move,
  planning: move,
  ready: move,
  accepted: move,
  'overdue-stay': move,
});
const afterEnd = ended((state) => noting('after-end', state));
const afterDeath: Partial<Row> = { 'closed-death': noting('after-death', 'closed-death') };
const laterAfterEnd: Partial<Row> = { ...ended(() => later('after-end')), ...afterDeath };
const withoutNotice: Partial<Row> = { none: parks, admitted: parks, planning: parks };

/** Event → state before → what follows. */
export const handoverMoves: Readonly<Record<HandoverEvent, Row>> = {
  admission: {
    none: to('admitted'),
    admitted: noting('transferred', 'admitted'),
    planning: noting('transferred', 'planning'),
    ready: noting('transferred', 'ready'),
    accepted: noting('transferred', 'accepted'),
    'overdue-stay': noting('transferred', 'overdue-stay'),
    discharged: { begins: 'always' },
    complete: { begins: 'always' },
    'closed-death': { begins: 'always' },
  },
  'first-notice': keeping({ none: to('planning', 'infer'), admitted: to('planning'), ...laterAfterEnd }),
  update: keeping({
    none: noting('first-notice-missing', 'planning', 'infer'),
    admitted: noting('first-notice-missing', 'planning'),
    ...laterAfterEnd,
  }),
  'admission-report': keeping({ none: to('admitted', 'infer'), ...laterAfterEnd }),
  ready: {
    none: to('ready', 'infer'),
    admitted: to('ready'),
    planning: to('ready'),
    ready: noting('repeated', 'ready'),
    accepted: noting('repeated', 'accepted'),
    'overdue-stay': noting('repeated', 'overdue-stay'),
    discharged: later('after-end'),
    complete: later('after-end'),
    'closed-death': noting('after-death', 'closed-death'),
  },
  can: keeping({
    ...withoutNotice,
    ready: to('accepted', 'answer'),
    'overdue-stay': to('accepted', 'answer', 'stop-count'),
    ...afterEnd,
  }),
  // Also when the municipality takes back that it could: the newest answer counts.
  cannot: keeping({
    ...withoutNotice,
    ready: to('overdue-stay', 'answer', 'count'),
    accepted: to('overdue-stay', 'count'),
    'overdue-stay': to('overdue-stay', 'answer'),
    ...afterEnd,
  }),
  reply: keeping({
    ...withoutNotice,
    ready: to('ready', 'answer'),
    'overdue-stay': to('overdue-stay', 'answer'),
    ...afterEnd,
  }),
  'day-ended': keeping({ ready: to('overdue-stay', 'count') }),
  withdrawal: keeping({
    ...withoutNotice,
    ready: to('planning', 'withdraw'),
    accepted: to('planning', 'withdraw'),
    'overdue-stay': to('planning', 'withdraw', 'stop-count'),
    ...afterEnd,
  }),
  discharge: {
    none: to('discharged', 'infer', 'end-stay'),
    admitted: to('discharged', 'end-stay'),
    planning: to('discharged', 'end-stay'),
    ready: to('discharged', 'end-stay'),
    accepted: to('discharged', 'end-stay'),
    'overdue-stay': to('discharged', 'stop-count', 'end-stay'),
    discharged: later('repeated'),
    complete: later('repeated'),
    'closed-death': noting('after-death', 'closed-death'),
  },
  died: {
    none: to('closed-death', 'infer', 'end-stay', 'die'),
    admitted: to('closed-death', 'end-stay', 'die'),
    planning: to('closed-death', 'end-stay', 'die'),
    ready: to('closed-death', 'end-stay', 'die'),
    accepted: to('closed-death', 'end-stay', 'die'),
    'overdue-stay': to('closed-death', 'stop-count', 'end-stay', 'die'),
    discharged: to('closed-death', 'die'),
    complete: to('closed-death', 'die'),
    'closed-death': to('closed-death', 'end-stay'),
  },
  // The report often comes before the notice of discharge, and says nothing of when the patient leaves.
  report: keeping({ none: to('admitted', 'infer') }),
  // An epikrise alone may be of a visit: it starts no stay.
  summary: keeping({}),
  'death-told': keeping({
    ...open(to('closed-death', 'die')),
    'overdue-stay': to('closed-death', 'stop-count', 'die'),
    discharged: to('closed-death', 'die'),
    complete: to('closed-death', 'die'),
  }),
  settled: keeping({ discharged: to('complete') }),
};
