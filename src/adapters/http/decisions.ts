import type { Express } from 'express';
import { z } from 'zod';
import { decide } from '../../app/board/decide.ts';
import { isKeepableReason } from '../../domain/access-log.ts';
import { fail, ok } from '../../domain/result.ts';
import { presentDecision } from './decisions-present.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';
import { dayField, invalidProposal, proposalFields, proposalFrom, readJson } from './proposal.ts';
import { queryOf } from './query.ts';

const leastReason = 5;
const mostReason = 1_000;
const expectedReason = `why, in ${leastReason} to ${mostReason} characters and without a person's number`;

const posted = z.strictObject(
  {
    ...proposalFields,
    validFrom: dayField,
    reason: z
      .string({ error: expectedReason })
      .trim()
      .min(leastReason, { error: expectedReason })
      .max(mostReason, { error: expectedReason })
      .refine(isKeepableReason, { error: expectedReason }),
  },
  { error: 'an object with subject, item, change, validFrom and reason' },
);

/** GET /api/decisions?subject=&item=: what has been decided, the newest first; of all, or of one. */
const handleList: Handler<KnownCall> = async (call) => {
  const query = queryOf(call.req);
  const [subjects, items] = [query('subject'), query('item')];
  const decisions = await call.http.services.store.decisions();
  const asked = decisions.filter(
    ({ subject, item }) =>
      (subjects.length === 0 || subjects.includes(subject)) && (items.length === 0 || items.includes(item)),
  );
  call.res.vary('Accept-Language');
  return ok({
    status: 200,
    headers: { 'Content-Language': call.context.language },
    json: { decisions: asked.toReversed().map((each) => presentDecision(call, each)) },
  });
};

/** POST /api/decisions: decides; the answer is the decision as it stands for good. */
const handlePost: Handler<KnownCall> = async (call) => {
  const read = await readJson(call, posted);
  if (!read.ok) return read;
  const { reason, validFrom, ...fields } = read.value;
  const { http, principal } = call;
  const made = await decide(http.services, http.rules, proposalFrom(fields, validFrom), {
    by: principal.person ?? principal.name,
    role: principal.role,
    reason,
  });
  if (!made.ok) return fail(invalidProposal(made.fault));
  return ok({ status: 201, json: presentDecision(call, made.value) });
};

export const mountDecisions = (app: Express, http: Http): void => {
  app
    .route('/api/decisions')
    .get(endpoint(http, allowed('rules.read', handleList)))
    .post(endpoint(http, allowed('rules.decide', handlePost)))
    .all(methodNotAllowed(http, 'GET, HEAD, POST'));
};
