import type { Delivery } from '../domain/delivery.ts';
import type { MessageRecord } from '../domain/store.ts';
import { errorFacts } from './error-facts.ts';
import { recheckRules, wakeFollow } from './follow.ts';
import { toldChange } from './notify.ts';
import { giveOwnReceipt, owesReceipt } from './own-receipt.ts';
import { receiptDue } from './receipt-clock.ts';
import { queueNames, type Services } from './services.ts';

const batch = 500;
const requestId = 'sweep';

/**
 * Takes up whatever is not finished: the queue only wakes workers, so losing all of it loses nothing.
 * Idempotent and safe from many processes at once; bounded to a batch of each kind a round. Its jobs have keys of
 * their own: a wake-up that waits for its time must not hold them back. One part that fails does not stop the others.
 */
export const sweep = async (services: Services): Promise<void> => {
  const { store, enqueue, clock, policy, log } = services;
  const before = new Date(clock.now().getTime() - policy.stuckMs);
  const wake = async (deliveries: readonly Delivery[]): Promise<number> => {
    for (const { messageId, receiver, nextAttemptAt } of deliveries) {
      // One for each time that is planned: a job that waits for an earlier plan's must not hold this one back.
      const key = `sweep-${messageId}-${receiver}-${nextAttemptAt?.getTime() ?? 0}`;
      await enqueue(queueNames.deliver, { messageId, receiver, requestId }, { key });
    }
    return deliveries.length;
  };
  const parts: Readonly<Record<string, () => Promise<number>>> = {
    timedOut: () => timeOutReceipts(services),
    unprocessed: async () => {
      const unprocessed = await store.unprocessed(before, batch);
      for (const messageId of unprocessed) {
        await enqueue(queueNames.process, { messageId, requestId }, { key: `sweep-${messageId}` });
      }
      return unprocessed.length;
    },
    due: async () => wake(await store.dueDeliveries(before, batch)),
    handovers: async () => {
      const due = await store.countDue(clock.now(), batch);
      // What is news goes before what is old.
      const again = due < batch ? await recheckRules(services) : 0;
      if (due + again > 0) await wakeFollow(services, 0);
      return due + again;
    },
    parked: async () => wake(await store.parkedBefore(before, batch)),
  };
  const swept: Record<string, number> = {};
  for (const [name, part] of Object.entries(parts)) {
    try {
      swept[name] = await part();
    } catch (error) {
      log.error({ part: name, ...errorFacts(error) }, 'a part of the sweep failed');
    }
  }
  if (Object.entries(swept).some(([name, count]) => name !== 'parked' && count > 0)) {
    log.info(swept, 'sweep took up unfinished work');
  }
};

/**
 * No AppRec in time counts as a negative one; a later one is still accepted (HITS 1168). One that the gateway owes
 * is overdue sooner, when the worker that should have given it died: it is given now.
 */
const timeOutReceipts = async (services: Services): Promise<number> => {
  const { store, clock, log } = services;
  let timedOut = 0;
  for (const delivery of await store.overdueReceipts(clock.now(), batch)) {
    try {
      const message = await store.find(delivery.messageId);
      if (message === undefined) continue;
      if (isOwed(services, message, delivery)) {
        await giveOwnReceipt(services, message, delivery.receiver, requestId);
        continue;
      }
      await timeOut(services, message, delivery);
      timedOut += 1;
    } catch (error) {
      const { messageId, receiver } = delivery;
      log.error({ messageId, receiver, ...errorFacts(error) }, 'an overdue receipt could not be settled');
    }
  }
  return timedOut;
};

const timeOut = async (services: Services, message: MessageRecord, delivery: Delivery): Promise<void> => {
  const { store, clock } = services;
  await store.changeDelivery(delivery.messageId, delivery.receiver, clock.now(), (current) =>
    current.state.receipt === 'waiting'
      ? toldChange(
          services,
          message,
          current,
          { type: 'receiptTimedOut', actor: 'clock', cause: 'apprec-timed-out' },
          { receiptDue: null },
        )
      : undefined,
  );
};

const isOwed = (services: Services, message: MessageRecord, delivery: Delivery): boolean =>
  delivery.state.transport === 'acknowledged' &&
  owesReceipt(services.addressBook.find(delivery.receiver), message, delivery) &&
  services.clock.now() < receiptDue(message.genInstant, message.receivedAt, services.policy);
