import { z } from 'zod';
import { draftReport } from '../../../app/board/report.ts';
import { reportXlsx } from '../../../app/board/report-xlsx.ts';
import type { Report } from '../../../domain/board/report.ts';
import { reportCsv } from '../../../domain/board/report-csv.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Handler, KnownCall, Reply } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { once, readQuery } from './query.ts';
import { askedReport, groundOf, reportHeaders, reportId, reportParameters } from './report.ts';

/** Reports as files. */

const formats = ['csv', 'xlsx', 'json'] as const;
type Format = (typeof formats)[number];

const types: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

const expectedFormat = `one of ${formats.join(', ')}`;
const format = once(z.enum(formats, { error: expectedFormat }), expectedFormat);
const ofDraft = z.object({ ...reportParameters, format });
const ofFrozen = z.object({ format });

const fileOf = async (
  call: KnownCall,
  report: Report,
  { as, content, name }: { readonly as: Format; readonly content: string; readonly name: string },
): Promise<Reply> => {
  const texts = call.http.reportTexts[report.language];
  const headers = {
    ...reportHeaders(call),
    'Content-Language': report.language,
    'Content-Type': types[as],
    'Content-Disposition': `attachment; filename="${name}.${as}"`,
  };
  switch (as) {
    case 'csv':
      return { status: 200, headers, text: reportCsv(texts, report) };
    case 'xlsx':
      return { status: 200, headers, bytes: await reportXlsx(texts, report) };
    case 'json':
      return { status: 200, headers, text: content };
  }
};

/** GET /api/board/report/file?format=xlsx&…: the report as it is now, as a file. */
export const handleDraftFile: Handler<KnownCall> = async (call) => {
  const query = readQuery(ofDraft, queryOf(call.req));
  if (!query.ok) return query;
  const asked = await askedReport(call, query.value);
  const report = await draftReport(call.http.services, groundOf(call), asked);
  const name = `overgang-${asked.grain}-${asked.period}`;
  const as = query.value.format ?? 'json';
  return ok(await fileOf(call, report, { as, content: JSON.stringify(report), name }));
};

/** GET /api/board/reports/:id/file?format=csv: a frozen report as a file. As JSON it is what its hash is of, to the byte. */
export const handleFrozenFile: Handler<KnownCall> = async (call) => {
  const query = readQuery(ofFrozen, queryOf(call.req));
  if (!query.ok) return query;
  const id = reportId(call);
  if (!id.ok) return id;
  const frozen = await call.http.services.store.frozenReport(id.value);
  if (frozen === undefined) return fail(fault('not-found'));
  const { content } = frozen;
  const as = query.value.format ?? 'json';
  const report = JSON.parse(content) as Report;
  return ok(await fileOf(call, report, { as, content, name: `overgang-${frozen.id}` }));
};
