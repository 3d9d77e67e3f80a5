import type { FigureRow } from './figure.ts';
import type { Indicator } from './indicator.ts';
import { periodAfter, periodEnd, periodsBetween } from './periods.ts';
import {
  type ChapterId,
  chapterIds,
  chapterOf,
  type Report,
  type ReportChapter,
  type ReportFigure,
} from './report.ts';
import { figureOf, hasBefore, isPartial, type ReportFacts, rowsOf } from './report-facts.ts';
import { definitionsOf } from './report-method.ts';
import { coursePicture, trafficPicture } from './report-pictures.ts';
import { indicatorParagraph, movementOf, reachOf } from './report-sentences.ts';
import {
  causeName,
  causesOf,
  causeTable,
  countyTable,
  decisionTable,
  monthTable,
  organisationTable,
  trafficTable,
  typeTable,
} from './report-tables.ts';
import { fill, type ReportTexts } from './report-texts.ts';
import { capital, type Wording, wordingOf } from './report-words.ts';
import { sumFigures } from './standing.ts';

/** Puts a report together out of facts and texts: the same facts give the same report. */

type Body = Pick<ReportChapter, 'paragraphs' | 'pictures' | 'tables' | 'definitions'>;
const noBody: Body = { paragraphs: [], pictures: [], tables: [], definitions: [] };

const namedInText = 3;
const courseMonths = 12;

/** First days of the twelve months that end with a period. */
export const monthsOf = ({ grain, period }: Pick<ReportFacts, 'grain' | 'period'>): readonly string[] => {
  const last = periodEnd(grain, period);
  return periodsBetween('month', periodAfter('month', last, 1 - courseMonths), last);
};

const defined = <T>(items: readonly (T | undefined)[]): readonly T[] =>
  items.filter((item) => item !== undefined);

const beforeName = (wording: Wording, { grain, before }: ReportFacts): string =>
  wording.period({ grain, period: before });

/** Chapters of indicators: what each comes to, its course where it has a target, and the tables. */
const indicatorBody = (
  wording: Wording,
  facts: ReportFacts,
  id: ChapterId,
  indicators: readonly Indicator[],
): Body => ({
  ...noBody,
  paragraphs: indicators.map((indicator) =>
    indicatorParagraph(wording, {
      indicator,
      name: indicator.texts[facts.language].name,
      now: figureOf(facts, facts.county, indicator, { period: facts.period }),
      before: figureOf(facts, facts.county, indicator, { period: facts.before }),
      beforeName: hasBefore(facts) ? beforeName(wording, facts) : undefined,
      isPartial: isPartial(rowsOf(facts.county, indicator.id, facts.period)),
    }),
  ),
  pictures: defined(
    indicators
      .filter(({ target }) => target !== undefined)
      .map((indicator) => coursePicture(wording, facts, indicator, monthsOf(facts))),
  ),
  tables: [
    countyTable(wording, facts, id, indicators),
    // The volumes have a table by type of their own.
    ...(id === 'volume' ? [] : defined(indicators.map((each) => typeTable(wording, facts, each)))),
  ],
});

const volumeSentences = (wording: Wording, facts: ReportFacts): readonly string[] => {
  const { sentences, hidden, types } = wording.texts;
  const rows = facts.traffic.filter(({ period }) => period === facts.period);
  const all = sumFigures(rows.map(({ figure }) => figure));
  if (!all.shown) return [fill(hidden[all.why].sentence, { name: capital(wording.word('messages')) })];
  const largest = rows
    .flatMap(({ type, figure }) => (type !== undefined && figure.shown ? [{ type, n: figure.n }] : []))
    .toSorted((a, b) => b.n - a.n)
    .slice(0, namedInText)
    .map(({ type, n }) => `${types[type] ?? type} (${wording.number(n)})`);
  const causes = causesOf(facts)
    .slice(0, namedInText)
    .map(({ code, hits }) => `${causeName(wording, code)} (${wording.number(hits)})`);
  const values = {
    period: wording.period(facts),
    n: wording.number(all.n),
    hits: wording.number(all.hits),
    value: wording.value(all.share, 'share'),
  };
  return [
    [
      fill(all.rounded === true ? sentences.volumeRounded : sentences.volume, values),
      ...(isPartial(rows) ? [sentences.partly] : []),
      fill(sentences.largest, { types: wording.list(largest) }),
    ].join(' '),
    causes.length === 0 ? sentences.noCauses : fill(sentences.causes, { causes: wording.list(causes) }),
  ];
};

const volumeBody = (wording: Wording, facts: ReportFacts, indicators: readonly Indicator[]): Body => {
  const body = indicatorBody(wording, facts, 'volume', indicators);
  const causes = causeTable(wording, facts);
  return {
    ...body,
    paragraphs: [...volumeSentences(wording, facts), ...body.paragraphs],
    pictures: defined([trafficPicture(wording, facts), ...body.pictures]),
    tables: [trafficTable(wording, facts), ...(causes.rows.length === 0 ? [] : [causes]), ...body.tables],
  };
};

/** Which indicators are surely below their targets, or have surely moved, and what was decided. */
const actionsBody = (wording: Wording, facts: ReportFacts): Body => {
  const { sentences } = wording.texts;
  const of = facts.indicators.map((indicator) => {
    const now = figureOf(facts, facts.county, indicator, { period: facts.period });
    const before = figureOf(facts, facts.county, indicator, { period: facts.before });
    return {
      name: indicator.texts[facts.language].name,
      movement: movementOf(indicator, before, now),
      reach: now.shown ? reachOf(indicator, now) : undefined,
    };
  });
  const names = (isIn: (each: (typeof of)[number]) => boolean): readonly string[] =>
    of.filter(isIn).map(({ name }) => name);
  const below = names(({ reach }) => reach === 'missed');
  const better = names(({ movement }) => movement === 'better');
  const worse = names(({ movement }) => movement === 'worse');
  const before = beforeName(wording, facts);
  const named = (sentence: string, list: readonly string[]): string =>
    fill(sentence, { names: list.join('; '), before });
  return {
    ...noBody,
    paragraphs: [
      below.length === 0 ? sentences.noneBelow : named(sentences.below, below),
      ...(better.length === 0 ? [] : [named(sentences.improved, better)]),
      ...(worse.length === 0 ? [] : [named(sentences.declined, worse)]),
      ...(better.length + worse.length === 0
        ? [named(hasBefore(facts) ? sentences.noneChanged : sentences.nothingBefore, [])]
        : []),
      ...(facts.decisions.length === 0 ? [sentences.noDecisions] : []),
    ],
    tables: facts.decisions.length === 0 ? [] : [decisionTable(wording, facts)],
  };
};

const bodyOf = (wording: Wording, facts: ReportFacts, id: ChapterId): Body => {
  const indicators = facts.indicators.filter((each) => (chapterOf[each.id] ?? 'content') === id);
  switch (id) {
    case 'volume':
      return volumeBody(wording, facts, indicators);
    case 'actions':
      return actionsBody(wording, facts);
    case 'method':
      return {
        ...noBody,
        paragraphs: wording.texts.method,
        definitions: definitionsOf(wording, facts),
      };
    case 'appendix':
      return {
        ...noBody,
        tables: [
          monthTable(wording, facts, monthsOf(facts)),
          ...defined(facts.indicators.map((each) => organisationTable(wording, facts, each))),
        ],
      };
    case 'wording': {
      const body = indicatorBody(wording, facts, id, indicators);
      return { ...body, paragraphs: [...body.paragraphs, wording.texts.sentences.wordingNote] };
    }
    default:
      return indicatorBody(wording, facts, id, indicators);
  }
};

const figuresOf = (wording: Wording, facts: ReportFacts): readonly ReportFigure[] => {
  const nameOf = ({ part = '', type = '' }: FigureRow): string =>
    facts.indicators.find(({ id }) => id === part)?.texts[facts.language].name ??
    (part === '' ? capital(wording.texts.types[type] ?? type) : causeName(wording, part));
  const told = (
    rows: readonly FigureRow[],
    measure: ReportFigure['measure'],
    grain: ReportFigure['grain'],
  ): readonly ReportFigure[] =>
    rows
      .filter(({ part, type }) => part !== undefined || type !== undefined)
      .map((row) => ({
        measure,
        part: row.part ?? '',
        name: nameOf(row),
        ...(row.type !== undefined && { type: row.type }),
        ...(row.enterprise !== undefined && {
          enterprise: {
            herId: row.enterprise,
            name: facts.organisations.get(row.enterprise) ?? String(row.enterprise),
          },
        }),
        grain,
        period: row.period,
        figure: row.figure,
        asOf: row.asOf.toISOString(),
      }));
  return [
    ...told(facts.county, 'indicator', facts.grain),
    ...told(facts.enterprises, 'indicator', facts.grain),
    ...told(facts.months, 'indicator', 'month'),
    ...told(facts.traffic, 'traffic', facts.grain),
    ...told(facts.causes, 'cause', facts.grain),
  ];
};

/** The report that facts make, in their language. */
export const composeReport = (texts: ReportTexts, facts: ReportFacts): Report => {
  const wording = wordingOf(facts.language, texts);
  const periodName = wording.period(facts);
  return {
    grain: facts.grain,
    period: facts.period,
    language: facts.language,
    title: fill(texts.title[facts.grain], { period: periodName }),
    periodName,
    enterprises: facts.chosen.map((herId) => ({
      herId,
      name: facts.organisations.get(herId) ?? String(herId),
    })),
    madeAt: facts.madeAt.toISOString(),
    chapters: chapterIds.map((id) => {
      const comment = facts.comments[id];
      return {
        id,
        ...texts.chapters[id],
        ...bodyOf(wording, facts, id),
        ...(comment !== undefined && { comment }),
      };
    }),
    figures: figuresOf(wording, facts),
  };
};
