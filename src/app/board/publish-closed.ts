import type { LeftOut, Measure, Spread } from '../../domain/board/measure.ts';
import type { MeasureRow } from '../../domain/board/measure-store.ts';
import { periodEnd } from '../../domain/board/periods.ts';
import { type FrozenCell, otherDimension, periodOf, type TableKey } from '../../domain/board/publication.ts';
import { type Decision, planYear } from '../../domain/board/publication-plan.ts';
import type { PublishedRow, PublishingTurn } from '../../domain/board/publication-store.ts';
import { mergeSpreads, quantile, spreadSize } from '../../domain/board/spread.ts';
import { addDays } from '../../domain/calendar.ts';
import type { PublishServices } from './publish.ts';

/** When publishing is done, and of what. */
export interface PublishingTime {
  readonly now: Date;
  /** Oslo date. */
  readonly today: string;
  /** First day with any count. */
  readonly from: string;
  readonly settleDays: (measure: Measure, part: string) => number;
}

const roundMinutes = 5;
/** Least durations of which a median, and a 90th percentile, is published. */
const leastForMedian = 5;
const leastForP90 = 30;

/** Days after closing in which a quarter or year is looked at again. */
const lookBackDays = 10;

/** Measures of which the denominator is that of all parts together; a part without hits has no row. */
const isOutOfAll = (measure: Measure): boolean =>
  measure === 'rule' || measure === 'cause' || measure === 'version';

const isDone = (
  time: PublishingTime,
  { measure, part }: TableKey,
  grain: 'month' | 'quarter' | 'year',
  start: string,
) => time.today > addDays(periodEnd(grain, start), time.settleDays(measure, part));

/** True when a quarter or year that a month is in has closed of late: its last months may have had nothing to freeze. */
const hasJustClosed = (time: PublishingTime, table: TableKey, month: string): boolean =>
  (['quarter', 'year'] as const).some((grain) => {
    const start = periodOf(grain, month);
    const before = { ...time, today: addDays(time.today, -lookBackDays) };
    return isDone(time, table, grain, start) && !isDone(before, table, grain, start);
  });

interface Sum {
  readonly n: number;
  readonly hits: number;
}
/** Sums by type, part and month. */
type Sums = Map<string, Map<string, Map<string, Sum>>>;

const put = (sums: Sums, type: string, part: string, month: string, sum: Sum): void => {
  const parts = sums.get(type) ?? new Map<string, Map<string, Sum>>();
  const months = parts.get(part) ?? new Map<string, Sum>();
  sums.set(type, parts.set(part, months.set(month, sum)));
};

/** What is counted now, by type, part and month. */
const countedSums = async (
  { store }: PublishServices,
  measure: Measure,
  time: PublishingTime,
): Promise<Sums> => {
  const query = { measure, grain: 'month', from: time.from, to: time.today } as const;
  const sums: Sums = new Map();
  for (const { type = '', part = '', period = '', count } of await store.readMeasures({
    ...query,
    by: ['period', 'type', 'part'],
  })) {
    put(sums, type, part, period, count);
  }
  if (!isOutOfAll(measure)) return sums;
  const all = await store.readMeasures({ ...query, by: ['period', 'type'] });
  for (const { type = '', period = '', count } of all) {
    for (const [part, months] of sums.get(type) ?? []) {
      if (!months.has(period)) put(sums, type, part, period, { n: count.n, hits: 0 });
    }
  }
  return sums;
};

/** Parts of a type to look at in a year. */
interface Due {
  readonly type: string;
  readonly year: string;
  readonly parts: ReadonlySet<string>;
}

/** Years in which a type's tables have closed months that are not frozen as they are counted, with those parts. */
const dueOf = async (services: PublishServices, measure: Measure, time: PublishingTime) => {
  const frozen: Sums = new Map();
  for (const { type, part, month, ...sum } of await services.store.frozenSums(measure)) {
    put(frozen, type, part, month, sum);
  }
  const due = new Map<string, Due & { readonly parts: Set<string> }>();
  const add = (type: string, part: string, month: string): void => {
    const year = month.slice(0, 4);
    const entry = due.get(`${year} ${type}`) ?? { type, year, parts: new Set<string>() };
    entry.parts.add(part);
    due.set(`${year} ${type}`, entry);
  };
  for (const [type, parts] of await countedSums(services, measure, time)) {
    for (const [part, months] of parts) {
      for (const [month, { n, hits }] of months) {
        const known = frozen.get(type)?.get(part)?.get(month) ?? { n: 0, hits: 0 };
        const isNew = known.n !== n || known.hits !== hits;
        const table = { measure, type, part };
        if (isNew ? isDone(time, table, 'month', month) : hasJustClosed(time, table, month))
          add(type, part, month);
      }
    }
  }
  return [...due.values()].toSorted((a, b) => (a.year < b.year ? -1 : 1));
};

interface LiveCell extends Omit<FrozenCell, 'run'> {
  readonly spread: Spread;
}

const cellKey = ({
  enterprise,
  other,
  system,
  month,
}: Omit<LiveCell, 'spread' | 'n' | 'hits' | 'leftOut'>): string =>
  `${month} ${enterprise} ${other ?? 0} ${system ?? ''}`;

const liveCell = ({ enterprise, other, system, period, count }: MeasureRow): readonly LiveCell[] =>
  enterprise === undefined || period === undefined
    ? []
    : [
        {
          enterprise,
          ...(other !== undefined && { other }),
          ...(system !== undefined && { system }),
          month: period,
          n: count.n,
          hits: count.hits,
          leftOut: count.leftOut,
          spread: count.spread,
        },
      ];

/** The finest counts of a type's tables in a year, by part. */
const liveCells = async (
  { store }: PublishServices,
  measure: Measure,
  { type, year, parts }: Due,
): Promise<ReadonlyMap<string, readonly LiveCell[]>> => {
  const dimension = otherDimension[measure];
  const by = ['period', 'enterprise', 'type', ...(dimension === undefined ? [] : [dimension])] as const;
  const query = {
    measure,
    grain: 'month',
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    types: [type],
  } as const;
  const rows = await store.readMeasures({ ...query, parts: [...parts], by: [...by, 'part'] });
  const byPart = Map.groupBy(rows, ({ part = '' }) => part);
  const cells = new Map([...parts].map((part) => [part, (byPart.get(part) ?? []).flatMap(liveCell)]));
  if (!isOutOfAll(measure)) return cells;
  const all = (await store.readMeasures({ ...query, by })).flatMap(liveCell);
  return new Map(
    [...cells].map(([part, withHits]) => {
      const known = new Set(withHits.map(cellKey));
      const without = all.filter((cell) => !known.has(cellKey(cell)));
      return [part, [...withHits, ...without.map((cell) => ({ ...cell, hits: 0, leftOut: {} }))]];
    }),
  );
};

const subtract = (now: FrozenCell['leftOut'], before: FrozenCell['leftOut']): FrozenCell['leftOut'] => {
  const left: Partial<Record<LeftOut, number>> = { ...now };
  for (const [reason, count] of Object.entries(before) as readonly (readonly [LeftOut, number])[]) {
    left[reason] = (left[reason] ?? 0) - count;
    if (left[reason] === 0) delete left[reason];
  }
  return left;
};

/** What is counted now and is not frozen: cells, or what came to them. */
const newCells = (
  live: readonly LiveCell[],
  frozen: readonly FrozenCell[],
  run: number,
): readonly FrozenCell[] => {
  const left = new Map<string, FrozenCell>(
    live.map(({ spread: _spread, ...cell }) => [cellKey(cell), { ...cell, run }]),
  );
  for (const cell of frozen) {
    const key = cellKey(cell);
    const now = left.get(key) ?? { ...cell, run, n: 0, hits: 0, leftOut: {} };
    left.set(key, {
      ...now,
      n: now.n - cell.n,
      hits: now.hits - cell.hits,
      leftOut: subtract(now.leftOut, cell.leftOut),
    });
  }
  const froze = new Set(frozen.map(({ month }) => month));
  return [...left.values()].filter(
    ({ n, hits, month, leftOut }) =>
      n !== 0 || hits !== 0 || (!froze.has(month) && Object.keys(leftOut).length > 0),
  );
};

const rounded = (minutes: number | undefined): number | undefined =>
  minutes === undefined ? undefined : Math.round(minutes / roundMinutes) * roundMinutes;

/** Median and 90th percentile of what is counted at a place, where there are enough of them. */
const durations = (decision: Decision, live: readonly LiveCell[]) => {
  const spread = mergeSpreads(
    live
      .filter(
        (cell) =>
          periodOf(decision.grain, cell.month) === decision.start &&
          (decision.enterprise === undefined || decision.enterprise === cell.enterprise) &&
          (decision.other === undefined || decision.other === cell.other) &&
          (decision.system === undefined || decision.system === cell.system),
      )
      .map((cell) => cell.spread),
  );
  const size = spreadSize(spread);
  const medianMinutes = size < leastForMedian ? undefined : rounded(quantile(spread, 0.5));
  const p90Minutes = size < leastForP90 ? undefined : rounded(quantile(spread, 0.9));
  return {
    ...(medianMinutes !== undefined && { medianMinutes }),
    ...(p90Minutes !== undefined && { p90Minutes }),
  };
};

const rowOf = (table: TableKey, decision: Decision, timed: readonly LiveCell[], now: Date): PublishedRow => {
  const { told, shown, n, hits, leftOut, ...place } = decision;
  return {
    ...table,
    ...place,
    told,
    rounded: false,
    publishedAt: now,
    ...(shown && { figure: { n, hits, leftOut, ...(timed.length > 0 && durations(decision, timed)) } }),
  };
};

/** Publishes a measure's closed periods that are not published as they are counted; how many figures were decided. */
export const publishClosed = async (
  services: PublishServices,
  turn: PublishingTurn,
  measure: Measure,
  time: PublishingTime,
): Promise<number> => {
  let decided = 0;
  for (const due of await dueOf(services, measure, time)) {
    const ledgers = await services.store.readLedger(measure, due.type, due.year);
    for (const [part, live] of await liveCells(services, measure, due)) {
      const table = { measure, type: due.type, part };
      const { cells, ledger } = ledgers.get(part) ?? { cells: [], ledger: [] };
      const isClosed = (grain: 'month' | 'quarter' | 'year', start: string) =>
        isDone(time, table, grain, start);
      const closed = live.filter(({ month }) => isClosed('month', month));
      const counted = newCells(closed, cells, turn.run);
      const plan = planYear({ measure, cells, ledger, counted, run: turn.run, isClosed });
      const timed = closed.filter(({ spread }) => spread.minutes.length > 0);
      decided += plan.decisions.length;
      await services.store.publish(turn, {
        cells: plan.frozen.map((cell) => ({ ...table, ...cell })),
        rows: plan.decisions.map((decision) => rowOf(table, decision, timed, time.now)),
      });
    }
  }
  return decided;
};
