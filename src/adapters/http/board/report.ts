import { z } from 'zod';
import { draftReport, isOver, type ReportGround, reportPeriods } from '../../../app/board/report.ts';
import { periodEnd, periodStart } from '../../../domain/board/periods.ts';
import { type Report, type ReportQuery, reportGrains } from '../../../domain/board/report.ts';
import type { FrozenReportHead, ReportComment } from '../../../domain/board/report-store.ts';
import { wordingOf } from '../../../domain/board/report-words.ts';
import { osloDate } from '../../../domain/calendar.ts';
import { type HerId, herId } from '../../../domain/ids.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { languages } from '../../../domain/texts.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import type { RequestFault } from '../request-fault.ts';
import { dateField, once, readQuery } from './query.ts';
import { presentEnterprise } from './viewer.ts';

/** The board's report: as it would be now, and as it was frozen. */

const expectedGrain = `one of ${reportGrains.join(', ')}`;
const expectedLanguage = `one of ${languages.join(', ')}`;
export const expectedOrganisations = 'HER-ids of enterprises, with commas between';

/** What a report can be asked for by. */
export const reportParameters = {
  grain: once(z.enum(reportGrains, { error: expectedGrain }), expectedGrain),
  period: dateField,
  language: once(z.enum(languages, { error: expectedLanguage }), expectedLanguage),
  organisations: once(
    z.string().transform((text, context): readonly HerId[] => {
      const ids = text.split(',').map((each) => herId(each));
      const known = ids.filter((each) => each !== undefined);
      if (known.length === ids.length) return [...new Set(known)];
      context.issues.push({ code: 'custom', message: expectedOrganisations, input: undefined });
      return z.NEVER;
    }),
    expectedOrganisations,
  ),
};
const parameters = z.object(reportParameters);

/** Nothing of this is kept by browsers: what is said of a report changes with each comment and each edition. */
export const reportHeaders = ({ context }: KnownCall): Readonly<Record<string, string>> => ({
  'Content-Language': context.language,
  'Cache-Control': 'no-store',
});

/** What reports are worded with, and who there is. */
export const groundOf = ({ http }: KnownCall): ReportGround => ({
  texts: http.reportTexts,
  directory: http.directory,
});

/** What an address asks for; without a period, the newest that is over. */
export const askedReport = async (
  call: KnownCall,
  asked: z.output<typeof parameters>,
): Promise<ReportQuery> => {
  const { grain = 'quarter', language = call.context.language, organisations } = asked;
  const { services } = call.http;
  const choices = await reportPeriods(services, grain);
  const today = osloDate(services.clock.now());
  const newest = choices.find((each) => periodEnd(grain, each) < today) ?? choices[0] ?? today;
  return {
    grain,
    period: periodStart(grain, asked.period ?? newest),
    language,
    ...(organisations !== undefined && { enterprises: organisations }),
  };
};

/** A frozen report without its content. */
export const presentHead = (call: KnownCall, head: FrozenReportHead) => {
  const { id, grain, period, language, enterprises, edition, replaces, replacedBy, by, at, hash } = head;
  return {
    id,
    grain,
    period,
    periodName: wordingOf(call.context.language, call.http.reportTexts[call.context.language]).period(head),
    language,
    enterprises: enterprises.map((each) => presentEnterprise(call, each)),
    edition,
    replaces: replaces ?? null,
    replacedBy: replacedBy ?? null,
    by,
    at,
    hash,
  };
};

/** The figures are in the files; pages show what was made of them. */
const withoutFigures = ({ figures: _figures, ...report }: Report) => report;

const presentComment = ({ chapter, text, by, at }: ReportComment) => ({ chapter, text, by, at });

/** GET /api/board/report?grain=quarter&period=2026-07-01&language=nn&organisations=9150400: the report as it is now. */
export const handleReport: Handler<KnownCall> = async (call) => {
  const query = readQuery(parameters, queryOf(call.req));
  if (!query.ok) return query;
  const { services, directory } = call.http;
  const asked = await askedReport(call, query.value);
  const [report, choices, comments] = await Promise.all([
    draftReport(services, groundOf(call), asked),
    reportPeriods(services, asked.grain),
    services.store.reportComments(asked),
  ]);
  const wording = wordingOf(call.context.language, call.http.reportTexts[call.context.language]);
  return ok({
    status: 200,
    headers: reportHeaders(call),
    json: {
      choices: choices.map((period) => ({ period, name: wording.period({ grain: asked.grain, period }) })),
      organisations: directory.organisations.map(({ herId: id, name }) => ({ herId: id, name })),
      isOver: isOver(asked, services.clock.now()),
      report: withoutFigures(report),
      comments: comments.map(presentComment),
    },
  });
};

/** GET /api/board/reports: what is frozen, the newest first. */
export const handleReports: Handler<KnownCall> = async (call) => {
  const heads = await call.http.services.store.frozenReports();
  return ok({
    status: 200,
    headers: reportHeaders(call),
    json: { reports: heads.map((head) => presentHead(call, head)) },
  });
};

/** The id in an address, as far as it can be one. */
export const reportId = ({ req }: KnownCall): Result<string, RequestFault> => {
  const { id } = req.params;
  return typeof id === 'string' && /^[0-9a-v]{10}$/.test(id) ? ok(id) : fail(fault('not-found'));
};

/** GET /api/board/reports/:id: a frozen report, as it was. */
export const handleFrozen: Handler<KnownCall> = async (call) => {
  const id = reportId(call);
  if (!id.ok) return id;
  const frozen = await call.http.services.store.frozenReport(id.value);
  if (frozen === undefined) return fail(fault('not-found'));
  return ok({
    status: 200,
    headers: reportHeaders(call),
    json: {
      ...presentHead(call, frozen),
      isIntact: frozen.isIntact,
      report: withoutFigures(JSON.parse(frozen.content) as Report),
    },
  });
};
