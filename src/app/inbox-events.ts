import type { NewDeliveryEvent } from '../domain/delivery.ts';

/** The steps by which a message has arrived in an inbox: its receiver fetches by itself, so the way ends there (EDI 2.0 B6). */
export const inboxEvents: readonly NewDeliveryEvent[] = [
  { type: 'sent', actor: 'gateway' },
  { type: 'acknowledged', actor: 'gateway', details: { channel: 'inbox' } },
];
