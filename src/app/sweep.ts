import type { Delivery } from '../domain/delivery.ts';
import type { MessageRecord } from '../domain/store.ts';
import { pushNotices, tell } from './notify.ts';
import { giveOwnReceipt, owesReceipt } from './own-receipt.ts';
import { receiptDue } from './receipt-clock.ts';
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

/**
 * No AppRec in time counts as a negative one; a later one is still accepted (HITS 1168). One that the gateway owes
 * is overdue sooner, when the worker that should have given it died: it is given now.
 */
const timeOutReceipts = async (services: Services, now: Date): Promise<number> => {
  const overdue = await services.store.overdueReceipts(now, batch);
  let timedOut = 0;
  for (const delivery of overdue) {
    const { messageId, receiver } = delivery;
    const message = await services.store.find(messageId);
    if (message !== undefined && isOwed(services, message, delivery, now)) {
      await giveOwnReceipt(services, message, receiver, 'sweep');
      continue;
    }
    timedOut += 1;
    // First of the two: whoever dies between them comes back, and tells nobody twice.
    if (message !== undefined) await tell(services, message, receiver, 'apprec-timed-out');
    await services.store.changeDelivery(messageId, receiver, now, (current) =>
      current.state.receipt === 'waiting'
        ? {
            events: [{ type: 'receiptTimedOut', actor: 'clock', cause: 'apprec-timed-out' }],
            patch: { receiptDue: null },
          }
        : undefined,
    );
  }
  return timedOut;
};

const isOwed = (services: Services, message: MessageRecord, delivery: Delivery, now: Date): boolean =>
  delivery.state.transport === 'acknowledged' &&
  owesReceipt(services.addressBook.find(delivery.receiver), message, delivery) &&
  now < receiptDue(message.genInstant, message.receivedAt, services.policy);
