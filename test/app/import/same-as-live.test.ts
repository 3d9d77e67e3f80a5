import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createImportStore } from '../../../src/adapters/postgres/import.ts';
import type { SqlPool } from '../../../src/adapters/postgres/pool.ts';
import { importArchive } from '../../../src/app/import/import.ts';
import { type Archived, archiveOf, stayOf } from '../../helpers/archive.ts';
import { openBackend } from '../../helpers/backends.ts';
import { untilFollowed } from '../../helpers/followed.ts';
import { openGateway, type TestGateway, testNow } from '../../helpers/gateway.ts';

const hourMs = 3_600_000;

/** Stays with everything that can happen to a receipt, something that never came, and something rejected. */
const history: readonly Archived[] = [
  ...stayOf(1, {
    daysBefore: 30,
    receipt: (type) => {
      switch (type) {
        case 'log-innlagt-1.6':
          return undefined;
        case 'innleggelsesrapport-1.6':
          return { afterMs: 100 * hourMs };
        case 'helseoppl-soknad-1.6':
          return { afterMs: hourMs, status: 'rejected' };
        default:
          return { afterMs: 60_000 };
      }
    },
  }),
  ...stayOf(2, { daysBefore: 29, without: ['innleggelsesrapport-1.6', 'epikrise-1.2'] }),
  ...stayOf(1, { daysBefore: 12, without: ['log-innlagt-1.6'] }),
];

/** A gateway on a database of its own, whose clock stands at a time. */
const withGateway = async <T>(now: Date, work: (gateway: TestGateway) => Promise<T>): Promise<T> => {
  const backend = await openBackend('PGlite');
  try {
    let at = now.getTime();
    const clock = {
      now: () => new Date(at),
      advance: (ms: number) => {
        at += ms;
      },
    };
    const gateway = await openGateway(backend, { clock });
    try {
      return await work(gateway);
    } finally {
      await gateway.close();
    }
  } finally {
    await backend.close();
  }
};

const importAll = async ({ gateway }: TestGateway, files: readonly Archived[]): Promise<void> => {
  const imported = await importArchive(
    { ...gateway.services, imports: createImportStore(gateway.pool, gateway.services.clock) },
    archiveOf(files),
    { fileTimes: false, appRecs: true },
    { fault: ({ code }) => expect.unreachable(code), progress: () => undefined },
  );
  expect(imported.ok).toBe(true);
};

/** What is stored of handovers and expectations, but for what says how it came. */
const judged = async (pool: SqlPool, isHistoric: boolean): Promise<readonly string[]> => {
  const handovers = await pool.query<object>('select * from handovers');
  const expectations = await pool.query<object>('select * from expectations');
  const rows = [...handovers.rows, ...expectations.rows];
  for (const row of rows) expect(row).toMatchObject({ historic: isHistoric });
  const { rows: messages } = await pool.query<{ id: string; msg_id: string }>(
    'select id, msg_id from messages',
  );
  const names = new Map(messages.map(({ id, msg_id }) => [id, msg_id]));
  return rows
    .map((row) => {
      const text = JSON.stringify({ ...row, historic: undefined, alerted: undefined, subject: undefined });
      return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? id);
    })
    .sort();
};

/** Lets the history happen: every message at its time, and a sweep at each time that passes. */
const liveThrough = async (gateway: TestGateway): Promise<void> => {
  const sent = history.map((each) => ({ at: each.sentAt.getTime(), bytes: each.bytes }));
  const sweeps = history
    .filter(({ answers }) => answers === undefined)
    .map(({ sentAt }) => ({ at: sentAt.getTime() + 96 * hourMs, bytes: undefined }));
  for (const { at, bytes } of [...sent, ...sweeps].sort((a, b) => a.at - b.at)) {
    gateway.clock.advance(at - gateway.clock.now().getTime());
    if (bytes === undefined) await gateway.gateway.sweepNow();
    else await gateway.untilSettled(await gateway.accept(bytes));
  }
};

test('messages that come live and the same messages imported are judged alike', async () => {
  const start = new Date(history[0]!.sentAt.getTime() - hourMs);
  const live = await withGateway(start, async (gateway) => {
    await liveThrough(gateway);
    gateway.clock.advance(testNow.getTime() - gateway.clock.now().getTime());
    await gateway.gateway.sweepNow();
    await untilFollowed(gateway.gateway);
    return judged(gateway.gateway.pool, false);
  });
  const imported = await withGateway(testNow, async (gateway) => {
    await importAll(gateway, history);
    return judged(gateway.gateway.pool, true);
  });
  expect(imported.length).toBeGreaterThan(40);
  expect(imported).toEqual(live);
}, 120_000);

test('the order of the files does not matter, and neither do archives one after the other', async () => {
  const whole = await withGateway(testNow, async (gateway) => {
    await importAll(gateway, history);
    return judged(gateway.gateway.pool, true);
  });
  const shuffled = fc.shuffledSubarray([...history], { minLength: history.length });
  await fc.assert(
    fc.asyncProperty(shuffled, fc.nat(history.length), async (files, cut) => {
      const again = await withGateway(testNow, async (gateway) => {
        await importAll(gateway, files.slice(0, cut));
        await importAll(gateway, files.slice(cut));
        // A receipt may have come in an archive before its message's: the first is gone through once more.
        await importAll(gateway, files.slice(0, cut));
        return judged(gateway.gateway.pool, true);
      });
      expect(again).toEqual(whole);
    }),
    { numRuns: 6 },
  );
}, 120_000);
