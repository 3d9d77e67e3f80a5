import type { SqlPool } from '../adapters/postgres/pool.ts';
import type { Store } from '../adapters/postgres/store.ts';
import { type FollowServices, followDue } from '../app/follow.ts';
import { firstTick, hourMs, minuteMs } from '../county/calendar.ts';
import { createChance } from '../county/chance.ts';
import { createDesk } from '../county/desk.ts';
import type { PatientScript } from '../county/letter.ts';
import type { County } from '../county/places.ts';
import { createWriter, eventsOf } from '../county/write.ts';
import type { Clock, Ids, Stopwatch } from '../domain/ports.ts';

/** What a tick costs while much is open. */

export interface FollowBench {
  readonly pool: SqlPool;
  readonly store: Store;
  readonly ids: Ids;
  readonly stopwatch: Stopwatch;
  readonly judged: Omit<FollowServices, 'store' | 'clock'>;
  readonly county: County;
}

export interface FollowFigures {
  /** Open expectations that have a deadline, and the patients they are about. */
  readonly open: number;
  readonly subjects: number;
  /** Milliseconds of ticks that found nothing. */
  readonly idle: readonly number[];
  /** Ticks at which so many expectations were to be warned of or had come due, patients folded, and milliseconds. */
  readonly due: readonly { readonly expectations: number; readonly folded: number; readonly ms: number }[];
}

/** A notice of admission that nobody has receipted leaves so many things open. */
const openEach = 4;
const writers = 12;
const idleTicks = 50;
const dueTicks = 5;
/** Patients are admitted over these hours, so that no two ticks find the same. */
const spreadHours = 12;

/** Patients who have just been admitted, and of whom nothing more has come. */
const admissions = (county: County, subjects: number): readonly PatientScript[] =>
  Array.from({ length: subjects }, (_, place) => {
    const desk = createDesk(createChance(place), new Map());
    const { chance } = desk;
    const municipality = chance.pick(county.municipalities.filter(({ sharesRecord }) => !sharesRecord));
    const admitted = firstTick + Math.floor((place / subjects) * spreadHours * 60) * minuteMs;
    desk.send({
      type: 'LOG_INNLAGT',
      from: chance.pick(chance.pick(county.hospitals).wards),
      to: [municipality.nursing],
      sent: admitted + 5 * minuteMs,
      told: { code: '1', at: admitted, dateOnly: false },
      stays: [desk.openStay(municipality)],
      smooth: true,
    });
    const script = desk.script();
    return { ...script, letters: script.letters.map((letter) => ({ ...letter, receipts: new Map() })) };
  });

const openIn = async (pool: SqlPool): Promise<number> => {
  const { rows } = await pool.query<{ readonly open: number }>(
    `select count(*)::integer as open from expectations where level is not null and due_at is not null`,
  );
  return rows[0]?.open ?? 0;
};

/** When so many expectations more will have changed: warned of, or come due. */
const whenChanged = async (pool: SqlPool, after: Date, more: number): Promise<Date> => {
  const { rows } = await pool.query<{ readonly at: Date }>(
    `select at from (
       select due_at as at from expectations where level < 2 union all
       select warn_at from expectations where level = 0
     ) as changes where at > $1 order by at offset $2 limit 1`,
    [after, more],
  );
  return new Date((rows[0]?.at.getTime() ?? after.getTime()) + 1);
};

/** How many have changed by an instant, and nobody has seen it. */
const changedBy = async (pool: SqlPool, now: Date): Promise<number> => {
  const { rows } = await pool.query<{ readonly changed: number }>(
    `select count(*)::integer as changed from expectations
     where (level < 2 and due_at < $1) or (level = 0 and warn_at <= $1)`,
    [now],
  );
  return rows[0]?.changed ?? 0;
};

/** Fills an empty database with so many open expectations, and measures ticks: with nothing due, and with a hundredth. */
export const measureFollow = async (bench: FollowBench, open: number): Promise<FollowFigures> => {
  const { pool, store, ids, stopwatch, judged, county } = bench;
  let now = firstTick + 24 * hourMs;
  const clock: Clock = { now: () => new Date(now) };
  const services: FollowServices = { ...judged, store, clock };
  const subjects = Math.ceil(open / openEach);
  const patients = admissions(county, subjects);
  for (const [place, { letters }] of patients.entries()) {
    for (const letter of letters) {
      letter.id = `${letter.received
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})/, '$1-')}-7000-8000-${place.toString(16).padStart(12, '0')}` as typeof letter.id;
    }
  }
  const writer = createWriter({ store, ids, clock }, writers);
  await writer.write(eventsOf({ patients, start: firstTick, end: now, faults: new Map() }));
  await followDue(services, Number.POSITIVE_INFINITY);
  await pool.query('analyze');

  const tick = async (): Promise<{ readonly folded: number; readonly ms: number }> => {
    const began = stopwatch.elapsed();
    const folded = await followDue(services, Number.POSITIVE_INFINITY);
    return { folded, ms: stopwatch.elapsed() - began };
  };
  const idle: number[] = [];
  for (let times = 0; times < idleTicks; times += 1) idle.push((await tick()).ms);
  const stored = await openIn(pool);
  const due: { expectations: number; folded: number; ms: number }[] = [];
  for (let times = 0; times < dueTicks; times += 1) {
    now = (await whenChanged(pool, clock.now(), Math.ceil(stored / 100))).getTime();
    due.push({ expectations: await changedBy(pool, clock.now()), ...(await tick()) });
  }
  return { open: stored, subjects, idle, due };
};
