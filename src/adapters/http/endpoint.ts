import type { Request, RequestHandler, Response } from 'express';
import { mayActFor, type Principal } from '../../domain/access.ts';
import type { HerId } from '../../domain/ids.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, type Result } from '../../domain/result.ts';
import { type Permission, rolesWith, scopeOf } from '../../domain/roles.ts';
import { type Context, contextOf } from './context.ts';
import type { Http } from './deps.ts';
import { sendFault } from './fault-reply.ts';
import type { RequestFault } from './request-fault.ts';

/** An answer as a value. */
export interface Reply {
  readonly status: 200 | 201 | 204 | 503;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body; with none of them, there is none. */
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

/** One request on its way through an endpoint. */
export interface Call {
  readonly http: Http;
  readonly req: Request;
  readonly res: Response;
  readonly context: Context;
}

/** A request of a caller that we know. */
export interface KnownCall extends Call {
  readonly principal: Principal;
  /** True for HER-ids that what is asked may be done for: all, or those that the caller acts for. */
  readonly actsFor: (herId: HerId) => boolean;
  /** True when that is so for every HER-id. */
  readonly actsForAll: boolean;
  /** True when the caller's role has another permission too. */
  readonly may: (permission: Permission) => boolean;
}

export type Handler<C extends Call> = (call: C) => Promise<Result<Reply, RequestFault>>;

/** What each handler has declared that its caller must be allowed. */
const declared = new WeakMap<object, Permission>();

/** Declares what a handler's caller must be allowed; `allowed` sees to it. */
export const declaring = <H extends object>(permission: Permission, handler: H): H => {
  declared.set(handler, permission);
  return handler;
};

/** What an express handler's caller must be allowed; undefined where nobody is asked who they are. */
export const permissionOf = (handler: object): Permission | undefined => declared.get(handler);

/** Finds out who is calling before anything else is done, its body read included. */
const identify = async ({ http, req, context }: Call): Promise<Result<Principal, RequestFault>> => {
  const facts = {
    method: req.method,
    url: req.originalUrl,
    headers: req.headers,
    now: http.services.clock.now(),
  };
  const who = await http.authenticator(facts);
  if (who.ok) context.principal = who.value;
  return who;
};

const notAllowed = ({ http, context }: Call, { role }: Principal, permission: Permission): Fault => {
  const { roles } = http.texts[context.language];
  const expected = rolesWith(permission)
    .map((one) => roles[one])
    .join(', ');
  return fault('role-not-allowed', { role: roles[role], expected });
};

/**
 * A handler for callers whose role has a permission (src/domain/roles.ts); to others the fault `role-not-allowed`.
 * `refused` hears of these before they are answered.
 */
export const allowed = (
  permission: Permission,
  handle: Handler<KnownCall>,
  refused?: (call: KnownCall) => Promise<unknown>,
): Handler<Call> =>
  declaring(permission, async (call: Call) => {
    const who = await identify(call);
    if (!who.ok) return who;
    const principal = who.value;
    const { role } = principal;
    const scope = scopeOf(role, permission);
    const knownCall: KnownCall = {
      ...call,
      principal,
      actsFor: (herId) => scope === 'all' || mayActFor(principal, herId, call.http.directory),
      actsForAll: scope === 'all' || principal.herIds === 'all',
      may: (other) => scopeOf(role, other) !== undefined,
    };
    if (scope !== undefined) return handle(knownCall);
    await refused?.(knownCall);
    return fail(notAllowed(call, principal, permission));
  });

/** An express handler of a handler over values: its reply or fault is written, in time. */
export const endpoint = (http: Http, handle: Handler<Call>): RequestHandler => {
  const handler: RequestHandler = async (req, res) => {
    const answer = handle({ http, req, res, context: contextOf(res) });
    const result = await inTime(answer, http.settings.requestTimeoutMs);
    if (res.destroyed) return;
    if (!result.ok) {
      sendFault(http, res, result.fault);
      return;
    }
    const { status, headers, json, text, bytes } = result.value;
    res.status(status).set(headers ?? {});
    if (json !== undefined) res.json(json);
    else res.end(bytes ?? text);
  };
  const permission = declared.get(handle);
  return permission === undefined ? handler : declaring(permission, handler);
};

/** Refuses the methods that an address does not have; `allowed` as in the Allow header. */
export const methodNotAllowed = (http: Http, allowed: string): RequestHandler =>
  endpoint(http, async () => fail(fault('method-not-allowed', { expected: allowed })));

/** The answer, or `internal-error` when it is not there in time: what runs goes on, and a repeated request meets its effect. */
const inTime = async <T>(
  answer: Promise<Result<T, RequestFault>>,
  ms: number,
): Promise<Result<T, RequestFault>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result<T, Fault>>((resolve) => {
    timer = setTimeout(() => resolve(fail(fault('internal-error'))), ms);
  });
  // Whoever loses the race is not listened to any more.
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
