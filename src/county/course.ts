import { dateOf, endOfDay, oslo } from './calendar.ts';
import type { Known } from './known.ts';
import type { Deed, Letter, StayScript } from './letter.ts';

/** What a stay was, from what is known of it: when it began, how its rounds went, how it ended. */

/** When something was: by the clock, and in the order of events (nothing that is told is later than its telling). */
export interface Moment {
  readonly clock: number;
  readonly order: number;
}

export interface Course {
  readonly opener: Letter;
  readonly admission: Moment;
  /** Withdrawals that ended a round. */
  readonly withdrawals: readonly number[];
  /** First notice of readiness of each round. */
  readonly ready: ReadonlyMap<number, Moment>;
  /** The first overdue stay of each round: refused, or a day without a word. */
  readonly overdue: ReadonlyMap<number, { readonly order: number; readonly cause: Letter }>;
  readonly discharge?: Moment;
  readonly death?: number;
  /** What entered the phase of death. */
  readonly deathOf?: {
    readonly order: number;
    readonly letter?: Letter;
    readonly deed?: Deed;
    readonly received: number;
  };
  /** The letter that told of discharge while alive. */
  readonly dischargedBy?: Letter;
  /** Replies without a notice that they could be about. */
  readonly parked: readonly Letter[];
  /** The end of a day on which an answer was waited for: something changes then. */
  readonly days: readonly number[];
  readonly own: readonly Letter[];
}

/** When what a notice tells of was; of all other letters, when they were sent. */
export const momentOf = ({ type, told, sent }: Letter): Moment => {
  if (told === undefined || !type.startsWith('LOG_')) return { clock: sent, order: sent };
  if (!told.dateOnly) return { clock: told.at, order: Math.min(told.at, sent) };
  const clock = oslo(dateOf(told.at), 24) - 1;
  return { clock, order: Math.min(clock, sent) };
};

const movers = new Set([
  'LOG_INNLAGT',
  'INNLEGGELSESRAPPORT',
  'HELSEOPPL_SOKNAD',
  'LOG_UTSKRIVNINGSKLAR',
  'LOG_AVMELDING',
  'LOG_UTSKREVET',
  'UTSKRIVNINGSRAPPORT',
  'LOG_DOD',
]);
const openers = new Set([
  'LOG_INNLAGT',
  'INNLEGGELSESRAPPORT',
  'HELSEOPPL_SOKNAD',
  'LOG_UTSKRIVNINGSKLAR',
  'LOG_UTSKREVET',
  'UTSKRIVNINGSRAPPORT',
]);

const isReply = ({ reply }: Letter): boolean => reply !== undefined;
/** Nothing is before what it refers to. */
const placeOf = (letter: Letter, known: Known): number => {
  const { order } = momentOf(letter);
  const { parent } = letter;
  if (parent === undefined || parent.received > known.now || !known.counts(parent)) return order;
  return movers.has(parent.type) || isReply(parent) ? Math.max(order, placeOf(parent, known) + 1) : order;
};

/** Opener's own word of when the patient was admitted, where it has one. */
const admissionIn = (letter: Letter): Moment => {
  const told = letter.told?.code === '1' ? letter.told.at : letter.toldAdmission;
  if (told !== undefined) return { clock: told, order: Math.min(told, letter.sent) };
  return momentOf(letter);
};

/** Replies and withdrawals whose notice is not known: nobody can tell what of. */
export const parkedIn = (stay: StayScript, known: Known): readonly Letter[] =>
  courseOf(stay, known)?.parked ??
  stay.letters.filter(
    (letter) =>
      letter.received <= known.now &&
      known.counts(letter) &&
      (isReply(letter) || letter.type === 'LOG_AVMELDING'),
  );

/** The course of a stay as far as it is known; undefined while nothing of it is. */
export const courseOf = (stay: StayScript, known: Known): Course | undefined => {
  const { now } = known;
  const letters = stay.letters.filter((letter) => letter.received <= now && known.counts(letter));
  const moved = letters
    .filter((letter) => movers.has(letter.type) || isReply(letter))
    .map((letter) => ({ letter, deed: undefined, order: placeOf(letter, known) }));
  const told = stay.deeds
    .filter((deed) => deed.kind === 'death-known' && deed.told <= now && known.counts(deed.about))
    .map((deed) => ({ letter: undefined, deed, order: deed.at }));
  const events = [...moved, ...told].sort(
    (a, b) => a.order - b.order || (a.letter?.sent ?? a.order) - (b.letter?.sent ?? b.order),
  );
  const [opener] = events.flatMap(({ letter }) =>
    letter !== undefined && openers.has(letter.type) ? [letter] : [],
  );
  if (opener === undefined) return undefined;
  const admission = admissionIn(opener);

  const ready = new Map<number, Moment>();
  const overdue = new Map<number, { order: number; cause: Letter }>();
  const withdrawals: number[] = [];
  const parked: Letter[] = [];
  const days: number[] = [];
  let stage = 'planning' as 'planning' | 'ready' | 'accepted' | 'overdue' | 'over';
  let waits: { readonly until: number; readonly notice: Letter } | undefined;
  let discharge: Moment | undefined;
  let dischargedBy: Letter | undefined;
  let death: number | undefined;
  let deathOf: Course['deathOf'];
  const round = () => withdrawals.length + 1;
  const goOverdue = (order: number, cause: Letter) => {
    if (stage !== 'overdue' && !overdue.has(round())) overdue.set(round(), { order, cause });
    stage = 'overdue';
  };
  const endDay = (before: number) => {
    if (waits === undefined || waits.until >= before) return;
    const { until, notice } = waits;
    const cancelled = known.cancelledAt(notice);
    if (stage === 'ready' && !(cancelled !== undefined && cancelled <= until)) goOverdue(until, notice);
    waits = undefined;
  };
  const die = (order: number, letter: Letter | undefined, deed: Deed | undefined) => {
    if (death !== undefined) return;
    death = order;
    deathOf = {
      order,
      ...(letter && { letter }),
      ...(deed && { deed }),
      received: letter?.received ?? order,
    };
    stage = 'over';
    waits = undefined;
  };
  for (const { letter, deed, order } of events) {
    endDay(order);
    if (letter === undefined) {
      die(order, undefined, deed);
      continue;
    }
    const { clock } = momentOf(letter);
    if (isReply(letter)) {
      if (stage === 'planning' && ready.size === 0) parked.push(letter);
      if (stage === 'ready' || stage === 'accepted' || stage === 'overdue') {
        if (stage !== 'accepted' || letter.reply === 'cannot') waits = undefined;
        if (letter.reply === 'cannot') goOverdue(order, letter);
        if (letter.reply === 'can') stage = 'accepted';
      }
    } else if (letter.type === 'LOG_UTSKRIVNINGSKLAR' && stage === 'planning') {
      stage = 'ready';
      ready.set(round(), { clock, order });
      waits = { until: Math.max(endOfDay(clock), endOfDay(letter.received)), notice: letter };
      days.push(waits.until);
    } else if (letter.type === 'LOG_AVMELDING') {
      if (stage === 'planning' && ready.size === 0) parked.push(letter);
      if (stage !== 'planning' && stage !== 'over') {
        withdrawals.push(order);
        stage = 'planning';
        waits = undefined;
      }
    } else if (letter.type === 'LOG_UTSKREVET') {
      if (letter.died) {
        discharge ??= { clock, order };
        die(order, letter, undefined);
      } else if (death === undefined) {
        discharge ??= { clock, order };
        dischargedBy ??= letter;
        stage = 'over';
        waits = undefined;
      }
    } else if (letter.type === 'LOG_DOD') die(order, letter, undefined);
  }
  endDay(now);
  // A reply that came before anything told of the stay waits for its notice, and belongs to nothing until then.
  const early = parked.filter((letter) => isReply(letter) && placeOf(letter, known) < admission.order);
  return {
    opener,
    admission,
    withdrawals,
    ready,
    overdue,
    parked,
    days,
    own: letters.filter((letter) => (movers.has(letter.type) || isReply(letter)) && !early.includes(letter)),
    ...(discharge && { discharge }),
    ...(dischargedBy && { dischargedBy }),
    ...(death !== undefined && { death }),
    ...(deathOf && { deathOf }),
  };
};
