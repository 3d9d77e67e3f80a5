import type { Request, RequestHandler, Response } from 'express';
import { mayActFor, type Principal } from '../../domain/access.ts';
import type { HerId } from '../../domain/ids.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, type Result } from '../../domain/result.ts';
import { type Context, contextOf } from './context.ts';
import type { Http } from './deps.ts';
import { sendFault } from './fault-reply.ts';
import type { RequestFault } from './request-fault.ts';

/** An answer as a value. */
export interface Reply {
  readonly status: 200 | 201 | 204 | 503;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body; with neither, there is none. */
  readonly json?: unknown;
  readonly text?: string;
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
  readonly actsFor: (herId: HerId) => boolean;
}

export type Handler<C extends Call> = (call: C) => Promise<Result<Reply, RequestFault>>;

/** An express handler of a handler over values: its reply or fault is written, in time. */
export const endpoint =
  (http: Http, handle: Handler<Call>): RequestHandler =>
  async (req, res) => {
    const answer = handle({ http, req, res, context: contextOf(res) });
    const result = await inTime(answer, http.settings.requestTimeoutMs);
    if (res.destroyed) return;
    if (!result.ok) {
      sendFault(http, res, result.fault);
      return;
    }
    const { status, headers, json, text } = result.value;
    res.status(status).set(headers ?? {});
    if (json !== undefined) res.json(json);
    else res.end(text);
  };

/** Finds out who is calling before anything else is done, its body read included. */
export const known =
  (handle: Handler<KnownCall>): Handler<Call> =>
  async (call) => {
    const { http, req, context } = call;
    const facts = {
      method: req.method,
      url: req.originalUrl,
      headers: req.headers,
      now: http.services.clock.now(),
    };
    const who = await http.authenticator(facts);
    if (!who.ok) return who;
    const principal = who.value;
    context.principal = principal;
    return handle({ ...call, principal, actsFor: (herId) => mayActFor(principal, herId, http.directory) });
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
