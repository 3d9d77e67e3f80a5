import type { HerId } from '../ids.ts';
import type { Figure, FigureRow, ShownFigure } from './figure.ts';
import type { Indicator } from './indicator.ts';
import type { ChapterId, ReportCell, ReportColumn, ReportTable } from './report.ts';
import { figureOf, type ReportFacts, rowsOf } from './report-facts.ts';
import { movementOf } from './report-sentences.ts';
import { fill, type ReportWord } from './report-texts.ts';
import { capital, intervalText, type Wording } from './report-words.ts';

/** The tables of a report. */

const text = (of: string): ReportCell => ({ kind: 'text', text: of });
const count = (value: number): ReportCell => ({ kind: 'count', value });
const empty = text('');

/** Of an hour. */
const minutes = 60;

const columnsOf = (
  { word }: Wording,
  ...columns: readonly (readonly [word: ReportWord, isNumber?: boolean])[]
): readonly ReportColumn[] => columns.map(([name, isNumber = false]) => ({ title: word(name), isNumber }));

const hiddenCell = ({ texts }: Wording, figure: Figure): ReportCell =>
  figure.shown ? empty : { kind: 'hidden', text: texts.hidden[figure.why].cell };

/** A share in a cell, by its unit; hidden: why. */
const shareCell = (wording: Wording, { unit }: Pick<Indicator, 'unit'>, figure: Figure): ReportCell => {
  if (!figure.shown) return hiddenCell(wording, figure);
  return unit === 'share'
    ? { kind: 'share', value: figure.share }
    : { kind: 'rate', value: figure.share * 100 };
};

const numberCell = (figure: Figure, of: (shown: ShownFigure) => number | undefined): ReportCell => {
  const value = figure.shown ? of(figure) : undefined;
  return value === undefined ? empty : count(value);
};

const intervalCell = (wording: Wording, { unit }: Indicator, figure: Figure): ReportCell => {
  if (!figure.shown) return empty;
  const marks = [
    intervalText(wording, figure, unit),
    ...(figure.few ? [wording.word('few')] : []),
    ...(figure.rounded === true ? [wording.word('about')] : []),
  ];
  return text(marks.join(' · '));
};

const movementCell = ({ word }: Wording, indicator: Indicator, before: Figure, now: Figure): ReportCell => {
  const movement = movementOf(indicator, before, now);
  return movement === undefined ? empty : text(word(movement));
};

/** The county's figures of some indicators, against the period before. */
export const countyTable = (
  wording: Wording,
  facts: ReportFacts,
  id: ChapterId,
  indicators: readonly Indicator[],
): ReportTable => ({
  id: `${id}-county`,
  title: fill(wording.word('countyTable'), {
    chapter: wording.texts.chapters[id].title,
    period: wording.period(facts),
  }),
  columns: columnsOf(
    wording,
    ['indicator'],
    ['result', true],
    ['numerator', true],
    ['denominator', true],
    ['interval', true],
    ['target', true],
    ['before', true],
    ['change'],
  ),
  rows: indicators.map((indicator) => {
    const now = figureOf(facts, facts.county, indicator, { period: facts.period });
    const before = figureOf(facts, facts.county, indicator, { period: facts.before });
    const { target } = indicator;
    return [
      text(indicator.texts[facts.language].name),
      shareCell(wording, indicator, now),
      numberCell(now, ({ hits }) => hits),
      numberCell(now, ({ n }) => n),
      intervalCell(wording, indicator, now),
      target === undefined ? empty : { kind: 'share', value: target.share },
      shareCell(wording, indicator, before),
      movementCell(wording, indicator, before, now),
    ];
  }),
});

/** The organisations that a report may tell of an indicator: those with a row, of the chosen ones, by name. */
const enterprisesIn = (facts: ReportFacts, id: string): readonly HerId[] => {
  const found = rowsOf(facts.enterprises, id, facts.period).flatMap(({ enterprise }) => enterprise ?? []);
  const names = facts.organisations;
  return [...new Set(found)].toSorted((a, b) =>
    (names.get(a) ?? String(a)).localeCompare(names.get(b) ?? String(b), 'nb'),
  );
};

const leftOutOf = (figure: Figure): number | undefined => {
  if (!figure.shown) return undefined;
  const all = Object.values(figure.leftOut);
  return all.length === 0 ? undefined : all.reduce((sum, each) => sum + each, 0);
};

const hoursCell = (value: number | undefined): ReportCell =>
  value === undefined ? empty : { kind: 'hours', value: value / minutes };

/** An indicator by organisation; undefined when no organisation has any. */
export const organisationTable = (
  wording: Wording,
  facts: ReportFacts,
  indicator: Indicator,
): ReportTable | undefined => {
  const { id, texts } = indicator;
  const all = enterprisesIn(facts, id);
  const isShown = (enterprise: HerId): boolean =>
    [facts.period, facts.before].some(
      (period) => figureOf(facts, facts.enterprises, indicator, { period, enterprise }).shown,
    );
  // Of those that somebody has chosen it is told that they are hidden; of all the others, how many are.
  const enterprises = facts.chosen.length === 0 ? all.filter(isShown) : all;
  if (enterprises.length === 0) return undefined;
  const left = all.length - enterprises.length;
  return {
    id: `organisations-${id}`,
    title: fill(wording.word('organisationTable'), {
      name: texts[facts.language].name,
      period: wording.period(facts),
    }),
    columns: columnsOf(
      wording,
      ['organisation'],
      ['result', true],
      ['numerator', true],
      ['denominator', true],
      ['interval', true],
      ['median', true],
      ['p90', true],
      ['leftOut', true],
      ['before', true],
    ),
    rows: enterprises.map((enterprise) => {
      const now = figureOf(facts, facts.enterprises, indicator, { period: facts.period, enterprise });
      const before = figureOf(facts, facts.enterprises, indicator, { period: facts.before, enterprise });
      const leftOut = leftOutOf(now);
      return [
        text(facts.organisations.get(enterprise) ?? String(enterprise)),
        shareCell(wording, indicator, now),
        numberCell(now, ({ hits }) => hits),
        numberCell(now, ({ n }) => n),
        intervalCell(wording, indicator, now),
        hoursCell(now.shown ? now.medianMinutes : undefined),
        hoursCell(now.shown ? now.p90Minutes : undefined),
        leftOut === undefined ? empty : count(leftOut),
        shareCell(wording, indicator, before),
      ];
    }),
    ...(left > 0 && { note: fill(wording.word('hiddenRows'), { count: String(left) }) }),
  };
};

const typeName = ({ texts }: Wording, type: string): string => capital(texts.types[type] ?? type);

/** An indicator by type of message, where it is counted so. */
export const typeTable = (
  wording: Wording,
  facts: ReportFacts,
  indicator: Indicator,
): ReportTable | undefined => {
  const rows = rowsOf(facts.county, indicator.id, facts.period).flatMap((row) =>
    row.type === undefined ? [] : [{ ...row, type: row.type }],
  );
  if (rows.length < 2) return undefined;
  const size = (figure: Figure): number => (figure.shown ? figure.n : -1);
  return {
    id: `types-${indicator.id}`,
    title: fill(wording.word('typeTable'), {
      name: indicator.texts[facts.language].name,
      period: wording.period(facts),
    }),
    columns: columnsOf(
      wording,
      ['type'],
      ['result', true],
      ['numerator', true],
      ['denominator', true],
      ['interval', true],
    ),
    rows: rows
      .toSorted((a, b) => size(b.figure) - size(a.figure))
      .map(({ type, figure }) => [
        text(typeName(wording, type)),
        shareCell(wording, indicator, figure),
        numberCell(figure, ({ hits }) => hits),
        numberCell(figure, ({ n }) => n),
        intervalCell(wording, indicator, figure),
      ]),
  };
};

/** Messages by type in the period, the most first; those that are hidden last. */
export const trafficRows = (facts: ReportFacts): readonly (FigureRow & { readonly type: string })[] =>
  facts.traffic
    .flatMap((row) =>
      row.period === facts.period && row.type !== undefined ? [{ ...row, type: row.type }] : [],
    )
    .toSorted((a, b) => (b.figure.shown ? b.figure.n : -1) - (a.figure.shown ? a.figure.n : -1));

/** Messages and their receipts, by type. */
export const trafficTable = (wording: Wording, facts: ReportFacts): ReportTable => ({
  id: 'traffic',
  title: fill(wording.word('trafficTable'), { period: wording.period(facts) }),
  columns: columnsOf(
    wording,
    ['type'],
    ['messages', true],
    ['receipted', true],
    ['share', true],
    ['medianReceipt', true],
  ),
  rows: trafficRows(facts).map(({ type, figure }) => {
    const median = figure.shown ? figure.medianMinutes : undefined;
    return [
      text(typeName(wording, type)),
      figure.shown ? count(figure.n) : hiddenCell(wording, figure),
      numberCell(figure, ({ hits }) => hits),
      figure.shown ? { kind: 'share', value: figure.share } : empty,
      median === undefined ? empty : { kind: 'minutes', value: median },
    ];
  }),
});

/** Why messages were rejected: how many that is told of each code, the most first. */
export const causesOf = (facts: ReportFacts): readonly { readonly code: string; readonly hits: number }[] => {
  const byCode = new Map<string, number>();
  for (const { part, period, figure } of facts.causes) {
    if (part === undefined || period !== facts.period || !figure.shown || figure.hits === 0) continue;
    byCode.set(part, (byCode.get(part) ?? 0) + figure.hits);
  }
  return [...byCode].map(([code, hits]) => ({ code, hits })).toSorted((a, b) => b.hits - a.hits);
};

/** What a code of a rejection means. */
export const causeName = ({ texts, word }: Wording, code: string): string => {
  const name = texts.causes[code];
  if (name === undefined) return word('unknownCode');
  return `${code} ${name}`;
};

export const causeTable = (wording: Wording, facts: ReportFacts): ReportTable => ({
  id: 'causes',
  title: fill(wording.word('causeTable'), { period: wording.period(facts) }),
  columns: columnsOf(wording, ['cause'], ['messages', true]),
  rows: causesOf(facts).map(({ code, hits }) => [text(causeName(wording, code)), count(hits)]),
});

/** What the board decided in the period. */
export const decisionTable = (wording: Wording, facts: ReportFacts): ReportTable => ({
  id: 'decisions',
  title: fill(wording.word('decisionTable'), { period: wording.period(facts) }),
  columns: columnsOf(wording, ['date'], ['subject'], ['decision'], ['validFrom'], ['reason']),
  rows: facts.decisions.map(({ day, what, change, validFrom, reason }) =>
    [wording.date(day), what, change, wording.date(validFrom), reason].map(text),
  ),
});

/** The county month by month, one indicator a row. */
export const monthTable = (wording: Wording, facts: ReportFacts, months: readonly string[]): ReportTable => ({
  id: 'months',
  title: wording.word('monthTable'),
  columns: [
    { title: wording.word('indicator'), isNumber: false },
    ...months.map((month) => ({
      title: `${wording.month(month).slice(0, 3)} ${month.slice(2, 4)}`,
      isNumber: true,
    })),
  ],
  rows: facts.indicators.map((indicator) => [
    text(indicator.texts[facts.language].name),
    ...months.map((month) =>
      shareCell(
        wording,
        indicator,
        figureOf(facts, facts.months, indicator, { period: month, grain: 'month' }),
      ),
    ),
  ]),
});
