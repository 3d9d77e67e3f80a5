import type { SqlPool } from '../adapters/postgres/pool.ts';

import { type FirstReports, knownAt, reportKey } from './known.ts';
import type { County } from './places.ts';
import { firstLate, reckon } from './reckon.ts';
import type { CountyScript } from './script.ts';

/** What the gateway found, held against what the script knows. */

/** One thing that the two do not agree on. */
export interface Difference {
  /** `missed`: late, and never told of. `false flag`: told of, and not late. `late flag`: told of at another tick. `state`: what it came to. */
  readonly kind: 'missed' | 'false flag' | 'late flag' | 'state' | 'parked';
  readonly expectation: string;
  readonly holder: string;
  readonly key: string;
  readonly script: string;
  readonly gateway: string;
}

export interface Comparison {
  /** Things that were expected, by row and what they came to. */
  readonly truths: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly expected: number;
  readonly flags: number;
  readonly differences: readonly Difference[];
}

interface StoredRow {
  readonly holder: string;
  readonly key: string;
  readonly state: string;
  readonly why: string | null;
  readonly ended_at: Date | null;
  readonly due_at: Date | null;
  readonly was_late: boolean;
  readonly delivered_late: boolean;
}

/** When each enterprise first told of each kind of act, by the script. */
const firstReportsOf = ({ patients, end }: CountyScript): FirstReports => {
  const first = new Map<string, number>();
  for (const { deeds } of patients) {
    for (const { by, kind, told } of deeds) {
      const key = reportKey(by, kind);
      if (told <= end && told < (first.get(key) ?? Number.POSITIVE_INFINITY)) first.set(key, told);
    }
  }
  return first;
};

const rowOf = (key: string): string => key.split(/[@#!]/)[0] ?? key;
const at = (ms: number | undefined | null): string =>
  ms === undefined || ms === null ? 'never' : new Date(ms).toISOString();

/** One line that says all that is compared. */
const sayStored = (row: StoredRow): string =>
  [
    // That it is due soon follows from its deadline and the row's warning, which the script does not reckon.
    row.state === 'due-soon' ? 'open' : row.state,
    row.why ?? '',
    `due ${at(row.due_at?.getTime())}`,
    `ended ${at(row.ended_at?.getTime())}`,
    row.was_late ? 'was late' : '',
    row.delivered_late ? 'delivered late' : '',
  ].join(' · ');

/** Compares everything that is stored at the end, and what was told of on the way. */
export const compare = async (
  pool: SqlPool,
  county: County,
  script: CountyScript,
  flagged: ReadonlyMap<string, number>,
): Promise<Comparison> => {
  const reports = firstReportsOf(script);
  const truths = new Map<string, Map<string, number>>();
  const script2 = new Map<string, string>();
  const parked = new Set<string>();
  const late = new Map<string, number>();
  for (const patient of script.patients) {
    const known = knownAt(patient, reports, script.end);
    if (known.letters.length === 0) continue;
    const reckoned = reckon(patient, known, county.trust);
    for (const one of reckoned.parked) parked.add(one);
    for (const truth of reckoned.truths) {
      const { holder, key, state, why, due, ended, wasLate, deliveredLate } = truth;
      const name = why === undefined ? state : `${state} ${why}`;
      const row = truths.get(rowOf(key)) ?? new Map<string, number>();
      row.set(name, (row.get(name) ?? 0) + 1);
      truths.set(rowOf(key), row);
      script2.set(
        `${holder} ${key}`,
        [
          state,
          why ?? '',
          `due ${at(due)}`,
          `ended ${at(ended)}`,
          wasLate ? 'was late' : '',
          deliveredLate ? 'delivered late' : '',
        ].join(' · '),
      );
    }
    for (const [name, tick] of firstLate(patient, reports, county.trust, script)) late.set(name, tick);
  }
  const differences: Difference[] = [];
  const differ = (
    kind: Difference['kind'],
    name: string,
    known: string | undefined,
    found: string | undefined,
  ): void => {
    const [holder = '', key = ''] = name.split(' ');
    differences.push({
      kind,
      holder,
      key,
      expectation: rowOf(key),
      script: known ?? 'not expected',
      gateway: found ?? 'not expected',
    });
  };
  const here = new Set<string>();
  for (const row of await storedIn(pool)) {
    const name = `${row.holder} ${row.key}`;
    here.add(name);
    const found = sayStored(row);
    const known = script2.get(name);
    if (known !== found) differ('state', name, known, found);
  }
  for (const [name, known] of script2) if (!here.has(name)) differ('state', name, known, undefined);
  for (const [name, tick] of late) {
    const told = flagged.get(name);
    if (told === undefined) differ('missed', name, at(tick), at(undefined));
    else if (told !== tick) differ('late flag', name, at(tick), at(told));
  }
  for (const [name, tick] of flagged)
    if (!late.has(name)) differ('false flag', name, at(undefined), at(tick));
  const stored = await pool.query<{ readonly name: string }>(
    `select message_id || ' ' || municipality as name from parked_messages`,
  );
  const waits = new Set(stored.rows.map(({ name }) => name));
  for (const name of parked.symmetricDifference(waits)) {
    differ(
      'parked',
      name,
      parked.has(name) ? 'parked' : 'not parked',
      waits.has(name) ? 'parked' : 'not parked',
    );
  }
  return { truths, expected: script2.size, flags: late.size, differences };
};

const page = 20_000;

/** Everything stored, a page at a time. */
const storedIn = async (pool: SqlPool): Promise<readonly StoredRow[]> => {
  const rows: StoredRow[] = [];
  for (let last: readonly [string, string] = ['', '']; ; ) {
    const found = await pool.query<StoredRow>(
      `select holder, key, state, why, ended_at, due_at, was_late, delivered_late from expectations
       where (holder, key) > ($1, $2) order by holder, key limit ${page}`,
      [...last],
    );
    rows.push(...found.rows);
    const end = found.rows.at(-1);
    if (end === undefined || found.rows.length < page) return rows;
    last = [end.holder, end.key];
  }
};
