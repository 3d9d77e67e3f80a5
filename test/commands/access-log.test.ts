import { beforeAll, expect, it } from 'vitest';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { accessLogVerify } from '../../src/commands/access-log.ts';
import { herId } from '../../src/domain/ids.ts';
import { type Backend, describeBackends } from '../helpers/backends.ts';
import { prepareDatabase, testKeys } from '../helpers/gateway.ts';

describeBackends(
  'overgang access-log verify',
  (open) => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await open();
      await prepareDatabase(backend.pool);
      const store = createStore(backend.pool);
      for (let n = 0; n < 3; n += 1) {
        await store.logAccess({
          at: new Date('2026-11-20T10:00:00Z'),
          client: 'sandbox',
          role: 'operator',
          enterprises: [herId(9000000)!],
          action: 'message-read',
          basis: 'operation',
          kind: 'message',
          objects: [],
          outcome: 'shown',
          requestId: `request-${n}`,
        });
      }
    });

    const run = async (options: Parameters<typeof accessLogVerify>[1] = {}) => {
      const lines: string[] = [];
      const code = await accessLogVerify(
        {
          environment: { ...testKeys, LOG_LEVEL: 'silent', DATABASE_URL: backend.databaseUrl },
          out: (line) => lines.push(line),
          err: (line) => lines.push(line),
          stdin: async () => new Uint8Array(),
          stopped: new Promise(() => undefined),
        },
        options,
      );
      return [code, lines.join('\n')] as const;
    };

    it('says that the chain holds, and its head', async () => {
      const [code, said] = await run();
      expect([code, said]).toEqual([
        0,
        expect.stringMatching(/^3 entries hold; the head is 3:[0-9a-f]{64}$/),
      ]);
      const head = said.split(' ').at(-1) ?? '';
      expect(await run({ head })).toEqual([0, said]);
    });

    it('takes no head that is none', async () => {
      expect(await run({ head: '3' })).toEqual([2, expect.stringContaining('--head must be')]);
    });

    it('names the first entry that does not hold', async () => {
      await backend.pool.query('alter table access_log disable trigger all');
      await backend.pool.query("update access_log set role = 'auditor' where seq = 2");
      expect(await run()).toEqual([1, expect.stringMatching(/^entry 2 does not hold: .* 1 before it do\.$/)]);
      const [code, said] = await run({ json: true });
      expect([code, JSON.parse(said)]).toMatchObject([1, { good: 1, broken: { seq: 2, fault: 'changed' } }]);
    });
  },
  ['PostgreSQL'],
);
