import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { followedRows } from '../../src/adapters/postgres/rows/followed.ts';
import { followDue, followed, rulesNow } from '../../src/app/follow.ts';
import type { Services } from '../../src/app/services.ts';
import type { Subject } from '../../src/domain/handover/store.ts';
import type { Gateway } from '../../src/main.ts';
import { waitFor } from './wait-for.ts';

/** What is expected of a handover or a message, as it is stored. */
export interface StoredExpectation {
  readonly holder: string;
  readonly key: string;
  readonly expectation: string;
  readonly state: string;
  readonly why: string | null;
  readonly level: number | null;
  readonly alerted: number;
  readonly was_late: boolean;
  readonly due_at: Date | null;
  readonly owes: number | null;
  readonly waits: number | null;
  readonly historic: boolean;
}

/** Everything that is stored of expectations, in order. */
export const storedExpectations = async (pool: SqlPool): Promise<readonly StoredExpectation[]> =>
  (await pool.query<StoredExpectation>('select * from expectations order by holder, key')).rows;

/** Resolves when no handover is due and nobody is at work on one. */
export const untilFollowed = async ({
  pool,
  services,
}: Pick<Gateway, 'pool' | 'services'>): Promise<void> => {
  await waitFor(
    'handovers to be followed',
    async () => {
      await followDue(services);
      const left = await pool.query('select from follow_subjects where check_at <= $1 limit 1', [
        services.clock.now(),
      ]);
      return left.rows.length === 0;
    },
    { withinMs: 20_000 },
  );
};

interface FoldedSubject {
  readonly subject: Subject;
  readonly folded_at: Date;
}

/** With the keys of all objects in order: the database keeps its own. */
const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const asStored = (rows: readonly object[], keys: readonly string[]): readonly string[] =>
  rows
    .map((row) =>
      JSON.stringify(
        Object.fromEntries(Object.entries(row).filter(([name]) => keys.includes(name))),
        inOrder,
      ),
    )
    .sort();

const tables = ['handovers', 'handover_parties', 'expectations', 'parked_messages'] as const;

/**
 * What is stored of each table, and what folding the stored messages and acts anew gives, at the moment at which each
 * was folded: the same, if nothing is amiss.
 */
export const refolded = async (
  pool: SqlPool,
  services: Pick<Services, 'store' | 'handoverRules'>,
): Promise<Record<'stored' | 'folded', Record<string, readonly string[]>>> => {
  const { rows } = await pool.query<FoldedSubject>(
    'select subject, folded_at from follow_subjects where folded_at is not null order by subject',
  );
  const rules = await rulesNow(services);
  const made: Record<(typeof tables)[number], object[]> = {
    handovers: [],
    handover_parties: [],
    expectations: [],
    parked_messages: [],
  };
  for (const { subject, folded_at } of rows) {
    const result = followedRows(subject, followed(await services.store.pathway(subject), rules, folded_at));
    for (const table of tables) made[table].push(...result[table]);
  }
  const stored: Record<string, readonly string[]> = {};
  const folded: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const here = (await pool.query<object>(`select * from ${table}`)).rows;
    const keys = Object.keys(here[0] ?? {}).filter((name) => name !== 'alerted');
    stored[table] = asStored(here, keys);
    // As the database gives values back: instants, and JSON without undefined.
    folded[table] = asStored(
      made[table].map((row) => JSON.parse(JSON.stringify(row)) as object),
      keys,
    );
  }
  return { stored, folded };
};
