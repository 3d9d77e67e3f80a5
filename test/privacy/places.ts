import { Redis } from 'ioredis';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import type { Answer } from '../helpers/gateway-client.ts';
import { marksIn } from './markers.ts';

/** Searches of every place where something of a patient could have been left. Each line of the result is a leak. */

const asBytes = (value: unknown): Buffer => {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return Buffer.from(value.toISOString());
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
};

const separator = Buffer.from([0]);

/** Leaks of a text: where, and which mark in which form. */
export const leaksIn = (where: string, text: Buffer | string): readonly string[] =>
  marksIn(text).map((mark) => `${where}: ${mark}`);

interface Table {
  readonly schema: string;
  readonly name: string;
}

/** Every column of every table there is: ours with all partitions, and those of the queue. */
export const leaksInDatabase = async (pool: SqlPool): Promise<readonly string[]> => {
  const { rows: tables } = await pool.query<Table>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname !~ '^(pg_|information_schema)' order by 1, 2`);
  const leaks: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await pool.query<Record<string, unknown>>(`select * from "${schema}"."${name}"`);
    const columns = new Set(rows.flatMap((row) => Object.keys(row)));
    for (const column of columns) {
      const values = rows.flatMap((row) => {
        const value = row[column];
        return value === null || value === undefined ? [] : [asBytes(value), separator];
      });
      leaks.push(...leaksIn(`${schema}.${name}.${column}`, Buffer.concat(values)));
    }
  }
  return leaks;
};

const readers: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.getBuffer(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, '0', '-1'),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};

/** Every key with this prefix, and what it holds. */
export const leaksInRedis = async (url: string, prefix: string): Promise<readonly string[]> => {
  const redis = new Redis(url);
  try {
    const leaks: string[] = [];
    for (const key of await redis.keys(`${prefix}:*`)) {
      const read = readers[await redis.type(key)];
      const value: unknown = read === undefined ? '' : await read(redis, key);
      leaks.push(...leaksIn('a Redis key', key), ...leaksIn(`Redis ${key}`, asBytes(value)));
    }
    return leaks;
  } finally {
    redis.disconnect();
  }
};

/** Answers whose body is content that the caller is entitled to: the document itself, and a receipt's own words. */
const isContent = ({ status, request }: Answer): boolean =>
  status === 200 &&
  (/^GET \/Messages\/[^/]+\/(?:business-document|apprec)$/.test(request) ||
    /^POST \/api\/messages\/[^/]+\/content$/.test(request));

/** What the caller itself has called its message, and is told again by contract. */
const ownNames: ReadonlySet<string> = new Set(['businessDocumentId', 'msgId', 'messageType']);

const withoutOwnNames = (answer: Answer): string =>
  answer.status === 200 && answer.headers.get('content-type')?.startsWith('application/json')
    ? JSON.stringify(answer.json(), (key, value: unknown) => (ownNames.has(key) ? undefined : value))
    : answer.text;

/** Headers of all answers, and all bodies but those that are the message itself. */
export const leaksInAnswers = (answers: readonly Answer[]): readonly string[] =>
  answers.flatMap((answer) => {
    const to = `the answer ${answer.status} to ${answer.request.slice(0, 80)}`;
    return [
      ...leaksIn(`headers of ${to}`, JSON.stringify([...answer.headers])),
      ...(isContent(answer) ? [] : leaksIn(`body of ${to}`, withoutOwnNames(answer))),
    ];
  });
