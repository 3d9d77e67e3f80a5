import { closedBreaker } from '../../domain/breaker.ts';
import type { HerId } from '../../domain/ids.ts';
import type { BreakerRow, BreakerStore } from '../../domain/store.ts';
import type { Db } from './database.ts';
import type { BreakersTable } from './tables.ts';

/** Version of a breaker that has no row yet. */
const unwritten = 0;

/** The breakers that all workers share. */
export const createBreakerStore = (db: Db): BreakerStore => ({
  async breaker(receiver) {
    const row = await read(db, receiver);
    return row === undefined ? undefined : breakerFrom(row);
  },

  /** As with deliveries, a version stands for the lock: a decision is written to the row it was made on, or made again. */
  async changeBreaker(receiver, decide) {
    for (;;) {
      const row = await read(db, receiver);
      const before = row === undefined ? closedBreaker(receiver) : breakerFrom(row);
      const after = decide(before);
      if (after === before) return before;
      if (await write(db, after, row?.version ?? unwritten)) return after;
    }
  },

  async breakers() {
    const rows = await db.selectFrom('breakers').selectAll().orderBy('receiver').execute();
    return rows.map(breakerFrom);
  },
});

const read = (db: Db, receiver: HerId): Promise<BreakersTable | undefined> =>
  db.selectFrom('breakers').selectAll().where('receiver', '=', receiver).executeTakeFirst();

const write = async (db: Db, row: BreakerRow, version: number): Promise<boolean> => {
  const columns = {
    state: row.state,
    failures: row.failures,
    retry_at: row.retryAt ?? null,
    version: version + 1,
  };
  const written = await db
    .insertInto('breakers')
    .values({ receiver: row.receiver, ...columns })
    .onConflict((conflict) =>
      conflict.column('receiver').doUpdateSet(columns).where('breakers.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst();
  return written !== undefined;
};

const breakerFrom = (row: BreakersTable): BreakerRow => ({
  receiver: row.receiver,
  state: row.state,
  failures: row.failures,
  ...(row.retry_at !== null && { retryAt: row.retry_at }),
});
