import { z } from 'zod';
import { commentOn, freezeReport } from '../../../app/board/report.ts';
import { isKeepableReason } from '../../../domain/access-log.ts';
import { chapterIds, reportGrains } from '../../../domain/board/report.ts';
import { type HerId, herId } from '../../../domain/ids.ts';
import { fail, ok } from '../../../domain/result.ts';
import { languages } from '../../../domain/texts.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { dayField, readJson } from '../proposal.ts';
import { invalidRequest } from '../request-fault.ts';
import { expectedOrganisations, groundOf, presentHead, reportHeaders } from './report.ts';

/** What the board does with a report: writes beside it, and freezes it. */

const mostComment = 4_000;
const mostEnterprises = 1_000;
const expectedComment = `plain text of at most ${mostComment} characters, without a person's number`;

const grain = z.enum(reportGrains, { error: reportGrains.join(' or ') });
const comment = z.strictObject(
  {
    grain,
    period: dayField,
    chapter: z.enum(chapterIds, { error: `one of ${chapterIds.join(', ')}` }),
    text: z
      .string({ error: expectedComment })
      .trim()
      .max(mostComment, { error: expectedComment })
      .refine(isKeepableReason, { error: expectedComment }),
  },
  { error: 'an object with grain, period, chapter and text' },
);

const enterprise = z
  .union([z.number(), z.string()], { error: expectedOrganisations })
  .transform((value, context): HerId => {
    const id = herId(value);
    if (id !== undefined) return id;
    context.issues.push({ code: 'custom', message: expectedOrganisations, input: undefined });
    return z.NEVER;
  });

const frozen = z.strictObject(
  {
    grain,
    period: dayField,
    language: z.enum(languages, { error: languages.join(' or ') }),
    organisations: z.array(enterprise, { error: expectedOrganisations }).max(mostEnterprises).optional(),
  },
  { error: 'an object with grain, period and language' },
);

const authorOf = ({ principal }: KnownCall) => ({
  by: principal.person ?? principal.name,
  role: principal.role,
});

/** POST /api/board/report/comments: what stands beside a chapter from now on; an empty text takes it away. */
export const handleComment: Handler<KnownCall> = async (call) => {
  const read = await readJson(call, comment);
  if (!read.ok) return read;
  const { chapter, text, by, at } = await commentOn(call.http.services, { ...read.value, ...authorOf(call) });
  return ok({ status: 201, headers: reportHeaders(call), json: { chapter, text, by, at } });
};

/** POST /api/board/reports: freezes the report of a period that is over. */
export const handleFreeze: Handler<KnownCall> = async (call) => {
  const read = await readJson(call, frozen);
  if (!read.ok) return read;
  const { organisations = [], ...query } = read.value;
  const enterprises = [...new Set(organisations)];
  const made = await freezeReport(
    call.http.services,
    groundOf(call),
    { ...query, ...(enterprises.length > 0 && { enterprises }) },
    authorOf(call),
  );
  if (!made.ok) return fail(invalidRequest({ where: 'period', expected: 'a period that is over' }));
  return ok({ status: 201, headers: reportHeaders(call), json: presentHead(call, made.value) });
};
