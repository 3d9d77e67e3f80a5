/**
 * A process that follows handovers under the clock of the table `test_clock` until it is killed: folds what is due and
 * raises alerts, as a gateway's worker does. Prints `follows` when it is at work.
 * Usage: follow-worker.ts '{"url": "postgres://…"}'
 */
import { join } from 'node:path';
import { createLog } from '../../src/adapters/log.ts';
import { openPostgresPool } from '../../src/adapters/postgres/pool.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { readExpectations } from '../../src/adapters/seeds/expectations.ts';
import { raiseAlerts } from '../../src/app/alerts/raise.ts';
import { followDue } from '../../src/app/follow.ts';

const { url } = JSON.parse(process.argv[2] ?? '{}') as { readonly url: string };
const pool = openPostgresPool({ connectionString: url, applicationName: 'follow-worker', max: 6 });
const store = createStore(pool);
const catalogue = readExpectations(join(import.meta.dirname, '../../seeds/expectations.yaml'), () => true);
process.stdout.write('follows\n');

for (;;) {
  const { rows } = await pool.query<{ now: Date }>('select now from test_clock');
  const now = rows[0]?.now;
  if (now === undefined) break;
  const clock = { now: () => now };
  const services = {
    store,
    clock,
    log: createLog({ level: 'error' }),
    handoverRules: { catalogue, switchedOff: [] },
    software: { name: 'test', version: '1' },
  };
  const folded = await followDue(services, Number.POSITIVE_INFINITY);
  await raiseAlerts(services);
  // It asks the database to wait, so that a machine with few cores has some for those who write.
  if (folded === 0) await pool.query('select pg_sleep(0.02)');
}
