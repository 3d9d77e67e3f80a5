import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { createStore, type Store } from '../../src/adapters/postgres/store.ts';
import type { NewDeliveryEvent } from '../../src/domain/delivery.ts';
import { type HerId, herId, type MessageId, messageId } from '../../src/domain/ids.ts';
import { initialDelivery } from '../../src/domain/lifecycle.ts';
import type { NewDelivery, NewMessage, Processed } from '../../src/domain/store.ts';

/** When the tests' messages come, unless they say otherwise. */
export const start = new Date('2026-11-10T08:00:00.123Z');
/** `start` and some milliseconds. */
export const at = (ms: number): Date => new Date(start.getTime() + ms);

let lastHerId = 9_000_000;
/** A HER-id that no other test uses. */
export const newHerId = (): HerId => {
  lastHerId += 1;
  return herId(lastHerId)!;
};

/** A message id of the given time. */
export const idAt = (time: Date): MessageId => messageId(v7({ msecs: time.getTime() }))!;

const stores = new WeakMap<SqlPool, Promise<Store>>();
/** The store on a pool, migrated and with partitions at the first call. */
export const openStore = (pool: SqlPool): Promise<Store> => {
  const opened = stores.get(pool) ?? prepare(pool);
  stores.set(pool, opened);
  return opened;
};

const prepare = async (pool: SqlPool): Promise<Store> => {
  await migrate(pool);
  const store = createStore(pool);
  await store.ensurePartitions(start);
  return store;
};

/** Bytes "sealed", as far as a store can tell. */
export const sealed = (bytes: Uint8Array, keyId = 'k1') => ({
  keyId,
  nonce: new Uint8Array(randomBytes(12)),
  data: bytes,
});

/** A delivery to a receiver, as it is when its message comes. */
export const deliveryTo = (receiver: HerId, rest: Partial<NewDelivery> = {}): NewDelivery => ({
  receiver,
  role: 'primary',
  state: initialDelivery(false),
  ...rest,
});

/** A message that no other test has, received at `time`. */
export const someMessage = (rest: Partial<NewMessage> = {}, time: Date = start): NewMessage => {
  const bytes = rest.payload?.data ?? randomBytes(64);
  return {
    id: idAt(time),
    receivedAt: time,
    origin: 'api',
    sender: newHerId(),
    msgId: randomUUID(),
    type: 'LOG_INNLEGGELSE',
    isAppRec: false,
    genDate: '2026-11-10T08:59:58+01:00',
    genInstant: new Date('2026-11-10T07:59:58Z'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    requestId: randomUUID(),
    payload: sealed(bytes),
    deliveries: [deliveryTo(newHerId())],
    ...rest,
  };
};

/** A verdict without findings, changes or receipts, unless given. */
export const verdict = (rest: Partial<Processed> = {}): Processed => ({
  at: at(1000),
  rejected: false,
  findings: [],
  references: [],
  deliveries: [],
  appRecs: [],
  receipts: [],
  ...rest,
});

/** Events by the gateway. */
export const events = (...types: NewDeliveryEvent['type'][]): readonly NewDeliveryEvent[] =>
  types.map((type) => ({ type, actor: 'gateway' }));

/** What brings a new delivery into an inbox. */
export const intoInbox = events('routed', 'sent', 'acknowledged');

/** The message's record: what a store gives back of it. */
export const recordOf = ({ payload: _payload, deliveries: _deliveries, ...record }: NewMessage) => record;
