import type { Request, RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';
import { contextOf } from './context.ts';
import type { HttpDeps } from './deps.ts';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];
/** Asked every few seconds by those who watch over us. */
const polled: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);

const requestSeconds = (registry: Registry) => {
  const name = 'overgang_http_request_seconds';
  const help = 'Requests by route, from their head to the end of the answer';
  const labelNames = ['method', 'route', 'status'] as const;
  return new Histogram({ name, help, labelNames, buckets, registers: [registry] });
};

/** The pattern of the address, not the address: ids and queries stay out of logs and labels. */
const routeOf = (req: Request): string => {
  const path: unknown = req.route?.path;
  return typeof path === 'string' ? path : 'none';
};

/** One line and one observation for each request, when its answer has been sent or its client has gone. */
export const logRequests = ({ services, metricsRegistry }: HttpDeps): RequestHandler => {
  const seconds = requestSeconds(metricsRegistry);
  return (req, res, next) => {
    res.once('close', () => {
      const { requestId, principal, outcome, began } = contextOf(res);
      const method = methods.has(req.method) ? req.method : 'other';
      const route = routeOf(req);
      const aborted = !res.writableFinished;
      const status = aborted ? 499 : res.statusCode;
      const ms = services.clock.now().getTime() - began.getTime();
      seconds.observe({ method, route, status: String(status) }, ms / 1000);
      const fields = {
        requestId,
        method,
        route,
        status,
        ms,
        client: principal?.name,
        role: principal?.role,
        outcome,
      };
      services.log[polled.has(route) ? 'debug' : 'info'](fields, 'request');
    });
    next();
  };
};
