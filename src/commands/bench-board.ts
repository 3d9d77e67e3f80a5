import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock, systemStopwatch } from '../adapters/clock.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { openPostgresPool } from '../adapters/postgres/pool.ts';
import { createStore } from '../adapters/postgres/store.ts';
import { readOrganisations } from '../adapters/seeds/organisations.ts';
import { publish } from '../app/board/publish.ts';
import { refreshMeasures } from '../app/board/refresh.ts';
import { type QueryTimes, timeQueries } from '../bench/board.ts';
import { copyTraffic, countLetters, isBlank, settle } from '../bench/board-fill.ts';
import { type Asking, boardQueries } from '../bench/board-queries.ts';
import { CannotStart, readOrCannotStart } from '../cannot-start.ts';
import { playPast } from '../demo/board.ts';
import type { HerId } from '../domain/ids.ts';
import { openParts, type Parts } from '../main.ts';
import { seedsDir } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withConfig } from './with-config.ts';

export interface BenchBoardOptions {
  readonly messages: string;
  readonly json?: boolean;
  /** Asks a database that this has filled before. */
  readonly reuse?: boolean;
  /** Asks only the questions whose name holds this. */
  readonly only?: string;
}

/** Milliseconds that 95 of 100 questions are answered in. */
const aim = 200;
const must = 500;
const times = 60;
/** What copies are made of: about four thousand messages of five weeks. */
const original = { stays: 640, days: 33, seed: 1 };
const most = 10_000_000;

/** Makes a blank database ready. Throws CannotStart when it is none. */
const prepare = async (url: string): Promise<void> => {
  const pool = openPostgresPool({ connectionString: url, applicationName: 'overgang-bench' });
  try {
    if (!(await isBlank(pool))) {
      throw new CannotStart(
        'DATABASE_URL: its database holds something, and this fills a database of its own. Make a blank one with createdb, and drop it afterwards',
      );
    }
    await migrate(pool);
    const organisations = readOrCannotStart(() => readOrganisations(join(seedsDir, 'organisations')));
    await createStore(pool).replaceOrganisations(organisations);
  } finally {
    await pool.end();
  }
};

/** Throws CannotStart for a database that this has not filled: there is nobody in it to ask about. */
const checkFilled = async ({ pool }: Parts): Promise<void> => {
  const { rows } = await pool.query(
    `select from measures where measure = 'traffic' and grain = 'month' limit 1`,
  );
  if (rows.length === 0) {
    throw new CannotStart(
      'DATABASE_URL: nothing is counted in its database. Fill one first, without --reuse',
    );
  }
};

const lineOf = ({ name, p50, p95, max }: QueryTimes): string => {
  const [middle, slow, slowest] = [p50, p95, max].map((time) => `${time.toFixed(1)} ms`.padStart(10));
  const verdict = p95 < aim ? '' : p95 < must ? `  above the aim of ${aim} ms` : '  TOO SLOW';
  return `${name.padEnd(44)} p50 ${middle}   p95 ${slow}   max ${slowest}${verdict}`;
};

/** Tells of each part that is done, and how long it took. */
interface Diary {
  readonly done: <T>(part: string, work: () => Promise<T>) => Promise<T>;
  readonly show: (part: string, figures: object, line: string) => void;
}

const openDiary = (terminal: Terminal, json: boolean): Diary => {
  const show: Diary['show'] = (part, figures, line) =>
    terminal.out(json ? JSON.stringify({ bench: 'board', part, ...figures }) : line);
  return {
    show,
    async done(part, work) {
      const began = systemStopwatch.elapsed();
      const result = await work();
      const ms = systemStopwatch.elapsed() - began;
      const what = typeof result === 'number' ? ` ${result}` : '';
      show(part, { ms, result }, `${part}${what}: ${(ms / 1000).toFixed(1)} s`);
      return result;
    },
  };
};

const fill = async (parts: Parts, messages: number, { done }: Diary): Promise<void> => {
  const { pool, services } = parts;
  const began = await done('messages played', async () => (await playPast(parts, original)).messages);
  await done('copies', async () => {
    const copies = Math.max(0, Math.ceil(messages / began) - 1);
    await copyTraffic(pool, copies, services.clock.now());
    return copies;
  });
  await done('messages', () => countLetters(pool));
  await done('vacuum and analyse', () => settle(pool));
  await done('days counted', () => refreshMeasures(services));
  await done('figures published', async () => {
    const published = await publish(services);
    return published && published.closed + published.running;
  });
  await done('analyse', () => settle(pool));
};

/** What can be asked about, the enterprises with most messages first. */
const askingOf = async ({ pool, services, directory }: Parts): Promise<Asking> => {
  const enterprises = await pool.query<{ readonly enterprise: HerId }>(
    `select enterprise from measures where measure = 'traffic' and grain = 'month' group by 1 order by sum(n) desc`,
  );
  const types = await pool.query<{ readonly type: string }>(
    `select type from measures where measure = 'traffic' and grain = 'month' group by 1 order by sum(n) desc`,
  );
  return {
    services,
    directory,
    enterprises: enterprises.rows.map(({ enterprise }) => enterprise),
    types: types.rows.map(({ type }) => type),
  };
};

/**
 * Fills a blank PostgreSQL database with a year of a county's traffic, counts it, and measures every question of the
 * board's pages; with `reuse`, asks one that was filled before. Exit 0 when 95 of 100 answers to each come within half a
 * second, 1 when not, 2 when the database holds anything (or, to be used again, nothing) or the number is none.
 */
export const benchBoard = async (terminal: Terminal, options: BenchBoardOptions): Promise<ExitCode> => {
  const messages = Number(options.messages);
  if (!Number.isInteger(messages) || messages < 1 || messages > most) {
    terminal.err('--messages: it must be a whole number from 1. A right example: --messages 1000000');
    return 2;
  }
  const url = terminal.environment.DATABASE_URL || undefined;
  if (url === undefined) {
    terminal.err(
      'set DATABASE_URL to a blank database on a server. A right example: postgres://overgang@localhost/board',
    );
    return 2;
  }
  const key = () => randomBytes(32).toString('base64');
  const changes = {
    REDIS_URL: undefined,
    LOG_LEVEL: 'warn',
    PAYLOAD_KEYS: `bench:${key()}`,
    PSEUDONYM_KEY: key(),
  };
  return withConfig(
    terminal,
    async (config) => {
      if (options.reuse !== true) await prepare(url);
      const parts = await openParts(config, { clock: systemClock });
      try {
        const diary = openDiary(terminal, options.json === true);
        if (options.reuse === true) await checkFilled(parts);
        else await fill(parts, messages, diary);
        const all = await timeQueries(
          await askingOf(parts),
          boardQueries.filter(({ name }) => name.includes(options.only ?? '')),
          times,
          systemStopwatch,
          (measured) => diary.show('query', measured, lineOf(measured)),
        );
        const holds = all.every(({ p95 }) => p95 < must);
        diary.show(
          'verdict',
          { must, aim, holds },
          `95 of 100 answers must come within ${must} ms: ${holds ? 'holds' : 'DOES NOT HOLD'}`,
        );
        return holds ? 0 : 1;
      } finally {
        await parts.close();
      }
    },
    changes,
  );
};
