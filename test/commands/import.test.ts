import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import type { Terminal } from '../../src/commands/command.ts';
import { type ImportCommandOptions, importCommand } from '../../src/commands/import.ts';
import { makePlace, type Place } from '../faults/place.ts';
import { stayOf, writeFolder, writeZip } from '../helpers/archive.ts';
import { type Backend, describeBackends } from '../helpers/backends.ts';
import { prepareDatabase, testKeys } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';

const makeRoot = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'overgang-import-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
};

describeBackends(
  'The import command',
  (open) => {
    const run = async (
      backend: Backend,
      path: string,
      options: ImportCommandOptions = {},
    ): Promise<{ readonly code: number; readonly out: readonly string[] }> => {
      const out: string[] = [];
      const terminal: Terminal = {
        environment: {
          ...testKeys,
          DATABASE_URL: backend.databaseUrl,
          LOG_LEVEL: 'error',
          AUTH_MODE: 'none',
        },
        out: (line) => out.push(line),
        err: () => undefined,
        stdin: async () => new Uint8Array(),
        stopped: Promise.resolve(),
      };
      const code = await importCommand(terminal, path, options);
      return { code, out };
    };
    const prepared = async (): Promise<Backend> => {
      const backend = await open();
      await prepareDatabase(backend.pool);
      return backend;
    };

    test('imports a ZIP file whose messages’ times are in a list, and prints what it came to', async () => {
      const backend = await prepared();
      const root = makeRoot();
      const stay = stayOf(1, { daysBefore: 30 });
      await writeZip(join(root, 'a.zip'), [...stay, { name: 'notes.txt', bytes: Buffer.from('x') }]);
      const listed = '2026-10-01T08:00:00';
      writeFileSync(join(root, 'times.csv'), `msgId,received\n${stay[0]!.msgId},${listed}\nx,never\n`);
      const { code, out } = await run(backend, join(root, 'a.zip'), {
        times: join(root, 'times.csv'),
        json: true,
      });
      const lines = out.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines).toEqual([
        { kind: 'times-fault', line: 3, code: 'no-time' },
        expect.objectContaining({
          kind: 'imported',
          counts: { stored: 7, receipts: 8, 'receipts-matched': 8 },
          handovers: 1,
          passedOver: 1,
          months: [{ month: '2026-10', count: 7 }],
          rate: expect.any(Number),
        }),
      ]);
      expect(code).toBe(1);
      const { rows } = await backend.pool.query<{ received_at: Date }>(
        'select received_at from messages where msg_id = $1',
        [stay[0]!.msgId],
      );
      expect(rows).toEqual([{ received_at: new Date(`${listed}+02:00`) }]);
    });

    test('tells faults without names of files, unless it is asked for them, and what it would do when rehearsed', async () => {
      const backend = await prepared();
      const root = makeRoot();
      writeFolder(root, [
        { name: 'Bergljot Krekling.xml', bytes: Buffer.from('<a') },
        ...stayOf(2, { daysBefore: 30 }),
      ]);
      const quiet = await run(backend, root, { dryRun: true });
      expect(quiet.code).toBe(1);
      expect(quiet.out.join('\n')).toMatch(
        /^file \d+ · [0-9a-f]{12} · xml-not-well-formed\nNothing was stored/,
      );
      expect(quiet.out.join('\n')).not.toContain('Krekling');
      const named = await run(backend, root, { dryRun: true, names: true });
      expect(named.out[0]).toContain('Bergljot Krekling.xml');
      const { out } = await run(backend, root);
      expect(out.join('\n')).toMatch(
        /7 {2}messages stored[\s\S]*1 {2}handovers[\s\S]*messages and receipts a second/,
      );
    });

    test('refuses an archive and a list that it cannot read', async () => {
      const backend = await prepared();
      const root = makeRoot();
      writeFileSync(join(root, 'a.zip'), 'no archive');
      writeFileSync(join(root, 'times.csv'), 'a,b\n1,2\n');
      mkdirSync(join(root, 'empty'));
      await expect(run(backend, join(root, 'none'))).rejects.toThrow('no such folder or file');
      await expect(run(backend, join(root, 'a.zip'))).rejects.toThrow('neither a folder nor a ZIP file');
      await expect(run(backend, join(root, 'empty'), { times: join(root, 'times.csv') })).rejects.toThrow(
        'must have the columns',
      );
      expect((await run(backend, join(root, 'empty'))).code).toBe(0);
    });
  },
  ['PostgreSQL'],
);

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

const startImport = (place: Place, path: string): ChildProcess =>
  spawn(process.execPath, [cli, 'import', path, '--json'], {
    env: { PATH: process.env.PATH, ...place.environment, LOG_LEVEL: 'error', AUTH_MODE: 'none' },
    stdio: 'ignore',
  });

/** All that an import leaves, but for when it was and what sealing makes different every time. */
const leftBy = async (pool: SqlPool): Promise<Readonly<Record<string, readonly string[]>>> => {
  const tables = {
    messages: "to_jsonb(t) - 'processed_at'",
    payloads: "to_jsonb(t) - 'nonce' - 'data' || jsonb_build_object('size', length(data))",
    message_keys: 'to_jsonb(t)',
    deliveries: 'to_jsonb(t)',
    events: "to_jsonb(t) - 'seq'",
    findings: 'to_jsonb(t)',
    receipts: 'to_jsonb(t)',
    message_references: 'to_jsonb(t)',
    handover_readings: 'to_jsonb(t)',
    handovers: 'to_jsonb(t)',
    handover_parties: 'to_jsonb(t)',
    expectations: 'to_jsonb(t)',
    imports: "jsonb_build_object('phase', phase, 'counts', counts)",
  };
  const left: Record<string, readonly string[]> = {};
  for (const [table, what] of Object.entries(tables)) {
    const { rows } = await pool.query<{ row: string }>(
      `select (${what})::text as row from ${table} t order by 1`,
    );
    left[table] = rows.map(({ row }) => row);
  }
  return left;
};

describe('Kill -9 of an import', () => {
  describeBackends(
    'at work',
    (_open, name) => {
      test('leaves what the same command, run again, brings to the same end as an unbroken one', async () => {
        const path = join(makeRoot(), 'archive.zip');
        const broken = stayOf(399, { daysBefore: 30 })[0]!;
        await writeZip(path, [
          ...Array.from({ length: 80 }, (_, at) =>
            stayOf(at, {
              daysBefore: 30 + at,
              receipt: (type) => (type === 'epikrise-1.2' ? undefined : { afterMs: 1 }),
            }),
          ).flat(),
          { name: 'broken.xml', bytes: Buffer.from(broken.bytes).subarray(0, 500) },
        ]);
        const places = await Promise.all([makePlace(name), makePlace(name)]);
        onTestFinished(async () => {
          for (const place of places) await place.close();
        });
        const [unbroken, killed] = places as [Place, Place];

        const whole = startImport(unbroken, path);
        expect(await once(whole, 'exit')).toEqual([1, null]);

        // At work on messages, on receipts, and on what comes after: each time further on than the last.
        for (const step of [2, 4, 7]) {
          const child = startImport(killed, path);
          const gone = once(child, 'exit');
          await waitFor(
            `step ${step}`,
            async () => {
              const { rows } = await killed.onDatabase((pool) =>
                pool.query<{ version: string }>("select version from imports where phase <> 'done'"),
              );
              return Number(rows[0]?.version ?? 0) >= step;
            },
            { withinMs: 60_000, everyMs: 5 },
          );
          child.kill('SIGKILL');
          expect(await gone).toEqual([null, 'SIGKILL']);
        }
        const last = startImport(killed, path);
        expect(await once(last, 'exit')).toEqual([1, null]);

        const [expected, left] = await Promise.all(places.map((place) => place.onDatabase(leftBy)));
        expect(expected!.messages).toHaveLength(80 * 13);
        expect(expected!.imports![0]).toContain('"fault.xml-not-well-formed": 1');
        for (const table of Object.keys(expected!)) expect(left![table], table).toEqual(expected![table]);
      }, 240_000);
    },
    ['PostgreSQL'],
  );
});
