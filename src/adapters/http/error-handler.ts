import type { ErrorRequestHandler } from 'express';
import { errorFacts } from '../../app/error-facts.ts';
import { fault } from '../../domain/outcome.ts';
import { contextOf } from './context.ts';
import type { HttpDeps } from './deps.ts';
import { sendFault } from './fault-reply.ts';
import { ClientGone } from './read-body.ts';
import { isStorageFailure } from './storage-failure.ts';

/** The only place where something thrown becomes an answer: a code, never what was thrown. */
export const handleErrors =
  (http: HttpDeps): ErrorRequestHandler =>
  (error: unknown, _req, res, _next) => {
    if (error instanceof ClientGone) return;
    // Express cannot decode the path: there is no such address.
    if (error instanceof URIError) {
      sendFault(http, res, fault('not-found'));
      return;
    }
    const { requestId } = contextOf(res);
    if (isStorageFailure(error)) {
      http.services.log.warn({ requestId, ...errorFacts(error) }, 'storage unavailable');
      sendFault(http, res, fault('storage-unavailable'));
      return;
    }
    http.services.log.error({ requestId, ...errorFacts(error) }, 'request failed');
    sendFault(http, res, fault('internal-error'));
  };
