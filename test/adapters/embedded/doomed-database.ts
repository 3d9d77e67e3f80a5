/** A process that will be killed: commits three rows in an embedded database, leaves a fourth uncommitted. */
import { openEmbeddedPool } from '../../../src/adapters/embedded/pool.ts';

const { dataDir } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string };
process.stdout.write('opening\n');
const opened = await openEmbeddedPool({ dataDir });
if (!opened.ok) throw new Error(opened.fault.code);
const client = await opened.value.connect();
await client.query('CREATE TABLE written (n int)');
for (const n of [1, 2, 3]) await client.query('INSERT INTO written VALUES ($1)', [n]);
await client.query('BEGIN');
await client.query('INSERT INTO written VALUES (4)');
process.stdout.write('committed\n');
// The embedded database holds nothing open by itself.
setInterval(() => undefined, 60_000);
