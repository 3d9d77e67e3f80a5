import { setTimeout as pause } from 'node:timers/promises';
import { type HerId, herId } from '../domain/ids.ts';
import type { Clock } from '../domain/ports.ts';
import { createEdiClient, type EdiClient } from './edi-client.ts';
import type { Channel, Logbook } from './logbook.ts';
import { readDocument } from './read-document.ts';
import { openWebhookReceiver, type Push } from './webhook-receiver.ts';

/** A simulated record system (EPJ): it talks with the gateway over HTTP only, and files what it gets in the logbook. */
export interface RecordSystem {
  readonly client: EdiClient;
  stop(): Promise<void>;
}

interface Settings {
  /** Where the gateway listens. */
  readonly gateway: string;
  readonly name: string;
  readonly logbook: Logbook;
}

/** Files a document; a message is receipted, an AppRec never is (HIS 80415:2012 §3.3). */
const file = async (
  client: EdiClient,
  { logbook }: Settings,
  arrival: { readonly id: string; readonly receiver: HerId; readonly channel: Channel },
  document: Uint8Array,
): Promise<void> => {
  const { id, receiver, channel } = arrival;
  const filed = readDocument(document);
  if (filed.kind === 'appRec') {
    const { answers, status, errors } = filed;
    logbook.add({ kind: 'answered', receiver, msgId: answers, status, errors });
    return;
  }
  logbook.add({ kind: 'arrived', receiver, msgId: filed.msgId, channel });
  await client.confirm(id, receiver);
};

/** A record system that asks for its messages: list, fetch, keep, mark read, receipt. Asks again every `everyMs`. */
export const startPollingSystem = (
  settings: Settings & { readonly herIds: readonly HerId[]; readonly everyMs: number },
): RecordSystem => {
  const client = createEdiClient(settings.gateway, settings.name);
  const stopping = new AbortController();
  const known = new Set<number>(settings.herIds);
  const round = async (): Promise<void> => {
    for (const { id, receiverHerId } of await client.unread(settings.herIds)) {
      const receiver = herId(receiverHerId);
      if (receiver === undefined || !known.has(receiver)) continue;
      const document = await client.document(id);
      await client.markRead(id, receiver);
      await file(client, settings, { id, receiver, channel: 'inbox' }, document);
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // A gateway that is away is asked again, as a record system would.
      await round().catch(() => undefined);
      await pause(settings.everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    client,
    async stop() {
      stopping.abort();
      await running;
    },
  };
};

/** The door of a record system that gets its messages pushed: open before the gateway is, which must know its address. */
export interface PushDoor {
  readonly url: string;
  /** From now on pushes are taken; before, they are answered 500 and the gateway tries again. */
  start(settings: Settings): RecordSystem;
  close(): Promise<void>;
}

/** Opens the door; `key` is the shared secret's bytes. A push is answered first and receipted after, as its own work. */
export const openPushDoor = async (
  secret: { readonly key: Uint8Array; readonly clock: Clock },
  refuse: () => void,
): Promise<PushDoor> => {
  let take: (push: Push) => Promise<void> = () => Promise.reject(new Error('not started'));
  const receiver = await openWebhookReceiver(secret, (push) => take(push), refuse);
  return {
    url: receiver.url,
    start(settings) {
      const client = createEdiClient(settings.gateway, settings.name);
      const underWay = new Set<Promise<void>>();
      take = async ({ id, receiverHerId, document }) => {
        const to = herId(receiverHerId);
        if (to === undefined) return;
        const work = file(client, settings, { id, receiver: to, channel: 'webhook' }, document)
          .catch(() => settings.logbook.add({ kind: 'refused', system: settings.name }))
          .finally(() => underWay.delete(work));
        underWay.add(work);
      };
      return {
        client,
        async stop() {
          await Promise.all(underWay);
        },
      };
    },
    close: () => receiver.close(),
  };
};
