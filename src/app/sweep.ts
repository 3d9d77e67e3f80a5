import { pushNotices, tell } from './notify.ts';
import { queueNames, type Services } from './services.ts';

/** What one sweep took up. Its jobs have keys of their own: a wake-up that waits for its time must not hold them back. */
export interface Swept {
  readonly processed: number;
  readonly delivered: number;
  readonly parked: number;
  readonly timedOut: number;
  readonly notices: number;
}

const batch = 500;

/**
 * Takes up whatever is not finished: the queue only wakes workers, so losing all of it loses nothing.
 * Idempotent and safe from many processes at once; bounded to a batch of each kind a round.
 */
export const sweep = async (services: Services): Promise<Swept> => {
  const { store, enqueue, clock, policy } = services;
  const now = clock.now();
  const before = new Date(now.getTime() - policy.stuckMs);
  const requestId = 'sweep';

  const unprocessed = await store.unprocessed(before, batch);
  for (const messageId of unprocessed) {
    await enqueue(queueNames.process, { messageId, requestId }, { key: `sweep-${messageId}` });
  }
  const due = await store.dueDeliveries(before, batch);
  const parked = await store.parkedBefore(before, batch);
  for (const { messageId, receiver } of [...due, ...parked]) {
    await enqueue(
      queueNames.deliver,
      { messageId, receiver, requestId },
      { key: `sweep-${messageId}-${receiver}` },
    );
  }
  const timedOut = await timeOutReceipts(services, now);
  const notices = await pushNotices(services, batch);
  const swept = {
    processed: unprocessed.length,
    delivered: due.length,
    parked: parked.length,
    timedOut,
    notices,
  };
  if (unprocessed.length + due.length + timedOut > 0)
    services.log.info(swept, 'sweep took up unfinished work');
  return swept;
};

/** No AppRec in time counts as a negative one; a later one is still accepted (HITS 1168). */
const timeOutReceipts = async (services: Services, now: Date): Promise<number> => {
  const overdue = await services.store.overdueReceipts(now, batch);
  for (const { messageId, receiver } of overdue) {
    const message = await services.store.find(messageId);
    await services.store.changeDelivery(messageId, receiver, now, (current) =>
      current.state.receipt === 'waiting'
        ? {
            events: [{ type: 'receiptTimedOut', actor: 'clock', cause: 'apprec-timed-out' }],
            patch: { receiptDue: null },
          }
        : undefined,
    );
    if (message !== undefined) await tell(services, message, receiver, 'apprec-timed-out');
  }
  return overdue.length;
};
