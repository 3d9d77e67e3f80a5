import { type RawBuilder, sql } from 'kysely';
import {
  type AccessEntry,
  type AccessLogStore,
  type AccessQuery,
  canonicalAccess,
  type LoggedAccess,
} from '../../domain/access-log.ts';
import { type MessageId, messageId, type Pseudonym } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import { instant, type Written } from './rows/written.ts';
import type { AccessLogTable } from './tables-access.ts';

const uuidLength = 36;
/** Entries that one statement adds at most: they hold the chain's lock together. */
const mostTogether = 100;

/** The access log. Entries that come while others are being written are written together, after them. */
export const createAccessLogStore = (db: Db): AccessLogStore => {
  const logTogether = createBatcher<AccessEntry>((entries) => append(db, entries));
  return {
    logAccess: (entry) => logTogether(entry),
    accesses: (query) => accesses(db, query),

    async accessesAfter(seq, limit) {
      const rows = await db
        .selectFrom('access_log')
        .selectAll()
        .where('seq', '>', String(seq))
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(loggedFrom);
    },

    async accessHead() {
      const { seq, hash } = await db.selectFrom('access_log_head').selectAll().executeTakeFirstOrThrow();
      return { seq: Number(seq), hash: hash.toString('hex') };
    },

    async countAccesses({ person, client, action }, since) {
      const { n } = await db
        .selectFrom('access_log')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .where('action', '=', action)
        .where('at', '>', since)
        .where(
          person === undefined
            ? sql<boolean>`person is null and client = ${client}`
            : sql<boolean>`person = ${person}`,
        )
        .executeTakeFirstOrThrow();
      return Number(n);
    },
  };
};

interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Gathers what comes while a write is under way, and writes it with the next; each caller hears of its own write. */
const createBatcher = <Item>(
  write: (items: readonly Item[]) => Promise<void>,
): ((item: Item) => Promise<void>) => {
  const waiting: Waiting<Item>[] = [];
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether);
      try {
        await write(batch.map(({ item }) => item));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    isWriting = false;
  };
  return (item) =>
    new Promise<void>((done, failed) => {
      waiting.push({ item, done, failed });
      if (!isWriting) void writeAll();
    });
};

/** Ids of the messages that an entry is about: handovers are called by one of theirs. */
const messagesOf = ({ kind, objects }: AccessEntry): readonly MessageId[] =>
  kind === 'report' ? [] : objects.flatMap((id) => messageId(id.slice(0, uuidLength)) ?? []);

/** The pseudonym of each message that is about a patient. */
const patientsBy = async (db: Db, ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, Pseudonym>> => {
  if (ids.length === 0) return new Map();
  const found = await sql<{ readonly id: MessageId; readonly patient: Pseudonym }>`
    select id, patient from messages where id = any(${[...new Set(ids)]}::uuid[]) and patient is not null`.execute(
    db,
  );
  return new Map(found.rows.map(({ id, patient }) => [id, patient]));
};

type NewRow = Omit<Written<AccessLogTable>, 'seq' | 'hash'>;

const append = async (db: Db, entries: readonly AccessEntry[]): Promise<void> => {
  const known = await patientsBy(db, entries.flatMap(messagesOf));
  const rows = entries.map((entry): NewRow & { readonly canonical: string } => {
    const patients = [...new Set(messagesOf(entry).flatMap((id) => known.get(id) ?? []))].sort();
    return {
      at: instant(entry.at),
      person: entry.person ?? null,
      client: entry.client,
      role: entry.role,
      enterprises: entry.enterprises,
      action: entry.action,
      basis: entry.basis,
      reason: entry.reason ?? null,
      reason_text: entry.reasonText ?? null,
      kind: entry.kind,
      objects: entry.objects,
      patients,
      outcome: entry.outcome,
      request_id: entry.requestId,
      canonical: canonicalAccess(entry, patients),
    };
  });
  await sql`select append_access_log(${JSON.stringify(rows)}::json)`.execute(db);
};

const conditions = (query: AccessQuery): readonly RawBuilder<unknown>[] => {
  const { person, role, enterprise, action, object, patientOf, from, to, before } = query;
  return [
    ...(person !== undefined ? [sql`person = ${person}`] : []),
    ...(role !== undefined ? [sql`role = ${role}`] : []),
    ...(enterprise !== undefined ? [sql`${enterprise} = any(enterprises)`] : []),
    ...(action !== undefined ? [sql`action = ${action}`] : []),
    ...(object !== undefined ? [sql`objects @> array[${object}]::text[]`] : []),
    ...(patientOf !== undefined
      ? [sql`patients && array(select patient from messages where id = ${patientOf} and patient is not null)`]
      : []),
    ...(from !== undefined ? [sql`at >= ${instant(from)}::timestamptz`] : []),
    ...(to !== undefined ? [sql`at < ${instant(to)}::timestamptz`] : []),
    ...(before !== undefined ? [sql`seq < ${before}`] : []),
  ];
};

const accesses = async (db: Db, query: AccessQuery): Promise<readonly LoggedAccess[]> => {
  const found = await sql<AccessLogTable>`
    select * from access_log where ${sql.join([sql`true`, ...conditions(query)], sql` and `)}
    order by seq desc limit ${query.limit}`.execute(db);
  return found.rows.map(loggedFrom);
};

const loggedFrom = (row: AccessLogTable): LoggedAccess => ({
  seq: Number(row.seq),
  at: row.at,
  ...(row.person !== null && { person: row.person }),
  client: row.client,
  role: row.role,
  enterprises: row.enterprises,
  action: row.action,
  basis: row.basis,
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.reason_text !== null && { reasonText: row.reason_text }),
  kind: row.kind,
  objects: row.objects,
  patients: row.patients,
  outcome: row.outcome,
  requestId: row.request_id,
  hash: row.hash.toString('hex'),
});
