import { z } from 'zod';
import {
  type ActReport,
  type ReportedAct,
  reportHandoverAct,
  reportMessageAct,
} from '../../../app/report-act.ts';
import { actKinds } from '../../../domain/expectation-vocabulary.ts';
import { herId, isUuid, messageId } from '../../../domain/ids.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { anyCase, optional } from '../any-case.ts';
import type { Handler, KnownCall, Reply } from '../endpoint.ts';
import { parseJson } from '../json-body.ts';
import { mediaType, readBody } from '../read-body.ts';
import { invalidBySchema, type RequestFault } from '../request-fault.ts';
import { presentParty } from './present.ts';
import { inLanguage, speechOf } from './read.ts';

const maxBytes = 4_096;

const expectedTime = 'a time with its offset, such as 2026-11-20T14:30:00+01:00';
const expectedBy = 'the HER-id of an enterprise';

const report = anyCase({
  kind: z.enum(actKinds, { error: 'a kind of act that GET /api/expectations lists' }),
  at: optional(z.iso.datetime({ offset: true, error: expectedTime }).transform((text) => new Date(text))),
  id: optional(
    z
      .string({ error: 'a UUID' })
      .refine(isUuid, { error: 'a UUID' })
      .transform((text) => text.toLowerCase()),
  ),
  by: optional(
    z
      .union([z.string(), z.number()], { error: expectedBy })
      .transform((value) => herId(value))
      .refine((value) => value !== undefined, { error: expectedBy }),
  ),
});

const readReport = async (call: KnownCall): Promise<Result<ActReport, RequestFault>> => {
  if (mediaType(call) !== 'application/json') {
    return fail(fault('content-type-unsupported', { expected: 'application/json' }));
  }
  const bytes = await readBody(call, maxBytes);
  if (!bytes.ok) return bytes;
  const json = parseJson(bytes.value);
  if (!json.ok) return json;
  const read = report.safeParse(json.value);
  if (!read.success) return fail(invalidBySchema(read.error, (path) => (path === '' ? 'body' : path)));
  const { kind, at, id, by } = read.data;
  return ok({
    kind,
    ...(at !== undefined && { at }),
    ...(id !== undefined && { id }),
    ...(by !== undefined && { by }),
  });
};

const answer = (call: KnownCall, { act, isNew }: ReportedAct): Reply => {
  const speech = speechOf(call);
  const name = call.http.services.handoverRules.catalogue.acts[act.kind][speech.language];
  return {
    status: isNew ? 201 : 200,
    headers: inLanguage(speech),
    json: { id: act.id, kind: act.kind, name, at: act.at, by: presentParty(speech, act.by) },
  };
};

/** POST /api/handovers/{id}/acts: 201, or 200 for the same report again. */
export const handlePostHandoverAct: Handler<KnownCall> = async (call) => {
  const read = await readReport(call);
  if (!read.ok) return read;
  const { http, req, actsFor, principal } = call;
  const id = String(req.params.id);
  const reported = await reportHandoverAct(http.services, id, read.value, actsFor, principal.name);
  return reported.ok ? ok(answer(call, reported.value)) : reported;
};

/** POST /api/messages/{id}/acts: the same of one message. */
export const handlePostMessageAct: Handler<KnownCall> = async (call) => {
  const read = await readReport(call);
  if (!read.ok) return read;
  const { http, req, actsFor, principal } = call;
  const id = messageId(String(req.params.id));
  if (id === undefined) return fail(fault('message-not-found'));
  const reported = await reportMessageAct(http.services, id, read.value, actsFor, principal.name);
  return reported.ok ? ok(answer(call, reported.value)) : reported;
};
