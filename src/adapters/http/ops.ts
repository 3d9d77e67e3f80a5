import { createHash, timingSafeEqual } from 'node:crypto';
import type { Express, Request } from 'express';
import { fault } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Http } from './deps.ts';
import { endpoint, methodNotAllowed } from './endpoint.ts';

const readyMs = 3_000;

/** What stands before this process may get requests; a check that fails, or takes long, is false. */
const checks = async (http: Http): Promise<Readonly<Record<string, boolean>>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readonly<Record<string, boolean>>>((resolve) => {
    timer = setTimeout(() => resolve({ answered: false }), readyMs);
  });
  try {
    return await Promise.race([http.readiness(), late]);
  } catch {
    return { answered: false };
  } finally {
    clearTimeout(timer);
  }
};

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

/** From this machine and not through a proxy on it, which would make everyone a neighbour. */
const isLocal = (req: Request): boolean =>
  loopback.test(req.socket.remoteAddress ?? '') &&
  req.get('x-forwarded-for') === undefined &&
  req.get('forwarded') === undefined;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const mayReadMetrics = ({ settings }: Http, req: Request): boolean => {
  const given = /^Bearer (\S+)$/i.exec(req.get('authorization') ?? '')?.[1];
  const wanted = settings.metricsToken;
  const hasToken =
    given !== undefined && wanted !== undefined && timingSafeEqual(digest(given), digest(wanted));
  return hasToken || isLocal(req);
};

/** `/healthz`: the process answers. `/readyz`: storage and queue do too. `/metrics`: for Prometheus. */
export const mountOps = (app: Express, http: Http): void => {
  app
    .route('/healthz')
    .get(endpoint(http, async () => ok({ status: 200, json: { status: 'ok' } })))
    .all(methodNotAllowed(http, 'GET, HEAD'));
  app
    .route('/readyz')
    .get(
      endpoint(http, async () => {
        const results = await checks(http);
        const ready = Object.values(results).every((good) => good);
        const json = { status: ready ? 'ready' : 'not-ready', checks: results };
        return ok({ status: ready ? 200 : 503, json });
      }),
    )
    .all(methodNotAllowed(http, 'GET, HEAD'));
  app
    .route('/metrics')
    .get(
      endpoint(http, async ({ req }) => {
        if (!mayReadMetrics(http, req)) return fail(fault('not-authenticated', { reason: 'metrics-token' }));
        const { metricsRegistry } = http;
        return ok({
          status: 200,
          headers: { 'Content-Type': metricsRegistry.contentType },
          text: await metricsRegistry.metrics(),
        });
      }),
    )
    .all(methodNotAllowed(http, 'GET, HEAD'));
};
