import type { HerId, MessageId } from '../ids.ts';
import type { LinkConfidence } from '../links-facts.ts';
import type { HandoverAct, HandoverMessage, HandoverParty } from './facts.ts';
import type { Happening, Moment } from './happenings.ts';
import { enterpriseOf, happeningsFor, lastToAnswer, momentIn } from './happenings.ts';
import { isSure, type Standing, tieTo } from './standing.ts';
import { type HandoverEvent, type HandoverState, handoverMoves, type Move, type Remark } from './table.ts';

/** One step of a handover. `at`: when it happened, as far as it is known. */
export interface HandoverStep {
  readonly at: Date;
  readonly event: HandoverEvent;
  readonly from: HandoverState;
  readonly to: HandoverState;
  /** Rounds of readiness, from 1; a withdrawal ends one. */
  readonly round: number;
  readonly message?: MessageId;
  readonly act?: string;
  readonly remark?: Remark;
}

/** A step with all that expectations need to know of it. */
export interface Stepped extends HandoverStep {
  readonly order: number;
  readonly clock: Date;
  readonly cause?: HandoverMessage;
  readonly ward?: HandoverParty;
}

/** A stretch of overdue stay (overligger): the municipality refused, or was silent for a day. */
export interface OverdueStay {
  /** The day from which it counts is that of readiness. */
  readonly readyAt: Date;
  readonly since: Date;
  readonly until?: Date;
  readonly why: 'refused' | 'silent';
}

/** A handover as its events alone make it. */
export interface Stay {
  readonly municipality: HerId;
  readonly state: HandoverState;
  readonly inferred: boolean;
  readonly admission: Moment;
  /** Readiness by round; none in rounds without. */
  readonly ready: ReadonlyMap<number, Moment>;
  readonly withdrawals: readonly number[];
  readonly discharge?: Moment;
  readonly death?: Moment;
  readonly round: number;
  readonly steps: readonly Stepped[];
  readonly overdue: readonly OverdueStay[];
  /** Last instant to answer the notice of this round; none when it is answered or there is none. */
  readonly answerBy?: number;
  /** Messages that moved it or could have, and how surely they belong to it. */
  readonly own: ReadonlyMap<MessageId, LinkConfidence>;
  /** Units that have had the patient, the newest last. */
  readonly wards: readonly HandoverParty[];
}

/** A reply or withdrawal whose notice has not come. */
export interface Waiting {
  readonly message: HandoverMessage;
  readonly municipality: HerId;
}

type Draft = { -readonly [Key in keyof Stay]: Stay[Key] } & {
  ready: Map<number, Moment>;
  withdrawals: number[];
  steps: Stepped[];
  overdue: OverdueStay[];
  own: Map<MessageId, LinkConfidence>;
  wards: HandoverParty[];
  lastOrder: number;
};

/** After so many days without a message an admission is of another stay, even if nobody told of a discharge (ours). */
const silenceDays = 60;
/** A second notice of discharge, or a report to the ward, so long after the first is of another stay (ours). */
const lingerMs = 24 * 3_600_000;
const dayMs = 86_400_000;

const begin = (municipality: HerId, happening: Happening): Draft => ({
  municipality,
  state: 'none',
  inferred: false,
  admission: happening.admission ?? happening,
  ready: new Map(),
  withdrawals: [],
  round: 1,
  steps: [],
  overdue: [],
  own: new Map(),
  wards: [],
  lastOrder: happening.order,
});

/** True when what happens after a stay's end is of a later stay. */
const isOfLaterStay = (stay: Stay, { event, admission, order }: Happening): boolean => {
  const end = stay.discharge?.order ?? stay.death?.order;
  if (end === undefined) return false;
  if (admission !== undefined && event !== 'ready') return admission.order > end;
  if (event === 'update') return false;
  return event === 'first-notice' || event === 'ready' ? order > end : order - end > lingerMs;
};

const stopCount = (stay: Draft, at: Date): void => {
  const last = stay.overdue.at(-1);
  if (last !== undefined && last.until === undefined) {
    stay.overdue[stay.overdue.length - 1] = { ...last, until: at };
  }
};

type Step = Extract<Move, { readonly to: HandoverState }>;

const apply = (stay: Draft, happening: Happening, move: Step): void => {
  const { event, message, act, ward, order, clock } = happening;
  const from = stay.state;
  const { round } = stay;
  const at = new Date(order);
  for (const effect of move.does) {
    switch (effect) {
      case 'infer':
        stay.inferred = true;
        break;
      case 'answer':
        delete stay.answerBy;
        break;
      case 'count':
        stay.overdue.push({
          readyAt: stay.ready.get(round)?.clock ?? clock,
          since: at,
          why: event === 'day-ended' ? 'silent' : 'refused',
        });
        break;
      case 'stop-count':
        stopCount(stay, at);
        break;
      case 'withdraw':
        stay.withdrawals.push(order);
        delete stay.answerBy;
        stay.round += 1;
        break;
      case 'end-stay':
        stay.discharge ??= { clock, order };
        break;
      case 'die':
        stay.death ??= { clock, order };
        break;
    }
  }
  stay.state = move.to;
  if (event === 'ready' && from !== move.to) {
    stay.ready.set(round, { clock, order });
    stay.answerBy = lastToAnswer(happening);
  }
  if (move.to === 'discharged' || move.to === 'closed-death') delete stay.answerBy;
  if (ward !== undefined) {
    const known = stay.wards.findIndex(({ herId }) => herId === ward.herId);
    if (known >= 0) stay.wards.splice(known, 1);
    stay.wards.push(ward);
  }
  stay.lastOrder = Math.max(stay.lastOrder, order);
  const newest = stay.wards.at(-1);
  stay.steps.push({
    at,
    event,
    from,
    to: move.to,
    round,
    order,
    clock,
    ...(message && { message: message.id, cause: message }),
    ...(act && { act: act.id }),
    ...(move.remark && { remark: move.remark }),
    ...(newest && { ward: newest }),
  });
};

/** Lets the day of an unanswered notice end, if it has before an instant, and before the notice was cancelled. */
const endDay = ({ cancelledAt }: Standing, stay: Draft, before: number): void => {
  const { answerBy } = stay;
  const move = handoverMoves['day-ended'][stay.state];
  if (answerBy === undefined || answerBy >= before || !('to' in move) || move.to === stay.state) return;
  const notice = stay.steps.findLast(({ event, from, to }) => event === 'ready' && from !== to)?.cause;
  const cancelled = notice && cancelledAt.get(notice.id);
  if (cancelled !== undefined && cancelled.getTime() <= answerBy) return;
  apply(
    stay,
    {
      event: 'day-ended',
      clock: new Date(answerBy),
      order: answerBy,
      ...(notice && { message: notice }),
    },
    move,
  );
  delete stay.answerBy;
};

const keep = (stay: Draft, happening: Happening, remark: Remark): void =>
  apply(stay, happening, { to: stay.state, does: [], remark });

/** The stays of a patient that a municipality is to take over from, in order, and what waits for its notice. */
export const staysOf = (
  standing: Standing,
  acts: readonly HandoverAct[],
  municipality: HerId,
  now: Date,
): { readonly stays: readonly Stay[]; readonly waiting: readonly Waiting[] } => {
  const stays: Draft[] = [];
  const waiting: Waiting[] = [];

  /** The stay that a message or act names; that of which an epikrise tells the end, by its dates; else the newest. */
  const meant = ({ event, message, act }: Happening): Draft | undefined => {
    if (act !== undefined) return stays.findLast(({ own }) => own.has(act.about));
    if (message === undefined) return stays.at(-1);
    const links = (standing.from.get(message.id) ?? []).filter(isSure);
    const named = stays.findLast(({ own }) => links.some((link) => own.has(link.to)));
    const end = event === 'summary' ? momentIn(message, 'end') : undefined;
    const dated = end && stays.findLast(({ admission }) => admission.order <= end.clock.getTime());
    return named ?? dated ?? stays.at(-1);
  };
  const add = (stay: Draft, { message }: Happening): void => {
    if (message === undefined) return;
    const tie = tieTo(standing, message.id, (id) => stay.own.has(id));
    stay.own.set(message.id, stay.own.size === 0 ? 'certain' : (tie ?? 'possible'));
  };
  /** What opens a stay: the admission, seen or inferred, and then what was seen. */
  const open = (happening: Happening, move: Step): void => {
    const stay = begin(municipality, happening);
    stays.push(stay);
    add(stay, happening);
    if (!move.does.includes('infer')) {
      apply(stay, happening, move);
      return;
    }
    const { order, clock } = stay.admission;
    // It was admitted no later than this.
    const admitted = { ...happening, order: Math.min(order, happening.order), clock };
    apply(stay, admitted, { to: 'admitted', does: ['infer'] });
    if (move.to !== 'admitted') {
      apply(stay, happening, { ...move, does: move.does.filter((effect) => effect !== 'infer') });
    }
  };
  /** An answer or withdrawal of what is not there: it waits, unless its notice is known and no longer open. */
  const park = (stay: Draft | undefined, happening: Happening): void => {
    const { message } = happening;
    if (message === undefined) return;
    const isKnown = (standing.from.get(message.id) ?? []).some(
      (link) => isSure(link) && standing.byId.get(link.to)?.type === 'LOG_UTSKRIVNINGSKLAR',
    );
    const hasBeen = stay !== undefined && stay.ready.size > 0;
    if (stay !== undefined && (isKnown || hasBeen)) {
      add(stay, happening);
      keep(stay, happening, 'no-open-notice');
    } else if (!isKnown) waiting.push({ message, municipality });
  };

  for (const happening of happeningsFor(standing, acts, municipality)) {
    const stay = meant(happening);
    if (stay !== undefined) endDay(standing, stay, happening.order);
    const state = stay?.state ?? 'none';
    const moves = handoverMoves[happening.event];
    const move = moves[state];
    if ('parks' in move) {
      park(stay, happening);
      continue;
    }
    const isNamed =
      happening.message !== undefined && stay !== undefined && namesSome(standing, stay, happening);
    const isNew =
      'begins' in move
        ? move.begins === 'always' || (!isNamed && stay !== undefined && isOfLaterStay(stay, happening))
        : happening.event === 'admission' &&
          stay !== undefined &&
          happening.order - stay.lastOrder > silenceDays * dayMs;
    if (stay === undefined || isNew) {
      const first = moves.none;
      if ('to' in first && first.to !== 'none') open(happening, first);
    } else {
      add(stay, happening);
      if ('to' in move) apply(stay, happening, move);
      else if ('remark' in move) keep(stay, happening, move.remark);
    }
  }
  for (const stay of stays) endDay(standing, stay, now.getTime());
  return { stays, waiting };
};

/** True when a message refers to one of a stay's own. */
const namesSome = ({ from }: Standing, { own }: Stay, { message }: Happening): boolean =>
  message !== undefined && (from.get(message.id) ?? []).some((link) => isSure(link) && own.has(link.to));

/** Enterprises that have had the patient, the newest first. */
export const hospitalsOf = ({ wards }: Stay): ReadonlySet<HerId> =>
  new Set(wards.toReversed().map(enterpriseOf));
