import type { Express } from 'express';
import { retryBreaker } from '../../app/retry-breaker.ts';
import { herId } from '../../domain/ids.ts';
import type { UnfinishedDelivery } from '../../domain/operations-store.ts';
import type { OutcomeCode } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';
import type { BreakerRow } from '../../domain/store.ts';
import { render } from '../../domain/texts.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';
import { inLanguage, presentSide } from './messages/present.ts';
import { noteAccess } from './note-access.ts';
import { invalidRequest } from './request-fault.ts';

/** Deliveries that are looked at one by one; the gauges count all. */
const mostUnfinished = 500;

const presentBreaker = (call: KnownCall, { receiver, state, failures, retryAt }: BreakerRow) => ({
  receiver: presentSide(call, receiver),
  state,
  failures,
  retryAt: retryAt ?? null,
});

const wordCause = ({ http, context }: KnownCall, cause: OutcomeCode | undefined) =>
  cause === undefined ? null : render(http.texts, context.language, cause).title;

/** What hinders a delivery: waiting for its original, or what last went wrong. */
const hindrance = ({ parked, cause, transport }: UnfinishedDelivery): string =>
  parked ? 'parked' : (cause ?? transport);

const presentUnfinished = (call: KnownCall, delivery: UnfinishedDelivery) => ({
  messageId: delivery.messageId,
  receiver: presentSide(call, delivery.receiver),
  transport: delivery.transport,
  transportText: call.http.texts[call.context.language].transport[delivery.transport],
  receivedAt: delivery.receivedAt,
  attempts: delivery.attempts,
  nextAttemptAt: delivery.nextAttemptAt ?? null,
  parked: delivery.parked,
  cause: delivery.cause ?? null,
  causeText: wordCause(call, delivery.cause),
});

const presentGroups = (call: KnownCall, unfinished: readonly UnfinishedDelivery[]) =>
  [...Map.groupBy(unfinished, hindrance)]
    .map(([hinderedBy, deliveries]) => ({
      hinderedBy,
      causeText: wordCause(call, deliveries.find(({ parked }) => !parked)?.cause),
      count: deliveries.length,
      oldestAt: deliveries[0]?.receivedAt ?? null,
    }))
    .sort((a, b) => b.count - a.count);

/** GET /api/operations: what waits, what is stuck and why, which breakers are open. No patient. */
const handleOperations: Handler<KnownCall> = async (call) => {
  const { services, queueDepths } = call.http;
  const { store, clock, policy } = services;
  const before = new Date(clock.now().getTime() - policy.stuckMs);
  const [queues, gauges, unfinished, keptOut, breakers] = await Promise.all([
    queueDepths(),
    store.gauges(),
    store.unfinished(before, mostUnfinished + 1),
    store.keptOut(),
    store.breakers(),
  ]);
  const shown = unfinished.slice(0, mostUnfinished);
  const objects = [...new Set(shown.map(({ messageId }) => messageId))];
  if (objects.length > 0) await noteAccess(call, { action: 'messages-listed', kind: 'message', objects });
  return ok({
    status: 200,
    headers: inLanguage(call),
    json: {
      at: clock.now(),
      queues,
      gauges,
      unfinished: {
        oldestAt: shown[0]?.receivedAt ?? null,
        isComplete: unfinished.length <= mostUnfinished,
        byCause: presentGroups(call, shown),
        deliveries: shown.map((delivery) => presentUnfinished(call, delivery)),
      },
      keptOut: keptOut.map((each) => ({ ...each, reasonText: wordCause(call, each.reason) })),
      breakers: breakers
        .filter(({ state, failures }) => state !== 'closed' || failures > 0)
        .map((row) => presentBreaker(call, row)),
    },
  });
};

/** POST /api/operations/breakers/{receiver}/retry: tries a receiver at once, that would be left alone for a while yet. */
const handleRetry: Handler<KnownCall> = async (call) => {
  const { http, req, principal, context } = call;
  const receiver = herId(String(req.params.receiver));
  if (receiver === undefined) {
    return fail(invalidRequest({ where: 'receiver', expected: 'a HER-id, a positive integer' }));
  }
  const row = await retryBreaker(http.services, receiver);
  const { requestId } = context;
  http.services.log.info({ requestId, receiver, role: principal.role, state: row.state }, 'breaker retried');
  return ok({ status: 200, headers: inLanguage(call), json: presentBreaker(call, row) });
};

/** What those who run the gateway see and do. */
export const mountOperations = (app: Express, http: Http): void => {
  app
    .route('/api/operations')
    .get(endpoint(http, allowed('operations.read', handleOperations)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
  app
    .route('/api/operations/breakers/:receiver/retry')
    .post(endpoint(http, allowed('operations.act', handleRetry)))
    .all(methodNotAllowed(http, 'POST'));
};
