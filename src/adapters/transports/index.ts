import type { Endpoint, Transport } from '../../domain/ports.ts';
import {
  type OpenTransport,
  openWebhook,
  type WebhookOptions,
  type WebhookPorts,
} from './webhook/webhook.ts';

export interface TransportOptions {
  readonly webhook: WebhookOptions;
}

/**
 * The channels, one row each. Those that push open a transport; the others keep messages for the receiver
 * to fetch. A channel that an endpoint may name and that has no row here does not compile.
 */
const channels = {
  inbox: undefined,
  webhook: (options, ports) => openWebhook(options.webhook, ports),
} satisfies Record<
  Endpoint['channel'],
  ((options: TransportOptions, ports: WebhookPorts) => OpenTransport) | undefined
>;

/** The open transports: one for each channel that pushes, none for a channel that is fetched from. */
export interface Transports {
  find(channel: Endpoint['channel']): Transport | undefined;
  /** Lets pushes under way end, then closes all connections. */
  close(): Promise<void>;
}

/** Opens a transport for each channel that pushes. */
export const openTransports = (options: TransportOptions, ports: WebhookPorts): Transports => {
  const open = new Map<string, OpenTransport>();
  for (const [channel, openChannel] of Object.entries(channels)) {
    if (openChannel !== undefined) open.set(channel, openChannel(options, ports));
  }
  return {
    find: (channel) => open.get(channel),
    async close() {
      await Promise.all([...open.values()].map((transport) => transport.close()));
    },
  };
};
