import type { Express } from 'express';
import { z } from 'zod';
import { verifyAccessLog } from '../../app/access-log.ts';
import { type AccessQuery, accessActions, type LoggedAccess } from '../../domain/access-log.ts';
import { messageId } from '../../domain/ids.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { roles } from '../../domain/roles.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';
import { inLanguage, presentSide } from './messages/present.ts';
import {
  countParameter,
  herIdParameter,
  instantParameter,
  oneOf,
  readParameters,
  textParameter,
} from './parameters.ts';
import { type Query, queryOf } from './query.ts';
import type { RequestFault } from './request-fault.ts';

const most = 500;
const byDefault = 100;
const expectedName = "a person's name";
const expectedObject = 'the id of a message or a handover';
const expectedAfter = 'what the page before gave as next';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const parameters = z.object({
  // As names are written in the log (src/adapters/auth): what is none would find nothing.
  person: textParameter(/^\s*[\p{L}\p{M}][\p{L}\p{M} .,'’-]{0,79}\s*$/u, expectedName),
  role: oneOf(roles),
  enterprise: herIdParameter,
  action: oneOf(accessActions),
  object: textParameter(/^[0-9a-f-]{36}(?:\.[1-9]\d{0,9})?$/, expectedObject),
  patientof: textParameter(uuid, 'the id of a message'),
  from: instantParameter,
  to: instantParameter,
  after: textParameter(/^[1-9]\d{0,14}$/, expectedAfter),
  limit: countParameter(most),
});

const readQuery = (query: Query): Result<AccessQuery, RequestFault> => {
  const read = readParameters(parameters, query);
  if (!read.ok) return read;
  const { person, role, enterprise, action, object, patientof, from, to, after, limit } = read.value;
  const patientOf = patientof === undefined ? undefined : messageId(patientof);
  return ok({
    limit: limit ?? byDefault,
    ...(person !== undefined && { person: person.normalize('NFC').trim() }),
    ...(role !== undefined && { role }),
    ...(enterprise !== undefined && { enterprise }),
    ...(action !== undefined && { action }),
    ...(object !== undefined && { object }),
    ...(patientOf !== undefined && { patientOf }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(after !== undefined && { before: Number(after) }),
  });
};

/** An entry without the patients' pseudonyms: whoever reads it knows the messages by their ids. */
const present = (call: KnownCall, entry: LoggedAccess) => ({
  seq: entry.seq,
  at: entry.at,
  person: entry.person ?? null,
  client: entry.client,
  role: entry.role,
  roleText: call.http.texts[call.context.language].roles[entry.role],
  enterprises: entry.enterprises.map((herId) => presentSide(call, herId)),
  action: entry.action,
  basis: entry.basis,
  reason: entry.reason ?? null,
  reasonText: entry.reasonText ?? null,
  kind: entry.kind,
  objects: entry.objects,
  patients: entry.patients.length,
  outcome: entry.outcome,
  requestId: entry.requestId,
  hash: entry.hash,
});

/** GET /api/access-log: a page of the log, the newest first. */
const handleList: Handler<KnownCall> = async (call) => {
  const query = readQuery(queryOf(call.req));
  if (!query.ok) return query;
  const { limit } = query.value;
  const found = await call.http.services.store.accesses({ ...query.value, limit: limit + 1 });
  const page = found.slice(0, limit);
  return ok({
    status: 200,
    headers: inLanguage(call),
    json: {
      entries: page.map((entry) => present(call, entry)),
      next: found.length > limit ? String(page.at(-1)?.seq ?? '') : null,
    },
  });
};

const busySeconds = 30;

/** GET /api/access-log/verify: whether the chain holds, and where it first does not. One at a time in a process. */
const handleVerify = (): Handler<KnownCall> => {
  let isBusy = false;
  return async ({ http }) => {
    if (isBusy) return fail(fault('too-many-requests', { seconds: busySeconds }));
    isBusy = true;
    try {
      const { good, head, broken } = await verifyAccessLog(http.services);
      return ok({ status: 200, json: { holds: broken === undefined, good, head, broken: broken ?? null } });
    } finally {
      isBusy = false;
    }
  };
};

/** The log of who was shown what, for the auditor. */
export const mountAccessLog = (app: Express, http: Http): void => {
  app
    .route('/api/access-log')
    .get(endpoint(http, allowed('access-log.read', handleList)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
  app
    .route('/api/access-log/verify')
    .get(endpoint(http, allowed('access-log.read', handleVerify())))
    .all(methodNotAllowed(http, 'GET, HEAD'));
};
