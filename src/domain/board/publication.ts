import type { HerId } from '../ids.ts';
import type { LeftOut, Measure } from './measure.ts';
import type { Form, Partition } from './suppress-table.ts';

/**
 * What is published of one table (a measure of one type and part) in one year: its counts as they were frozen when their
 * months closed, and the sums over them that are shown or not.
 */

export type ClosedGrain = 'month' | 'quarter' | 'year';
export type Scope = 'county' | 'enterprise' | 'system' | 'pair';

/** A table; empty where the measure has no type or part. */
export interface TableKey {
  readonly measure: Measure;
  readonly type: string;
  readonly part: string;
}

/** Who a published figure is about, and when. */
export interface Place {
  readonly scope: Scope;
  readonly enterprise?: HerId;
  readonly other?: HerId;
  readonly system?: string;
  readonly grain: ClosedGrain;
  /** First day of the period. */
  readonly start: string;
}

/**
 * One of the finest counts of a month, frozen. What a later run of publishing found besides is a cell of its own with
 * what came to it; that may be negative.
 */
export interface FrozenCell {
  readonly enterprise: HerId;
  readonly other?: HerId;
  readonly system?: string;
  /** First day of the month. */
  readonly month: string;
  /** The run of publishing that froze it. */
  readonly run: number;
  readonly n: number;
  readonly hits: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}

/** What the ledger knows of a place, by the run that decided. */
export interface Decided extends Place {
  readonly run: number;
  /** The denominator may be told; other tables with the same may have told it. */
  readonly told: boolean;
  /** It is told, and the numerator. */
  readonly shown: boolean;
  /** Left-out counts that are shown. */
  readonly leftOut: readonly LeftOut[];
}

/** The other dimension that the cells of a measure have, if any. */
export const otherDimension: Readonly<Record<Measure, 'other' | 'system' | undefined>> = {
  indicator: undefined,
  expectation: 'other',
  traffic: 'other',
  transit: 'other',
  content: 'system',
  rule: 'system',
  cause: 'system',
  version: 'system',
};

/** Who the figures of a measure are about, the most important first. */
const scopesOf: Readonly<Record<Measure, readonly Scope[]>> = {
  indicator: ['county', 'enterprise'],
  expectation: ['county', 'enterprise', 'pair'],
  traffic: ['county', 'enterprise', 'pair'],
  transit: ['county', 'enterprise', 'pair'],
  content: ['county', 'enterprise', 'system'],
  rule: ['county', 'enterprise', 'system'],
  cause: ['county', 'enterprise', 'system'],
  version: ['county', 'system'],
};

const grains: readonly ClosedGrain[] = ['year', 'quarter', 'month'];

/** First day of the period of a grain that a month is in. */
export const periodOf = (grain: ClosedGrain, month: string): string => {
  const year = month.slice(0, 4);
  if (grain === 'year') return `${year}-01-01`;
  if (grain === 'month') return month;
  const first = Math.floor((Number(month.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${year}-${String(first).padStart(2, '0')}-01`;
};

/** First days of the months of a period. */
export const monthsIn = (grain: ClosedGrain, start: string): readonly string[] => {
  const first = Number(start.slice(5, 7));
  const count = { month: 1, quarter: 3, year: 12 }[grain];
  return Array.from(
    { length: count },
    (_, index) => `${start.slice(0, 4)}-${String(first + index).padStart(2, '0')}-01`,
  );
};

/** A place as one text. */
export const placeKey = ({ scope, enterprise, other, system, grain, start }: Place): string =>
  JSON.stringify([scope, enterprise ?? 0, other ?? 0, system ?? '', grain, start]);

/** The place that a cell belongs to; undefined where it has no such. */
const placeOf = (cell: FrozenCell, scope: Scope, grain: ClosedGrain): Place | undefined => {
  const when = { scope, grain, start: periodOf(grain, cell.month) };
  if (scope === 'county') return when;
  if (scope === 'enterprise') return { ...when, enterprise: cell.enterprise };
  if (scope === 'system') return cell.system === undefined ? undefined : { ...when, system: cell.system };
  if (cell.other === undefined) return undefined;
  return { ...when, enterprise: cell.enterprise, other: cell.other };
};

/** A sum that is or may be published: a place with what had been frozen by a run. */
export interface PlacedForm extends Form {
  readonly place: Place;
  readonly run: number;
  /** What the ledger says of it, if it is there. */
  readonly decided?: Decided;
}

/** All forms of a table's year, and how they may be compared. */
export interface Forms {
  readonly decided: readonly PlacedForm[];
  readonly candidates: readonly PlacedForm[];
  readonly partitions: readonly Partition[];
}

interface PlaceCells {
  readonly place: Place;
  readonly cells: number[];
}

const gather = (measure: Measure, cells: readonly FrozenCell[]): ReadonlyMap<string, PlaceCells> => {
  const places = new Map<string, PlaceCells>();
  cells.forEach((cell, index) => {
    for (const scope of scopesOf[measure]) {
      for (const grain of grains) {
        const place = placeOf(cell, scope, grain);
        if (place === undefined) continue;
        const key = placeKey(place);
        const known = places.get(key);
        if (known === undefined) places.set(key, { place, cells: [index] });
        else known.cells.push(index);
      }
    }
  });
  return places;
};

/** What a form is a part of: sums over more organisations, or over a longer time. */
const wholesOf = ({ scope, enterprise, grain, start, ...rest }: Place): readonly Place[] => {
  const wholes: Place[] = [];
  if (scope === 'enterprise' || scope === 'system') wholes.push({ scope: 'county', grain, start });
  if (scope === 'pair' && enterprise !== undefined) {
    wholes.push({ scope: 'enterprise', enterprise, grain, start });
  }
  const who = { scope, ...rest, ...(enterprise !== undefined && { enterprise }) };
  if (grain !== 'year') wholes.push({ ...who, grain: 'year', start: periodOf('year', start) });
  if (grain === 'month') wholes.push({ ...who, grain: 'quarter', start: periodOf('quarter', start) });
  return wholes;
};

const partitionsOf = (forms: readonly PlacedForm[]): readonly Partition[] => {
  const versions = Map.groupBy(forms, ({ place }) => placeKey(place));
  const parts = new Map<string, { whole: string; parts: string[] }>();
  const add = (kind: string, whole: PlacedForm, part: PlacedForm): void => {
    if (part.run > whole.run) return;
    const key = `${kind} ${whole.key}`;
    const known = parts.get(key);
    if (known === undefined) parts.set(key, { whole: whole.key, parts: [part.key] });
    else known.parts.push(part.key);
  };
  for (const part of forms) {
    for (const place of wholesOf(part.place)) {
      const kind = place.grain === part.place.grain ? part.place.scope : part.place.grain;
      for (const whole of versions.get(placeKey(place)) ?? []) add(kind, whole, part);
    }
    for (const later of versions.get(placeKey(part.place)) ?? []) {
      if (later.run > part.run) add('earlier', later, part);
    }
  }
  return [...parts.values()];
};

const importance = (scopes: readonly Scope[], { place }: PlacedForm): number =>
  scopes.indexOf(place.scope) * grains.length + grains.indexOf(place.grain);

/**
 * The forms of a table's year. Candidates are places of closed periods that nothing was decided of, and those that
 * something was added to since. `isClosed`: whether a period may be published by now.
 */
export const formsOf = (
  measure: Measure,
  cells: readonly FrozenCell[],
  ledger: readonly Decided[],
  run: number,
  isClosed: (grain: ClosedGrain, start: string) => boolean,
): Forms => {
  const places = gather(measure, cells);
  const latest = new Map<string, number>();
  const decided: PlacedForm[] = [];
  for (const row of ledger) {
    const place: Place = {
      scope: row.scope,
      grain: row.grain,
      start: row.start,
      ...(row.enterprise !== undefined && { enterprise: row.enterprise }),
      ...(row.other !== undefined && { other: row.other }),
      ...(row.system !== undefined && { system: row.system }),
    };
    const key = placeKey(place);
    const known = (places.get(key)?.cells ?? []).filter((index) => (cells[index]?.run ?? 0) <= row.run);
    latest.set(key, Math.max(latest.get(key) ?? 0, row.run));
    decided.push({ key: `${key}@${row.run}`, cells: known, place, run: row.run, decided: row });
  }
  const sizes = new Map<string, number>();
  const candidates: PlacedForm[] = [];
  for (const [key, { place, cells: indexes }] of places) {
    if (!isClosed(place.grain, place.start)) continue;
    const since = latest.get(key) ?? -1;
    if (!indexes.some((index) => (cells[index]?.run ?? 0) > since)) continue;
    const form = { key: `${key}@${run}`, cells: indexes, place, run };
    sizes.set(
      form.key,
      indexes.reduce((sum, index) => sum + (cells[index]?.n ?? 0), 0),
    );
    candidates.push(form);
  }
  const scopes = scopesOf[measure];
  candidates.sort(
    (a, b) =>
      importance(scopes, a) - importance(scopes, b) ||
      (sizes.get(b.key) ?? 0) - (sizes.get(a.key) ?? 0) ||
      (a.key < b.key ? -1 : 1),
  );
  return {
    decided,
    candidates,
    partitions: partitionsOf([...decided, ...candidates]),
  };
};
