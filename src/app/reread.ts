import { subjectOf } from '../domain/handover/store.ts';
import type { MessageId } from '../domain/ids.ts';
import type { ReplayWindow } from '../domain/replay-store.ts';
import { readingOf } from './reading.ts';
import type { Services } from './services.ts';

/** How many messages were opened, and of how many the reading is another now. */
export interface Reread {
  readonly looked: number;
  readonly changed: number;
}

type RereadServices = Pick<Services, 'store' | 'cipher' | 'inspector' | 'directory' | 'clock'>;

const page = 100;

/** Reads one message anew; true when that told something else than is kept. */
const rereadOne = async (services: RereadServices, id: MessageId): Promise<boolean> => {
  const { store, cipher, inspector, directory, clock } = services;
  const stored = await store.load(id);
  if (stored === undefined) return false;
  const { message, deliveries } = stored;
  const inspection = inspector.inspect(cipher.open(stored.payload, id), message.receivedAt);
  const receivers = deliveries.map(({ receiver }) => receiver);
  const told = readingOf(directory, message, receivers, inspection);
  return told !== undefined && store.keepReading(id, { subject: subjectOf(message), told }, clock.now());
};

/**
 * Reads stored messages anew for their handovers: those that were processed by a version that did not read them, or read
 * them otherwise. Can be stopped and run again.
 */
export const reread = async (
  services: RereadServices,
  window: ReplayWindow,
  onProgress: (done: Reread) => void = () => undefined,
): Promise<Reread> => {
  let done: Reread = { looked: 0, changed: 0 };
  let after: MessageId | undefined;
  for (;;) {
    const messages = await services.store.replayMessages(window, after, page);
    after = messages.at(-1)?.id;
    if (after === undefined) return done;
    for (const { id } of messages) {
      const isChanged = await rereadOne(services, id);
      done = { looked: done.looked + 1, changed: done.changed + Number(isChanged) };
    }
    onProgress(done);
  }
};
