import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { uuidLowerBound, wantedPartitions } from '../../../src/adapters/postgres/partitions.ts';
import type { SqlPool } from '../../../src/adapters/postgres/pool.ts';
import { createStore } from '../../../src/adapters/postgres/store.ts';
import { deliveryTo, events, newHerId, someMessage, start, verdict } from '../../contract/store-fixtures.ts';
import { describeBackends } from '../../helpers/backends.ts';

const partitionsOf = async (pool: SqlPool, table: string): Promise<readonly string[]> => {
  const found = await pool.query<{ name: string }>(
    'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1',
    [table],
  );
  return found.rows.map(({ name }) => name);
};

/** In which partition a message's row lies. */
const placeOf = async (pool: SqlPool, id: string): Promise<string | undefined> => {
  const found = await pool.query<{ place: string }>(
    'select tableoid::regclass::text as place from messages where id = $1',
    [id],
  );
  return found.rows[0]?.place;
};

describe('Bounds', () => {
  test('every UUIDv7 of a month lies between the lower bounds of that month and the next', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('9999-11-30'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (instant) => {
        const month = (offset: number) =>
          uuidLowerBound(new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + offset, 1)));
        const id = v7({ msecs: instant.getTime() });
        expect(month(0) <= id && id < month(1)).toBe(true);
      }),
    );
  });

  test('months follow each other without a gap, over a new year too', () => {
    const wanted = wantedPartitions(new Date('2026-12-31T23:59:59.999Z'));
    const messages = wanted.filter(({ table }) => table === 'messages');
    expect(messages.map(({ name }) => name)).toEqual([
      'messages_2026_11',
      'messages_2026_12',
      'messages_2027_01',
      'messages_2027_02',
      'messages_2027_03',
    ]);
    expect(messages.slice(1).map(({ from }) => from)).toEqual(messages.slice(0, -1).map(({ to }) => to));
    expect(messages[1]?.from).toBe(uuidLowerBound(new Date('2026-12-01T00:00:00Z')));
  });
});

describeBackends('Partitions', (open) => {
  const openStore = async () => {
    const { pool } = await open();
    await migrate(pool);
    return { pool, store: createStore(pool) };
  };

  test('any number of calls at once make each partition once', async () => {
    const { pool, store } = await openStore();
    await Promise.all(Array.from({ length: 8 }, () => store.ensurePartitions(start)));
    await store.ensurePartitions(start);
    expect(await partitionsOf(pool, 'events')).toEqual([
      'events_2026_10',
      'events_2026_11',
      'events_2026_12',
      'events_2027_01',
      'events_2027_02',
      'events_default',
    ]);
    const message = someMessage();
    await store.accept(message);
    expect(await placeOf(pool, message.id)).toBe('messages_2026_11');
  });

  test('ids on both sides of a month lie in their own month', async () => {
    const { pool, store } = await openStore();
    await store.ensurePartitions(start);
    const [last, first] = ['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z'].map((time) =>
      someMessage({}, new Date(time)),
    );
    await store.accept(last!);
    await store.accept(first!);
    expect([await placeOf(pool, last!.id), await placeOf(pool, first!.id)]).toEqual([
      'messages_2026_11',
      'messages_2026_12',
    ]);
  });

  test('a message of a month without partitions is taken in all the same, and its month stays where it is', async () => {
    const { pool, store } = await openStore();
    const later = new Date('2031-05-06T07:08:09.010Z');
    const receiver = newHerId();
    const message = someMessage({ deliveries: [deliveryTo(receiver)] }, later);
    await store.accept(message);
    expect(await placeOf(pool, message.id)).toBe('messages_default');
    expect((await store.gauges()).defaultPartitionRows).toBe(3);

    await Promise.all([store.ensurePartitions(later), store.ensurePartitions(later)]);
    expect(await partitionsOf(pool, 'messages')).not.toContain('messages_2031_05');
    expect(await partitionsOf(pool, 'messages')).toContain('messages_2031_06');
    expect(await partitionsOf(pool, 'events')).toContain('events_2031_05');

    const change = { events: events('routed') };
    expect(await store.completeProcessing(message.id, verdict({ deliveries: [{ receiver, change }] }))).toBe(
      true,
    );
    expect((await store.load(message.id))?.deliveries[0]?.state.transport).toBe('queued');
    expect(await store.events(message.id)).toHaveLength(1);
    const next = someMessage({}, later);
    await store.accept(next);
    expect(await placeOf(pool, next.id)).toBe('messages_default');
  });

  test('events can only be added', async () => {
    const { pool, store } = await openStore();
    await store.ensurePartitions(start);
    const message = someMessage({ deliveries: [deliveryTo(newHerId(), { events: events('routed') })] });
    await store.accept(message);
    for (const statement of [
      `update events set possible = false where message_id = '${message.id}'`,
      `delete from events where message_id = '${message.id}'`,
      `delete from events_2026_11 where message_id = '${message.id}'`,
      'truncate events',
    ]) {
      await expect(pool.query(statement), statement).rejects.toThrow('append-only');
    }
    expect(await store.events(message.id)).toHaveLength(1);
  });

  test('an id reads only the partition of its month', async () => {
    const { pool, store } = await openStore();
    await store.ensurePartitions(start);
    const { id } = someMessage();
    for (const statement of [
      `select from messages where id = '${id}'`,
      `select from events where message_id = '${id}'`,
      `update deliveries set attempts = 0 where message_id = '${id}' and receiver = 1`,
    ]) {
      const plan = await pool.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${statement}`);
      const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(
        new Set(text.match(/[a-z]+_(\d{4}_\d{2}|default)\b/g)?.map((name) => name.replace(/^[a-z]+_/, ''))),
      ).toEqual(new Set(['2026_11']));
    }
  });

  test('a long reader does not make traffic wait for new partitions', async () => {
    const { pool, store } = await openStore();
    // In the embedded database a reader's transaction has the session to itself.
    if ((await open()).databaseUrl === undefined) return;
    await store.ensurePartitions(start);
    const nextYear = new Date('2027-11-10T08:00:00Z');
    const reader = await pool.connect();
    await reader.query('begin');
    await reader.query('select count(*) from messages');
    const [, accepted] = await Promise.all([store.ensurePartitions(nextYear), store.accept(someMessage())]);
    expect(accepted.kind).toBe('stored');
    expect(await partitionsOf(pool, 'messages')).not.toContain('messages_2027_11');
    await reader.query('rollback');
    reader.release();
    await store.ensurePartitions(nextYear);
    expect(await partitionsOf(pool, 'messages')).toContain('messages_2027_11');
  });
});
