import type { FigureQuery } from '../../domain/board/figure.ts';
import { periodAfter, periodEnd, periodStart, periodsBetween } from '../../domain/board/periods.ts';
import type {
  ChapterComment,
  ChapterId,
  Report,
  ReportGrain,
  ReportPeriod,
  ReportQuery,
} from '../../domain/board/report.ts';
import { composeReport, monthsOf } from '../../domain/board/report-compose.ts';
import type { ReportDecision } from '../../domain/board/report-facts.ts';
import type {
  FrozenReportHead,
  NewFrozenReport,
  NewReportComment,
  ReportComment,
} from '../../domain/board/report-store.ts';
import type { ReportTexts } from '../../domain/board/report-texts.ts';
import { osloDate } from '../../domain/calendar.ts';
import type { Directory } from '../../domain/directory.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/texts.ts';
import type { Services } from '../services.ts';
import { readFigures, type Viewer } from './figures.ts';

/** The board's report: made anew out of what is published until it is frozen, and then kept. */

export type ReportServices = Pick<Services, 'clock' | 'ids' | 'store' | 'indicators' | 'handoverRules'>;

/** What a report is worded with, and who there is. */
export interface ReportGround {
  readonly texts: Readonly<Record<Language, ReportTexts>>;
  readonly directory: Pick<Directory, 'organisations'>;
}

/** Whoever reads: a report holds what the whole board may see, and nothing of anybody's own. */
const board: Viewer = { role: 'board-member', enterprises: [] };

const currentComments = (
  comments: readonly ReportComment[],
): Readonly<Partial<Record<ChapterId, ChapterComment>>> => {
  const newest = new Map(comments.map((comment) => [comment.chapter, comment]));
  return Object.fromEntries(
    [...newest.values()]
      .filter(({ text }) => text !== '')
      .map(({ chapter, text, by, at }) => [chapter, { text, by, at: at.toISOString() }]),
  );
};

const decisionsIn = async (
  { store, handoverRules }: ReportServices,
  { words }: ReportTexts,
  { grain, period, language }: ReportQuery,
): Promise<readonly ReportDecision[]> => {
  const last = periodEnd(grain, period);
  const nameOf = (item: string): string =>
    handoverRules.catalogue.expectations.find(({ id }) => id === item)?.texts[language].name ?? item;
  return (await store.decisions())
    .map((decision) => ({ ...decision, day: osloDate(decision.decidedAt) }))
    .filter(({ day }) => day >= period && day <= last)
    .map(({ day, item, change, validFrom, reason }) => ({
      day,
      what: nameOf(item),
      change: change.what === 'switch' ? words[change.on ? 'switchedOn' : 'switchedOff'] : words[change.what],
      validFrom,
      reason,
    }));
};

/**
 * The report of a period as it would be now: of what is published, with the comments as they stand. `period`: any day of
 * it. Codes of organisations that nobody knows are as if nothing had happened there.
 */
export const draftReport = async (
  services: ReportServices,
  { texts, directory }: ReportGround,
  asked: ReportQuery,
): Promise<Report> => {
  const { grain, language } = asked;
  const query = { ...asked, period: periodStart(grain, asked.period) };
  const { period, enterprises: chosen = [] } = query;
  const before = periodAfter(grain, period, -1);
  const months = monthsOf(query);
  const figures = (rest: Pick<FigureQuery, 'measure' | 'by'> & Partial<FigureQuery>) =>
    readFigures(services, board, { grain, from: before, to: period, ...rest });
  const [county, enterprises, traffic, causes, byMonth, comments, decisions] = await Promise.all([
    figures({ measure: 'indicator', by: 'county' }),
    figures({ measure: 'indicator', by: 'enterprise', ...(chosen.length > 0 && { enterprises: chosen }) }),
    figures({ measure: 'traffic', by: 'county' }),
    figures({ measure: 'cause', by: 'county' }),
    figures({
      measure: 'indicator',
      by: 'county',
      grain: 'month',
      from: months[0] ?? period,
      to: months.at(-1) ?? period,
    }),
    services.store.reportComments(query),
    decisionsIn(services, texts[language], query),
  ]);
  return composeReport(texts[language], {
    grain,
    period,
    before,
    language,
    madeAt: services.clock.now(),
    indicators: services.indicators,
    organisations: new Map(directory.organisations.map(({ herId, name }) => [herId, name])),
    chosen,
    county,
    enterprises,
    traffic,
    causes,
    months: byMonth,
    comments: currentComments(comments),
    decisions,
  });
};

/** Periods that a report can be of, the newest first: from the first day that anything is counted of, the running one too. */
export const reportPeriods = async (
  { store, clock }: Pick<ReportServices, 'store' | 'clock'>,
  grain: ReportGrain,
): Promise<readonly string[]> => {
  const today = osloDate(clock.now());
  const days = await store.measuredDays();
  return periodsBetween(grain, days?.from ?? today, today).toReversed();
};

/** Keeps what somebody on the board writes beside a chapter; an empty text takes away what stood there. */
export const commentOn = (
  { clock, store }: Pick<ReportServices, 'clock' | 'store'>,
  comment: Omit<NewReportComment, 'at'>,
): Promise<ReportComment> =>
  store.addReportComment({
    ...comment,
    period: periodStart(comment.grain, comment.period),
    at: clock.now(),
  });

const idLetters = 10;
const idBase = 32;

/** As short as an address can be and still not be guessed by chance. */
const shortId = ({ ids }: Pick<ReportServices, 'ids'>): string =>
  BigInt(`0x${ids.uuid().replaceAll('-', '')}`)
    .toString(idBase)
    .slice(-idLetters)
    .padStart(idLetters, '0');

/** Whether a period is over, so that its report may be frozen. */
export const isOver = ({ grain, period }: ReportPeriod, now: Date): boolean =>
  periodEnd(grain, period) < osloDate(now);

/** Freezes the report as it is now, as the newest edition of its kind. Fails while its period is running. */
export const freezeReport = async (
  services: ReportServices,
  ground: ReportGround,
  query: ReportQuery,
  who: Pick<NewFrozenReport, 'by' | 'role'>,
): Promise<Result<FrozenReportHead, 'not-over'>> => {
  const at = services.clock.now();
  if (!isOver(query, at)) return fail('not-over');
  const report = await draftReport(services, ground, query);
  return ok(
    await services.store.freezeReport({
      id: shortId(services),
      grain: report.grain,
      period: report.period,
      language: report.language,
      enterprises: query.enterprises ?? [],
      ...who,
      at,
      content: JSON.stringify(report),
    }),
  );
};
