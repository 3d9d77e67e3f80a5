import { openDatabase } from '../adapters/postgres/database.ts';
import { ensurePastPartitions } from '../adapters/postgres/partitions.ts';
import type { SqlPool } from '../adapters/postgres/pool.ts';

/**
 * A year of traffic made of a few weeks of it: all that is stored of those is copied, set by set, each copy some weeks
 * earlier and with ids, patients and handovers of its own. So whatever hangs together hangs together in every copy.
 */

/** Weeks that copies go back: with the weeks they are made of, thirteen months. */
const weeksBack = 52;
/** How many a copy goes back, as SQL: a few copies are spread over the year as many are. */
const weeks = `(copy * 37 % ${weeksBack})`;
/** Copies that one statement makes: few enough for a statement's time. */
const together = 8;

/** Ids as the gateway makes them, so many milliseconds earlier; the same id and copy give the same one anew. */
const functions = [
  `create function bench_back(copy integer) returns interval language sql immutable
    return make_interval(weeks => ${weeks})`,
  `create function bench_text(id text, copy integer) returns text language sql immutable
    return md5(id || '.' || copy)::uuid::text`,
  `create function bench_person(id text, copy integer) returns text language sql immutable
    return md5(id || '.' || copy) || md5(copy || '.' || id)`,
  `create function bench_subject(id text, copy integer) returns text language sql immutable
    return case when id like 'c:%' then 'c:' || bench_text(substr(id, 3), copy) else bench_person(id, copy) end`,
  `create function bench_id(id uuid, copy integer) returns uuid language sql immutable
    return (lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
      - ${weeks}::bigint * 604800000), 12, '0')
      || '7' || left(md5(id::text || copy), 3) || '8' || right(md5(id::text || copy), 15))::uuid`,
  `create function bench_holder(holder text, copy integer) returns text language sql immutable
    return bench_id(left(holder, 36)::uuid, copy)::text || substr(holder, 37)`,
];
const signatures = [
  'bench_holder(text, integer)',
  'bench_id(uuid, integer)',
  'bench_subject(text, integer)',
  'bench_person(text, integer)',
  'bench_text(text, integer)',
  'bench_back(integer)',
];

const id = (column: string): string => `bench_id(t.${column}, copy)`;
const at = (column: string): string => `t.${column} - bench_back(copy)`;
const text = (column: string): string => `bench_text(t.${column}, copy)`;
const all = (make: (column: string) => string, ...columns: readonly string[]): Record<string, string> =>
  Object.fromEntries(columns.map((column) => [column, make(column)]));

const isLetter = 't.message_id in (select id from bench_letters)';
/** What is open some weeks back has come to an end since. */
const isPast = `${weeks} > 0`;
const wasOpen = `${isPast} and t.state in ('open', 'due-soon')`;

interface CopiedTable {
  readonly name: string;
  /** Columns that differ from copy to copy, as SQL over the row \`t\`. */
  readonly differ: Readonly<Record<string, string>>;
  readonly where?: string;
}

const tables: readonly CopiedTable[] = [
  {
    name: 'messages',
    where: 'not t.is_app_rec',
    differ: {
      ...all(id, 'id'),
      ...all(at, 'received_at', 'gen_instant', 'processed_at'),
      ...all(text, 'msg_id', 'document_id', 'ref_to_parent', 'ref_to_conversation'),
      gen_date: `to_char((${at('gen_instant')}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      patient: 'bench_person(t.patient, copy)',
    },
  },
  { name: 'message_keys', where: isLetter, differ: { ...all(id, 'message_id'), ...all(text, 'msg_key') } },
  {
    name: 'deliveries',
    where: isLetter,
    differ: { ...all(id, 'message_id'), ...all(at, 'gen_instant', 'receipt_due', 'read_at') },
  },
  { name: 'events', where: isLetter, differ: { ...all(id, 'message_id'), ...all(at, 'at') } },
  { name: 'findings', where: isLetter, differ: all(id, 'message_id') },
  { name: 'receipts', where: isLetter, differ: { ...all(id, 'message_id', 'app_rec'), ...all(at, 'at') } },
  {
    name: 'message_references',
    where: isLetter,
    differ: { ...all(id, 'message_id'), ...all(text, 'key') },
  },
  {
    name: 'handover_readings',
    differ: { ...all(id, 'message_id'), subject: 'bench_subject(t.subject, copy)' },
  },
  {
    name: 'acts',
    differ: {
      ...all(id, 'message_id'),
      ...all(at, 'at', 'reported_at'),
      id: 'bench_text(t.id::text, copy)::uuid',
    },
  },
  {
    name: 'follow_subjects',
    differ: {
      subject: 'bench_subject(t.subject, copy)',
      check_at: 'null::timestamptz',
      lease_until: 'null::timestamptz',
    },
  },
  {
    name: 'handovers',
    differ: {
      ...all(id, 'anchor', 'stay'),
      ...all(at, 'admitted_at', 'ready_at', 'discharged_at', 'died_at', 'superseded_at'),
      id: 'bench_holder(t.id, copy)',
      follows: 'bench_holder(t.follows, copy)',
      subject: 'bench_subject(t.subject, copy)',
      messages: 'array(select bench_id(each, copy) from unnest(t.messages) as each)',
    },
  },
  {
    name: 'handover_parties',
    differ: {
      ...all(at, 'due_at', 'admitted_at'),
      handover: 'bench_holder(t.handover, copy)',
      attention: `case when ${isPast} and t.attention < 2 then -1 else t.attention end`,
      own: `case when ${isPast} and t.own < 2 then -1 else t.own end`,
    },
  },
  {
    name: 'expectations',
    differ: {
      ...all(at, 'received_at', 'trigger_at', 'clock_at', 'warn_at', 'due_at', 'escalate_at'),
      ended_at: `case when ${wasOpen} then t.trigger_at else t.ended_at end - bench_back(copy)`,
      holder: 'bench_holder(t.holder, copy)',
      subject: 'bench_subject(t.subject, copy)',
      state: `case when ${wasOpen} then 'met' else t.state end`,
      level: `case when ${wasOpen} then null else t.level end`,
    },
  },
];

/** Columns that can be written; those that PostgreSQL counts or computes itself are left to it. */
const columnsOf = async (pool: SqlPool, table: string): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ readonly name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'
       and coalesce(column_default, '') not like 'nextval%' order by ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
};

/** Letters that are stored: those that copies are made of. */
export const countLetters = async (pool: SqlPool): Promise<number> => {
  const { rows } = await pool.query<{ readonly letters: number }>(
    'select count(*)::integer as letters from messages where not is_app_rec',
  );
  return rows[0]?.letters ?? 0;
};

/**
 * Copies everything so many times. AppRecs are not copied: receipts are, and what is asked of the board asks for no more.
 */
export const copyTraffic = async (pool: SqlPool, copies: number, now: Date): Promise<void> => {
  const months = Array.from(
    { length: weeksBack + 8 },
    (_, week) => new Date(now.getTime() - week * 604_800_000),
  );
  await ensurePastPartitions(openDatabase(pool), months, now);
  for (const statement of functions) await pool.query(statement);
  await pool.query('create table bench_letters as select id from messages where not is_app_rec');
  await pool.query('alter table bench_letters add primary key (id)');
  // Copies are made of what is here now, not of copies.
  for (const { name, where = 'true' } of tables) {
    await pool.query(`create table bench_${name} as select t.* from ${name} t where ${where}`);
    await pool.query(`analyze bench_${name}`);
  }
  for (const { name, differ } of tables) {
    const columns = await columnsOf(pool, name);
    const values = columns.map((column) => differ[column] ?? `t."${column}"`);
    for (let from = 1; from <= copies; from += together) {
      await pool.query(
        `insert into ${name} (${columns.map((column) => `"${column}"`).join(', ')})
         select ${values.join(', ')} from bench_${name} t cross join generate_series($1::integer, $2::integer) as copy`,
        [from, Math.min(copies, from + together - 1)],
      );
    }
    await pool.query(`drop table bench_${name}`);
  }
  await pool.query('drop table bench_letters');
  for (const signature of signatures) await pool.query(`drop function ${signature}`);
};

/** Leaves the database as one that has had time to look after itself. */
export const settle = async (pool: SqlPool): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('vacuum analyze');
  } finally {
    // Ended, since it has no time-out now.
    client.release(true);
  }
};

/** True for a database in which nobody has made a table. */
export const isBlank = async (pool: SqlPool): Promise<boolean> => {
  const { rows } = await pool.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
       and n.nspname not like 'pg\\_%' limit 1`,
  );
  return rows.length === 0;
};
