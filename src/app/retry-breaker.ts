import type { HerId } from '../domain/ids.ts';
import type { BreakerRow } from '../domain/store.ts';
import { queueNames, type Services } from './services.ts';

const requestId = 'breaker-retry';

/**
 * Lets a receiver whose breaker is open be tried at once: its oldest delivery goes first, as the probe that closes the
 * breaker or opens it for longer. Of a breaker that is not open nothing is changed. Gives the breaker as it is then.
 */
export const retryBreaker = async (
  { store, clock, enqueue }: Pick<Services, 'store' | 'clock' | 'enqueue'>,
  receiver: HerId,
): Promise<BreakerRow> => {
  const now = clock.now();
  const row = await store.changeBreaker(receiver, (current) =>
    current.state === 'open' ? { ...current, retryAt: now } : current,
  );
  if (row.state !== 'open') return row;
  const [oldest] = await store.resendable({ receiver, states: ['queued'], limit: 1 });
  if (oldest === undefined) return row;
  const { messageId } = oldest;
  await store.changeDelivery(messageId, receiver, now, (current) =>
    current.state.transport === 'queued' ? { events: [], patch: { nextAttemptAt: null } } : undefined,
  );
  await enqueue(queueNames.deliver, { messageId, receiver, requestId });
  return row;
};
