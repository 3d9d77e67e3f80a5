import type { Express } from 'express';
import { z } from 'zod';
import type { DraftFault } from '../../app/replay/drafts.ts';
import { replayExpectations } from '../../app/replay/expectations.ts';
import {
  type Naming,
  presentExpectationChange,
  presentFindingChange,
  summariseExpectations,
  summariseRules,
} from '../../app/replay/present.ts';
import { replayRules } from '../../app/replay/rules.ts';
import type { OwnView, ReplayRequest } from '../../app/replay/run.ts';
import { type HerId, herId } from '../../domain/ids.ts';
import { resolveTimestamp } from '../../domain/norwegian-time.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';
import { parseJson } from './json-body.ts';
import { mediaType, readBody } from './read-body.ts';
import { invalidBySchema, invalidRequest, type RequestFault } from './request-fault.ts';

/** Larger than all rows of the project's own seeds together need not be tried in one request. */
const maxDraftBytes = 512 * 1024;
/** Reading YAML may take time with the square of its length: a second, for so many quotes. */
const maxYaml = 32_768;
const dayMs = 86_400_000;
const defaultDays = 30;
const mostDays = 92;
/** What one request may cost; whoever needs more runs the command. */
const bounds = { mostMs: 15_000, examples: 5 } as const;
const mostSubjects = 5_000;
const mostMessages = 5_000;
const mostRules = 20;

const instant = z
  .string()
  .transform((text) => resolveTimestamp(text))
  .refine((at) => at !== undefined, { error: 'a date, or a time such as 2026-11-21T08:00:00+01:00' });

const posted = z.strictObject(
  {
    kind: z.enum(['expectations', 'rules'], { error: 'expectations or rules' }),
    enterprise: z
      .union([z.number(), z.string()], { error: 'a HER-id' })
      .transform((value) => herId(value))
      .refine((id) => id !== undefined, { error: 'a HER-id' }),
    draft: z.union([z.string().min(1).max(maxYaml), z.record(z.string(), z.unknown())], {
      error: `the draft, as YAML text of at most ${maxYaml} characters or as an object`,
    }),
    from: instant.optional(),
    to: instant.optional(),
  },
  { error: 'an object with kind, enterprise and draft, and if wanted from and to' },
);

/** The parties of the enterprise that the caller acts for, itself too; undefined for one that is not here. */
const viewOf = ({ http, actsFor }: KnownCall, enterprise: HerId): OwnView | undefined => {
  const organisation = http.directory.organisation(enterprise);
  if (organisation === undefined || !actsFor(enterprise)) return undefined;
  return {
    enterprise,
    parties: [enterprise, ...organisation.parties.map((party) => party.herId)].filter(actsFor),
  };
};

interface Asked extends ReplayRequest {
  readonly kind: 'expectations' | 'rules';
  readonly from: Date;
  readonly to: Date;
  readonly own: OwnView;
}

const readRequest = async (call: KnownCall): Promise<Result<Asked, RequestFault>> => {
  if (mediaType(call) !== 'application/json') {
    return fail(fault('content-type-unsupported', { expected: 'application/json' }));
  }
  const body = await readBody(call, maxDraftBytes);
  if (!body.ok) return body;
  const json = parseJson(body.value);
  if (!json.ok) return json;
  const read = posted.safeParse(json.value);
  if (!read.success) return fail(invalidBySchema(read.error, (path) => path || 'body'));
  const { kind, draft, enterprise } = read.data;
  if (enterprise === undefined) return fail(invalidRequest({ where: 'enterprise', expected: 'a HER-id' }));
  const own = viewOf(call, enterprise);
  if (own === undefined) return fail(fault('her-id-not-authorised', { herId: enterprise }));
  const to = read.data.to ?? call.http.services.clock.now();
  const from = read.data.from ?? new Date(to.getTime() - defaultDays * dayMs);
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > mostDays * dayMs) {
    return fail(invalidRequest({ where: 'from', expected: `a time before to, at most ${mostDays} days` }));
  }
  return ok({ kind, draft, own, from, to, ...bounds });
};

const draftInvalid = (faults: readonly DraftFault[]): RequestFault => {
  const problems = faults.map(({ where, reason }) => ({
    where: where === '' ? 'draft' : `draft: ${where}`,
    expected: reason,
  }));
  const [{ where = 'draft', expected = '' } = {}] = problems;
  return { ...fault('draft-invalid', { where, expected }), problems };
};

const replay = async (call: KnownCall, asked: Asked): Promise<Result<object, RequestFault>> => {
  const { replay: services, directory, rules } = call.http;
  const { catalogue } = services.handoverRules;
  const naming: Naming = { language: call.context.language, catalogue, rules, directory };
  const { kind, own, from, to } = asked;
  const about = { kind, enterprise: own.enterprise, from, to };
  if (kind === 'expectations') {
    const replayed = await replayExpectations(services, { ...asked, most: mostSubjects });
    if (!replayed.ok) return fail(draftInvalid(replayed.fault));
    const changes = replayed.value.changes.map((change) => presentExpectationChange(change, naming));
    return ok({ ...about, ...summariseExpectations(replayed.value), changes });
  }
  const replayed = await replayRules(services, { ...asked, most: mostMessages, mostRules });
  if (!replayed.ok) return fail(draftInvalid(replayed.fault));
  const changes = replayed.value.changes.map((change) => presentFindingChange(change, naming));
  return ok({ ...about, ...summariseRules(replayed.value), changes });
};

/**
 * POST /api/replay: what a draft of expectations or rules would change in the caller's own traffic of a window, in
 * figures. Stores nothing. One at a time in a process: a second is asked to wait.
 */
const handleReplay = (): Handler<KnownCall> => {
  let isBusy = false;
  return async (call) => {
    const asked = await readRequest(call);
    if (!asked.ok) return asked;
    if (isBusy) return fail(fault('too-many-requests', { seconds: bounds.mostMs / 1000 }));
    isBusy = true;
    try {
      const answer = await replay(call, asked.value);
      call.res.vary('Accept-Language');
      return answer.ok
        ? ok({ status: 200, headers: { 'Content-Language': call.context.language }, json: answer.value })
        : answer;
    } finally {
      isBusy = false;
    }
  };
};

export const mountReplay = (app: Express, http: Http): void => {
  app
    .route('/api/replay')
    .post(endpoint(http, allowed('rules.replay', handleReplay())))
    .all(methodNotAllowed(http, 'POST'));
};
