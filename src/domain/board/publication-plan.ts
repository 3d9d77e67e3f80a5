import type { HerId } from '../ids.ts';
import { type LeftOut, leftOuts, type Measure } from './measure.ts';
import {
  type ClosedGrain,
  type Decided,
  type Forms,
  type FrozenCell,
  formsOf,
  type Place,
  type PlacedForm,
  placeKey,
} from './publication.ts';
import { admit } from './suppress.ts';
import type { BaseCell, Form, Judged, Verdict } from './suppress-table.ts';

/** What a run of publishing decides of a table's year. */

/** What is decided of a place. Its figures are nobody's to see unless it is shown. */
export interface Decision extends Place {
  readonly told: boolean;
  readonly shown: boolean;
  readonly n: number;
  readonly hits: number;
  /** Those that may be shown. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}

export interface YearPlan {
  /** Of those that were offered; the others wait until more has come. */
  readonly frozen: readonly FrozenCell[];
  readonly decisions: readonly Decision[];
}

export interface Year {
  readonly measure: Measure;
  /** Frozen before. */
  readonly cells: readonly FrozenCell[];
  /** Decided before. */
  readonly ledger: readonly Decided[];
  /** Counted now: all of a month that was not frozen, or what has come to it since. */
  readonly counted: readonly FrozenCell[];
  readonly run: number;
  readonly isClosed: (grain: ClosedGrain, start: string) => boolean;
}

const knownBy = ({ enterprise, other }: FrozenCell): readonly HerId[] =>
  other === undefined || other === enterprise ? [enterprise] : [enterprise, other];

/** Which forms are judged, and what is known of the others. */
interface Question {
  readonly judged: Judged;
  readonly published: readonly PlacedForm[];
  readonly refused: readonly PlacedForm[];
  readonly others: readonly PlacedForm[];
  readonly candidates: readonly PlacedForm[];
  readonly besides: readonly PlacedForm[];
}

type Judge = (
  question: Question,
  figure: (cell: FrozenCell) => { readonly n: number; readonly hits: number },
) => ReadonlyMap<string, Verdict>;

/** Judges forms by some figures of the cells; cells without any are left out, for that there are none is known. */
const judgeOf = (cells: readonly FrozenCell[], forms: Forms): Judge => {
  const firstRun = new Map<string, number>();
  for (const { month, run } of cells) firstRun.set(month, Math.min(firstRun.get(month) ?? run, run));
  return ({ judged, ...lists }, figure) => {
    const at = new Map<number, number>();
    const base: BaseCell[] = [];
    cells.forEach((cell, index) => {
      const { n, hits } = figure(cell);
      if (n === 0 && hits === 0) return;
      const isChange = cell.run !== firstRun.get(cell.month);
      at.set(index, base.push({ n, hits, knownBy: knownBy(cell), isChange }) - 1);
    });
    const indexed = (list: readonly PlacedForm[]): readonly Form[] =>
      list.map(({ key, cells: indexes }) => ({
        key,
        cells: indexes.flatMap((index) => at.get(index) ?? []),
      }));
    return admit({
      judged,
      cells: base,
      published: indexed(lists.published),
      refused: indexed(lists.refused),
      others: indexed(lists.others),
      candidates: indexed(lists.candidates),
      besides: indexed(lists.besides),
      partitions: forms.partitions,
      isShare: base.every((cell) => cell.isChange || cell.hits <= cell.n),
    });
  };
};

/** Which candidates may be shown: first which denominators may be told, then of which of these the numerators. */
const judgeShares = (judge: Judge, { decided, candidates }: Forms) => {
  const shownBefore = decided.filter((form) => form.decided?.shown === true);
  const toldBefore = decided.filter((form) => form.decided?.told === true);
  const denominators = judge(
    {
      judged: 'n',
      published: toldBefore,
      refused: decided.filter((form) => form.decided?.told === false),
      others: [],
      candidates,
      besides: shownBefore,
    },
    (cell) => cell,
  );
  const told = candidates.filter(({ key }) => denominators.get(key) === 'shown');
  const numerators = judge(
    {
      judged: 'hits',
      published: shownBefore,
      refused: decided.filter((form) => form.decided?.shown === false),
      others: candidates.filter(({ key }) => denominators.get(key) !== 'shown'),
      candidates: told,
      besides: [...toldBefore, ...told],
    },
    (cell) => cell,
  );
  return {
    told: new Set(told.map(({ key }) => key)),
    shown: told.filter(({ key }) => numerators.get(key) === 'shown'),
  };
};

/** Which left-out counts of the shown candidates may be shown too; each reason is a table of its own. */
const judgeLeftOut = (
  judge: Judge,
  cells: readonly FrozenCell[],
  { decided }: Forms,
  shown: readonly PlacedForm[],
): ReadonlyMap<string, Decision['leftOut']> => {
  const counts = new Map<string, Partial<Record<LeftOut, number>>>(shown.map(({ key }) => [key, {}]));
  const before = decided.filter((form) => form.decided?.shown === true);
  for (const reason of leftOuts) {
    if (!cells.some(({ leftOut }) => leftOut[reason] !== undefined)) continue;
    const isTold = (form: PlacedForm): boolean => form.decided?.leftOut.includes(reason) === true;
    const verdicts = judge(
      {
        judged: 'n',
        published: before.filter(isTold),
        refused: before.filter((form) => !isTold(form)),
        others: [],
        candidates: shown,
        besides: [],
      },
      ({ leftOut }) => ({ n: leftOut[reason] ?? 0, hits: 0 }),
    );
    for (const { key, cells: indexes } of shown) {
      const count = indexes.reduce((sum, index) => sum + (cells[index]?.leftOut[reason] ?? 0), 0);
      const known = counts.get(key);
      if (known !== undefined && count > 0 && verdicts.get(key) === 'shown') known[reason] = count;
    }
  }
  return counts;
};

const decide = (year: Year, counted: readonly FrozenCell[]): YearPlan => {
  const { measure, ledger, run, isClosed } = year;
  const cells = [...year.cells, ...counted];
  const forms = formsOf(measure, cells, ledger, run, isClosed);
  const judge = judgeOf(cells, forms);
  const { told, shown } = judgeShares(judge, forms);
  const leftOut = judgeLeftOut(judge, cells, forms, shown);
  return {
    frozen: counted,
    decisions: forms.candidates
      .map((form) => ({
        ...form.place,
        told: told.has(form.key),
        shown: leftOut.has(form.key),
        n: form.cells.reduce((sum, index) => sum + (cells[index]?.n ?? 0), 0),
        hits: form.cells.reduce((sum, index) => sum + (cells[index]?.hits ?? 0), 0),
        leftOut: leftOut.get(form.key) ?? {},
      }))
      .filter(({ n, hits }) => n !== 0 || hits !== 0),
  };
};

/**
 * Decides what of a table's year is published now. A month that is counted for the first time is frozen whatever is
 * shown of it. What has come to a frozen month since is taken up only when the county's new figure may be shown; else it
 * waits for more. A place that was decided is decided anew only when more may be told of it.
 */
export const planYear = (year: Year): YearPlan => {
  const before = new Set(year.cells.map(({ month }) => month));
  const wasDecided = new Set(year.ledger.map(placeKey));
  let counted = year.counted;
  for (;;) {
    const { frozen, decisions } = decide(year, counted);
    const shown = new Set(
      decisions
        .filter((each) => each.scope === 'county' && each.grain === 'month' && each.shown)
        .map(({ start }) => start),
    );
    const offered = counted;
    counted = offered.filter(({ month }) => !before.has(month) || shown.has(month));
    if (counted.length === offered.length) {
      return {
        frozen,
        decisions: decisions.filter((each) => each.told || !wasDecided.has(placeKey(each))),
      };
    }
  }
};
