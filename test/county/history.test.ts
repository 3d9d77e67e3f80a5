import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createIds } from '../../src/adapters/ids.ts';
import { createLog } from '../../src/adapters/log.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { readExpectations } from '../../src/adapters/seeds/expectations.ts';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readRuleRows } from '../../src/adapters/seeds/rules.ts';
import { readSharedRecords } from '../../src/adapters/seeds/shared-records.ts';
import { type History, playHistory } from '../../src/county/history.ts';
import { silentDays } from '../../src/county/past.ts';
import { countyOf } from '../../src/county/places.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import {
  type DeliveryEventType,
  type DeliveryState,
  foldDelivery,
  initialDelivery,
} from '../../src/domain/lifecycle.ts';
import { describeBackends } from '../helpers/backends.ts';

const seeds = join(import.meta.dirname, '../../seeds');
const organisations = readOrganisations(join(seeds, 'organisations'));
const directory = createDirectory(organisations, readSharedRecords(join(seeds, 'shared-records.yaml')));
if (!directory.ok) throw new Error('the directory holds a HER-id twice');
const county = countyOf(directory.value);
const { rules } = readRuleRows(join(seeds, 'rules'));
const catalogue = readExpectations(join(seeds, 'expectations.yaml'), () => true);

/** A Wednesday at noon. */
const now = new Date('2026-11-18T11:00:00Z');
const clock = { now: () => now };
const plan = { stays: 60, days: 40, seed: 2 };
const longest = 120_000;

describeBackends(
  'A county with a past',
  (open) => {
    const backend = async () => {
      const { pool } = await open();
      const store = createStore(pool);
      const rowsOf = async <Row>(query: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
        (await pool.query(query, [...values])).rows as Row[];
      return { pool, store, rowsOf };
    };
    let history: History;

    beforeAll(async () => {
      const { pool, store } = await backend();
      await migrate(pool);
      await store.ensurePartitions(now);
      await store.replaceOrganisations(organisations);
      history = await playHistory(
        {
          pool,
          store,
          clock,
          ids: createIds(clock),
          log: createLog({ level: 'silent' }),
          handoverRules: { catalogue, switchedOff: [] },
          software: { name: 'test', version: '1' },
          county,
          wardrobe: { rules, directory: directory.value },
        },
        plan,
      );
    }, longest);

    it('has all of it behind it: nothing is of the future, and nothing waits to be done', async () => {
      const { rowsOf, store } = await backend();
      const [of] = await rowsOf<{
        readonly messages: number;
        readonly early: boolean;
        readonly soon: boolean;
      }>(
        `select count(*)::integer as messages, min(received_at) < $1::timestamptz - interval '30 days' as early,
           max(received_at) <= $1 and max(received_at) > $1::timestamptz - interval '1 day' as soon
         from messages where not is_app_rec`,
        [now],
      );
      expect(of).toEqual({ messages: history.messages, early: true, soon: true });
      expect(history.messages).toBeGreaterThan(200);
      expect(await rowsOf('select from events where at > $1', [now])).toEqual([]);
      expect(await store.countDue(now, 1)).toBe(0);
      expect(await store.overdueReceipts(now, 10)).toEqual([]);
      expect(await store.unprocessed(now, 10)).toEqual([]);
      expect(await store.dueDeliveries(now, 10)).toEqual([]);
    });

    it('has deliveries that are where their events have brought them', async () => {
      const { rowsOf } = await backend();
      const deliveries = await rowsOf<
        DeliveryState & { readonly is_app_rec: boolean; readonly events: readonly DeliveryEventType[] }
      >(`select d.transport, d.receipt, m.is_app_rec, array_agg(e.type order by e.at, e.seq) as events
         from deliveries d join messages m on m.id = d.message_id
         join events e on e.message_id = d.message_id and e.receiver = d.receiver
         group by d.message_id, d.receiver, d.transport, d.receipt, m.is_app_rec`);
      expect(deliveries.length).toBeGreaterThan(history.messages);
      for (const { transport, receipt, is_app_rec: isAppRec, events } of deliveries) {
        expect(foldDelivery(initialDelivery(isAppRec), events)).toEqual({
          state: { transport, receipt },
          anomalies: 0,
        });
      }
    });

    it('has handovers that are over, and some that are open now', async () => {
      const { rowsOf } = await backend();
      const states = (await rowsOf<{ readonly state: string }>('select distinct state from handovers')).map(
        ({ state }) => state,
      );
      expect(states).toEqual(expect.arrayContaining(['complete', 'discharged']));
      const open = await rowsOf(
        `select from expectations where state in ('open', 'due-soon') and (due_at is null or due_at >= $1)`,
        [now],
      );
      const overdue = await rowsOf(
        `select from expectations where state in ('open', 'due-soon') and due_at < $1`,
        [now],
      );
      expect([open.length > 0, overdue.length]).toEqual([true, 0]);
    });

    it('has one ward that has fallen silent', async () => {
      const { rowsOf } = await backend();
      const ward = county.hospitals[1]?.wards[0]?.herId;
      const sent = (from: string) =>
        rowsOf(`select from messages where sender = $1 and not is_app_rec and ${from}`, [ward]);
      const lately = `received_at > '${now.toISOString()}'::timestamptz - interval '${silentDays} days'`;
      expect((await sent('true')).length).toBeGreaterThan(0);
      expect(await sent(lately)).toEqual([]);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
