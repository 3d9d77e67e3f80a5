import { bandOf } from '../../domain/board/late.ts';
import { type Measure, measures } from '../../domain/board/measure.ts';
import { periodStart } from '../../domain/board/periods.ts';
import type { PublishingTurn } from '../../domain/board/publication-store.ts';
import { osloDate } from '../../domain/calendar.ts';
import type { Services } from '../services.ts';
import { publishClosed } from './publish-closed.ts';
import { publishRunning } from './publish-running.ts';

/** What publishing needs of the world. */
export type PublishServices = Pick<Services, 'clock' | 'ids' | 'indicators' | 'log'> & {
  readonly store: Pick<
    Services['store'],
    | 'readMeasures'
    | 'measuredDays'
    | 'takePublishing'
    | 'endPublishing'
    | 'frozenSums'
    | 'readLedger'
    | 'publish'
    | 'countLate'
    | 'saveLate'
  >;
};

/** How long one process may publish before another may take over. */
const turnMs = 15 * 60_000;
/** A day's figures come out at six. */
const morningMs = 6 * 3_600_000;
/** Days after its end in which what belongs to a month may still come, where no indicator says otherwise. */
const usualSettleDays = 5;

/** What one run published, in figures that were decided. */
export interface Publishing {
  readonly closed: number;
  readonly running: number;
  /** False where nothing is counted yet. */
  readonly isDone: boolean;
}

/** Days that a table waits after a period's end. */
const settleDaysOf =
  (indicators: Services['indicators']) =>
  (measure: Measure, part: string): number =>
    (measure === 'indicator' ? indicators.find(({ id }) => id === part)?.settleDays : undefined) ??
    usualSettleDays;

const saveLate = async ({ store }: PublishServices, day: string, now: Date): Promise<void> => {
  const late = await store.countLate();
  const bands = late.flatMap(({ count, ...kind }) => {
    const band = bandOf(count);
    return band === undefined ? [] : [{ ...kind, band }];
  });
  await store.saveLate(day, bands, now);
};

const publishIn = async (services: PublishServices, turn: PublishingTurn, now: Date, day: string) => {
  const monday = periodStart('week', day);
  const counted = await services.store.measuredDays();
  if (counted === undefined) {
    await services.store.endPublishing(turn.token);
    return { closed: 0, running: 0, isDone: false };
  }
  const settleDays = settleDaysOf(services.indicators);
  const when = { now, today: osloDate(now), from: counted.from, settleDays };
  let closed = 0;
  let running = 0;
  for (const measure of measures) {
    closed += await publishClosed(services, turn, measure, when);
    if (turn.monday !== monday) running += await publishRunning(services, turn, measure, { ...when, monday });
  }
  await saveLate(services, day, now);
  await services.store.endPublishing(turn.token, { day, monday });
  return { closed, running, isDone: true };
};

/** The day that figures come out for: until six in the morning still the day before. */
const publishingDay = (now: Date): string => osloDate(new Date(now.getTime() - morningMs));

/**
 * Publishes what may be: all of periods that are closed and not published, and the week's edition of those that are
 * running. Undefined when another process is at it. One that is killed has published whole tables; the next run goes on.
 * `unless`: a day for which nothing is done any more.
 */
export const publish = async (
  services: PublishServices,
  unless?: string,
): Promise<Publishing | undefined> => {
  const { clock, ids, store, log } = services;
  const now = clock.now();
  const turn = await store.takePublishing(ids.uuid(), now, new Date(now.getTime() + turnMs));
  if (turn === undefined) return undefined;
  try {
    if (turn.day !== undefined && turn.day === unless) {
      await store.endPublishing(turn.token);
      return { closed: 0, running: 0, isDone: true };
    }
    const done = await publishIn(services, turn, now, publishingDay(now));
    if (done.closed + done.running > 0) {
      log.info({ closed: done.closed, running: done.running, run: turn.run }, 'figures published');
    }
    return done;
  } catch (error) {
    await store.endPublishing(turn.token);
    throw error;
  }
};

/** Publishes once a day, from six o'clock. `last` is the day that was done, as this process knows it; gives the new one. */
export const publishDaily = async (
  services: PublishServices,
  last: string | undefined,
): Promise<string | undefined> => {
  const day = publishingDay(services.clock.now());
  if (day === last) return last;
  const done = await publish(services, day);
  return done?.isDone === true ? day : last;
};
