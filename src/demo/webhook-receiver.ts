import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../domain/ports.ts';

/** A message that was pushed, with a right signature. */
export interface Push {
  /** The gateway's id of the message. */
  readonly id: string;
  readonly receiverHerId: number;
  readonly document: Uint8Array;
}

export interface WebhookReceiver {
  readonly url: string;
  close(): Promise<void>;
}

/** How far the sender's clock may be off (Standard Webhooks 1.0). */
const toleranceSeconds = 300;

/** The headers of a push that its signature covers, and that say whom it is for. */
const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** True when one of the `v1` signatures is the HMAC-SHA-256 of `id.timestamp.body` and its time is now. */
const isSigned = (request: IncomingMessage, body: Uint8Array, key: Uint8Array, now: Date): boolean => {
  const id = header(request, 'webhook-id');
  const timestamp = header(request, 'webhook-timestamp');
  if (!(Math.abs(now.getTime() / 1000 - Number(timestamp)) <= toleranceSeconds)) return false;
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return header(request, 'webhook-signature')
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
    .some((given) => given.length === wanted.length && timingSafeEqual(given, wanted));
};

/**
 * The receiving side of a record system that gets its messages pushed (Standard Webhooks 1.0), on a free loopback
 * port. A push is answered 204 when `take` has kept it, 401 when its signature is wrong, which `refuse` hears of.
 */
export const openWebhookReceiver = async (
  { key, clock }: { readonly key: Uint8Array; readonly clock: Clock },
  take: (push: Push) => Promise<void>,
  refuse: () => void,
): Promise<WebhookReceiver> => {
  const receive = async (request: IncomingMessage): Promise<204 | 401> => {
    const document = await buffer(request);
    if (!isSigned(request, document, key, clock.now())) {
      refuse();
      return 401;
    }
    await take({
      id: header(request, 'overgang-message-id'),
      receiverHerId: Number(header(request, 'overgang-receiver-her-id')),
      document,
    });
    return 204;
  };
  const server = createServer((request, response) => {
    receive(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/messages`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
