import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type EmbeddedPool, openEmbeddedPool } from '../../../src/adapters/embedded/pool.ts';
import { startDoomed } from '../../helpers/doomed.ts';
import { expected } from '../../helpers/wait-for.ts';

function freshDir(): string {
  const directory = mkdtempSync(join(tmpdir(), 'overgang-embedded-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function opened(dataDir: string): Promise<EmbeddedPool> {
  const opening = await openEmbeddedPool({ dataDir });
  if (!opening.ok) throw new Error(`${opening.fault.code} ${opening.fault.pid}`);
  return opening.value;
}

describe('Clients of the embedded pool take turns', () => {
  let pool: EmbeddedPool;
  beforeAll(async () => {
    const opening = await openEmbeddedPool({ dataDir: undefined, idleInTransactionMs: 200 });
    if (opening.ok) pool = opening.value;
  });
  afterAll(() => pool.end());

  test('a transaction holds the turn until it ends', async () => {
    const order: string[] = [];
    const client = await pool.connect();
    await client.query('BEGIN');
    const other = pool.query('SELECT 1').then(() => order.push('other'));
    for (const n of [1, 2, 3]) {
      await client.query('SELECT $1::int', [n]);
      order.push(`mine ${n}`);
    }
    await client.query('COMMIT');
    client.release();
    await other;
    expect(order).toEqual(['mine 1', 'mine 2', 'mine 3', 'other']);
  });

  test('a client cut off in the middle of a transaction gives the turn back', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    const other = pool.query('SELECT 1 AS v');
    client.release(true);
    expect((await other).rows).toEqual([{ v: 1 }]);
  });

  test('a transaction that waits for another client of the same session is ended, not waited for', async () => {
    const client = await pool.connect();
    const told = expected<Error>('the client to be told');
    client.on('error', (error) => told.arrive(error));
    await client.query('BEGIN');
    // On a server this would be answered at once; here it can only be when the transaction is over.
    expect((await pool.query('SELECT 1 AS v')).rows).toEqual([{ v: 1 }]);
    expect(await told.promise).toMatchObject({ code: '25P03' });
    await expect(client.query('COMMIT')).rejects.toThrow();
    client.release(true);
  });

  test('an idle transaction that nobody waits for is left alone', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await client.query('COMMIT')).toMatchObject({ command: 'COMMIT' });
    client.release();
  });
});

describe('A data directory', () => {
  test('keeps what was committed over an orderly end', async () => {
    const dataDir = freshDir();
    const first = await opened(dataDir);
    await first.query('CREATE TABLE kept AS SELECT 1 AS v');
    await first.end();
    const second = await opened(dataDir);
    expect((await second.query('SELECT v FROM kept')).rows).toEqual([{ v: 1 }]);
    await second.end();
  });

  test('open in this process is refused to it a second time, and free again after the end', async () => {
    const dataDir = freshDir();
    const pool = await opened(dataDir);
    const again = await openEmbeddedPool({ dataDir });
    expect(again).toEqual({ ok: false, fault: { code: 'data_dir_in_use', dataDir, pid: process.pid } });
    await pool.end();
    expect(existsSync(join(dataDir, 'overgang.lock'))).toBe(false);
  });

  test('open in a living process is refused; after its kill -9 all it had committed is there', async () => {
    const dataDir = freshDir();
    const doomed = startDoomed(new URL('doomed-database.ts', import.meta.url), { dataDir });
    await doomed.says('committed');
    const refused = await openEmbeddedPool({ dataDir });
    expect(refused).toEqual({ ok: false, fault: { code: 'data_dir_in_use', dataDir, pid: doomed.pid } });
    await doomed.kill();
    const pool = await opened(dataDir);
    expect((await pool.query('SELECT n FROM written ORDER BY n')).rows).toEqual([
      { n: 1 },
      { n: 2 },
      { n: 3 },
    ]);
    await pool.end();
  });

  test('of which the first start was cut off half way is started anew', async () => {
    const dataDir = freshDir();
    const doomed = startDoomed(new URL('doomed-database.ts', import.meta.url), { dataDir });
    await doomed.says('opening');
    // Whether this falls before, in or after the making of the database, the next start must work.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await doomed.kill();
    const pool = await opened(dataDir);
    expect((await pool.query('SELECT 1 AS v')).rows).toEqual([{ v: 1 }]);
    await pool.end();
  });
});
