import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import type { Store } from '../../src/adapters/postgres/store.ts';
import { verifyAccessLog } from '../../src/app/access-log.ts';
import type { AccessEntry } from '../../src/domain/access-log.ts';
import { herId } from '../../src/domain/ids.ts';

const at = new Date('2026-11-20T10:00:00.123Z');

/** An entry of nothing in particular. */
const accessEntry = (changes: Partial<AccessEntry> = {}): AccessEntry => ({
  at,
  person: 'Åse Nordås',
  client: 'sandbox',
  role: 'message-officer',
  enterprises: [herId(9150600)!],
  action: 'message-read',
  basis: 'own-quality',
  kind: 'message',
  objects: [randomUUID()],
  outcome: 'shown',
  requestId: 'request-1',
  ...changes,
});

/** Changes rows as somebody would who may do anything in the database. */
const tamper = async (pool: SqlPool, statement: string): Promise<void> => {
  await pool.query('alter table access_log disable trigger all');
  await pool.query(statement);
  await pool.query('alter table access_log enable trigger all');
};

const restoring = async (pool: SqlPool, work: () => Promise<void>): Promise<void> => {
  await pool.query('create table kept_log as select * from access_log');
  await pool.query('create table kept_head as select * from access_log_head');
  try {
    await work();
  } finally {
    await tamper(pool, 'delete from access_log');
    await tamper(pool, 'insert into access_log select * from kept_log');
    await pool.query('update access_log_head h set seq = k.seq, hash = k.hash from kept_head k');
    await pool.query('drop table kept_log');
    await pool.query('drop table kept_head');
  }
};

/** What an access log must do, and what of tampering it must tell. */
export const accessLogSuite = (open: () => Promise<{ store: Store; pool: SqlPool }>): void => {
  let store: Store;
  let pool: SqlPool;
  beforeAll(async () => {
    ({ store, pool } = await open());
  });

  it('holds when it is empty', async () => {
    expect(await verifyAccessLog({ store })).toEqual({
      good: 0,
      head: { seq: 0, hash: '0'.repeat(64) },
    });
  });

  it('is one chain, however many write at once', async () => {
    const entries = Array.from({ length: 60 }, (_, n) => accessEntry({ requestId: `request-${n}` }));
    await Promise.all(entries.map((entry) => store.logAccess(entry)));
    const logged = await store.accessesAfter(0, 100);
    expect(logged.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
    expect(new Set(logged.map(({ requestId }) => requestId)).size).toBe(60);
    expect(await verifyAccessLog({ store })).toMatchObject({ good: 60, head: await store.accessHead() });
  });

  it('gives back what was logged, and finds it by person, role, enterprise, action, object and time', async () => {
    const [objectId, other] = [randomUUID(), `${randomUUID()}.9150600`];
    const entry = accessEntry({
      at: new Date('2026-11-21T10:00:00Z'),
      person: 'Nora Li',
      role: 'clinical-reader',
      basis: 'health-care',
      action: 'message-content',
      enterprises: [herId(9000000)!],
      reason: 'treatment',
      reasonText: 'vakt i kveld',
      objects: [objectId, other],
    });
    await store.logAccess(entry);
    const { seq } = await store.accessHead();
    const found = { ...entry, seq, patients: [], hash: (await store.accessHead()).hash };
    const queries = [
      { person: 'Nora Li' },
      { role: 'clinical-reader' },
      { enterprise: herId(9000000)! },
      { action: 'message-content' },
      { object: objectId },
      { object: other },
      { from: new Date('2026-11-21T00:00:00Z') },
    ] as const;
    for (const query of queries) expect(await store.accesses({ ...query, limit: 10 })).toEqual([found]);
    expect(await store.accesses({ person: 'Nora Li', before: seq, limit: 10 })).toEqual([]);
    expect(await store.accesses({ to: new Date('2026-11-20T00:00:00Z'), limit: 10 })).toEqual([]);
    const who = { person: 'Nora Li', client: 'sandbox', action: 'message-content' } as const;
    expect(await store.countAccesses(who, at)).toBe(1);
    expect(await store.countAccesses({ ...who, person: 'Nora' }, at)).toBe(0);
  });

  it('refuses to be changed, emptied or shortened', async () => {
    for (const statement of [
      "update access_log set person = 'Ola' where seq = 1",
      'delete from access_log where seq = 1',
      'truncate access_log',
      'delete from access_log_head',
    ]) {
      await expect(pool.query(statement)).rejects.toThrow(/append-only/);
    }
  });

  it.each([
    ['another person', "update access_log set person = 'Ola' where seq = 7", 7, 'changed'],
    ['nobody', 'update access_log set person = null where seq = 7', 7, 'changed'],
    ['another time', "update access_log set at = at + interval '1 ms' where seq = 7", 7, 'changed'],
    ['another object', 'update access_log set objects = objects[2:] where seq = 7', 7, 'changed'],
    ['another outcome', "update access_log set outcome = 'message-not-found' where seq = 7", 7, 'changed'],
    ['another hash', "update access_log set hash = sha256('x') where seq = 7", 7, 'changed'],
    ['an entry less', 'delete from access_log where seq = 7', 7, 'missing'],
    ['the first entry gone', 'delete from access_log where seq = 1', 1, 'missing'],
    ['the end gone', 'delete from access_log where seq > 40', 41, 'cut'],
    ['everything gone', 'delete from access_log', 1, 'cut'],
    [
      'two entries in each other’s place',
      'update access_log set seq = case seq when 7 then -8 when 8 then -7 else seq end',
      7,
      'changed',
    ],
    [
      'an entry taken out and the rest moved up',
      'delete from access_log where seq = 7; update access_log set seq = seq - 1 where seq > 7',
      7,
      'changed',
    ],
  ] as const)('tells of %s', async (about, statements, seq, fault) => {
    await restoring(pool, async () => {
      for (const statement of statements.split('; ')) {
        // A key is checked row by row: places are changed by way of numbers that nobody has.
        if (statement.startsWith('update access_log set seq = seq - 1')) {
          await tamper(pool, 'update access_log set seq = -(seq - 1) where seq > 7');
        } else await tamper(pool, statement);
        await tamper(pool, 'update access_log set seq = -seq where seq < 0');
      }
      expect((await verifyAccessLog({ store })).broken, about).toEqual({ seq, fault });
    });
    expect((await verifyAccessLog({ store })).broken).toBeUndefined();
  });

  it('tells of an end that was cut off and mended over, to who knows an earlier head', async () => {
    const known = await store.accessHead();
    await restoring(pool, async () => {
      await tamper(pool, 'delete from access_log where seq > 40');
      await pool.query(
        'update access_log_head set seq = 40, hash = (select hash from access_log where seq = 40)',
      );
      expect((await verifyAccessLog({ store })).broken).toBeUndefined();
      expect((await verifyAccessLog({ store }, known)).broken).toEqual({ seq: 41, fault: 'not-as-known' });
      // Even when others have been written in their place.
      for (let n = 0; n < 30; n += 1) await store.logAccess(accessEntry());
      expect((await verifyAccessLog({ store })).broken).toBeUndefined();
      expect((await verifyAccessLog({ store }, known)).broken).toEqual({
        seq: known.seq,
        fault: 'not-as-known',
      });
    });
  });
};
