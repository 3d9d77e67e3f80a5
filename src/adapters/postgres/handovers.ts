import { type RawBuilder, sql } from 'kysely';
import type { HandoverRole } from '../../domain/expectation-vocabulary.ts';
import type { Severity } from '../../domain/finding.ts';
import type {
  Attention,
  HandoverListStore,
  HandoverPlace,
  HandoverQuery,
  HandoverSort,
  HandoverTally,
  HandoverTallyQuery,
  ListedExpectation,
  ListedHandover,
} from '../../domain/handover/list-store.ts';
import type { OverdueStay } from '../../domain/handover/stays.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import { type DeliveryRow, deliveryFrom } from './rows/delivery.ts';
import { messageFrom } from './rows/message.ts';
import { instant } from './rows/written.ts';
import type { MessagesTable } from './tables.ts';
import type { HandoversTable } from './tables-handovers.ts';

/** What is read of handovers by those who take part in them. */
export const createHandoverListStore = (db: Db): HandoverListStore => ({
  listHandovers: (query) => listHandovers(db, query),
  tallyHandovers: (query) => tallyHandovers(db, query),

  async trackAll(ids) {
    const found = await sql<MessagesTable & { readonly deliveries: readonly DeliveryRow[] }>`
      select m.*,
        (select coalesce(json_agg(d order by d.receiver), '[]') from deliveries d
          where d.message_id = m.id) as deliveries
      from messages m where m.id = any(${ids}::uuid[]) order by m.id`.execute(db);
    return found.rows.map((row) => ({
      message: messageFrom(row),
      deliveries: row.deliveries.map(deliveryFrom),
    }));
  },
});

/** Columns of an alias of handover_parties, or of what is selected from it. */
const column = (of: string, name: string): RawBuilder<unknown> => sql.ref(`${of}.${name}`);

/** What a list is sorted and filtered by: what an enterprise owes itself, where that is asked for. */
const levelOf = ({ waitingFor }: Pick<HandoverQuery, 'waitingFor'>, of: string): RawBuilder<unknown> =>
  column(of, waitingFor === 'me' ? 'own' : 'attention');

const levels: Readonly<Record<Attention, RawBuilder<unknown>>> = {
  late: sql`>= 2`,
  'due-soon': sql`= 1`,
  open: sql`= 0`,
  none: sql`= -1`,
};

const orders: Readonly<Record<HandoverSort, RawBuilder<unknown>>> = {
  attention: sql`level desc, due_at, handover`,
  '-admitted': sql`admitted_at desc, handover`,
  due: sql`due_at, handover`,
};

/** After a place among those that are due; who has nothing due comes last. */
const afterDue = ({ dueAt, id }: HandoverPlace): RawBuilder<unknown> =>
  dueAt === undefined
    ? sql`(p.due_at is null and p.handover > ${id})`
    : sql`(p.due_at > ${instant(dueAt)} or p.due_at is null
        or (p.due_at = ${instant(dueAt)} and p.handover > ${id}))`;

const afterPlace = (query: HandoverQuery, place: HandoverPlace): RawBuilder<unknown> => {
  const { level, admittedAt, id } = place;
  const own = levelOf(query, 'p');
  switch (query.sort) {
    case 'attention':
      return sql`${own} <= ${level} and (${own} < ${level} or ${afterDue(place)})`;
    case '-admitted':
      return sql`p.admitted_at <= ${instant(admittedAt)}
        and (p.admitted_at < ${instant(admittedAt)} or p.handover > ${id})`;
    case 'due':
      return afterDue(place);
  }
};

/** What must hold of a party's row `p` and its handover `h`. */
const conditions = (query: HandoverTallyQuery): readonly RawBuilder<unknown>[] => {
  const { states, waitingFor, expectation, historic } = query;
  const { admittedFrom, admittedBefore, enterprises } = query;
  // What has something open is found by its attention, before anything is asked of its expectations.
  const asking = sql`${enterprises}::integer[]`;
  const open = (what: RawBuilder<unknown>) => sql`p.attention >= 0 and exists (
    select from expectations e where e.holder = h.id and not e.of_message and e.level is not null and ${what}
      and (e.side is null or e.owes = any(${asking})
        or (e.side = 'primary' and h.municipality = any(${asking}))
        or (e.side = 'specialist' and h.hospitals && ${asking})))`;
  return [
    ...(states.length > 0 ? [sql`h.state = any(${states}::text[])`] : []),
    ...(waitingFor === 'me' ? [sql`p.own >= 0`] : []),
    ...(waitingFor === 'others' ? [open(sql`(e.owes = any(${enterprises}::integer[])) is not true`)] : []),
    ...(expectation !== undefined ? [open(sql`e.expectation = ${expectation}`)] : []),
    ...(historic !== undefined ? [sql`h.historic = ${historic}`] : []),
    ...(admittedFrom !== undefined ? [sql`p.admitted_at >= ${instant(admittedFrom)}`] : []),
    ...(admittedBefore !== undefined ? [sql`p.admitted_at < ${instant(admittedBefore)}`] : []),
  ];
};

/** What of these is listed. */
const narrowing = (query: HandoverQuery): readonly RawBuilder<unknown>[] => {
  const { attention, municipality, hospital, after } = query;
  return [
    ...(attention !== undefined ? [sql`${levelOf(query, 'p')} ${levels[attention]}`] : []),
    ...(municipality !== undefined ? [sql`h.municipality = ${municipality}`] : []),
    ...(hospital !== undefined ? [sql`${hospital} = any(h.hospitals)`] : []),
    ...(after !== undefined ? [afterPlace(query, after)] : []),
  ];
};

interface JsonExpectation {
  readonly expectation: string;
  readonly case: string | null;
  readonly severity: Severity;
  readonly level: number | null;
  readonly was_late: boolean;
  readonly due_at: string | null;
  readonly owes_role: HandoverRole;
  readonly owes_her_id: HerId | null;
  readonly owes: HerId | null;
}

type ListedRow = HandoversTable & {
  readonly level: number;
  readonly due_at: Date | null;
  readonly expected: readonly JsonExpectation[];
};

/**
 * Each enterprise's first ones come straight from an index, in order. A handover between two of the enterprises is
 * listed once: by what it asks of the one of which it asks most.
 */
const listHandovers = async (db: Db, query: HandoverQuery): Promise<readonly ListedHandover[]> => {
  const order = orders[query.sort];
  const [own, others] = [levelOf(query, 'p'), levelOf(query, 'o')];
  const found = await sql<ListedRow>`
    with page as (
      select found.* from unnest(${[...new Set(query.enterprises)]}::integer[]) as asked (enterprise)
      cross join lateral (
        select p.handover, ${own} as level, p.due_at, p.admitted_at
        from handover_parties p join handovers h on h.id = p.handover
        where p.enterprise = asked.enterprise
          and not exists (
            select from handover_parties o
            where o.handover = p.handover and o.enterprise = any(${query.enterprises}::integer[])
              and (${others} > ${own} or (${others} = ${own} and o.enterprise < p.enterprise)))
          and ${sql.join([sql`true`, ...conditions(query), ...narrowing(query)], sql` and `)}
        order by ${order} limit ${query.limit}
      ) as found
      order by ${order} limit ${query.limit}
    )
    select h.*, page.handover, page.level, page.due_at,
      (select coalesce(json_agg(e order by e.key), '[]') from expectations e
        where e.holder = h.id and not e.of_message and (e.level is not null or e.was_late)) as expected
    from page join handovers h on h.id = page.handover
    order by ${order}`.execute(db);
  return found.rows.map(listedFrom);
};

/** What has something open is little of all there ever was: an index leads to it. */
const tallyHandovers = async (db: Db, query: HandoverTallyQuery): Promise<readonly HandoverTally[]> => {
  const found = await sql<HandoverTally>`
    select level, municipality, hospitals, count(*)::integer as count from (
      select max(${levelOf(query, 'p')}) as level, h.municipality, h.hospitals
      from handover_parties p join handovers h on h.id = p.handover
      where p.enterprise = any(${query.enterprises}::integer[]) and p.attention >= 0
        and ${sql.join([sql`true`, ...conditions(query)], sql` and `)}
      group by h.id
    ) as one
    where level >= 0
    group by level, municipality, hospitals`.execute(db);
  return found.rows;
};

const expectationFrom = (row: JsonExpectation): ListedExpectation => ({
  expectation: row.expectation,
  ...(row.case !== null && { case: row.case }),
  severity: row.severity,
  ...(row.level !== null && { level: row.level }),
  wasLate: row.was_late,
  ...(row.due_at !== null && { dueAt: new Date(row.due_at) }),
  owes: {
    role: row.owes_role,
    ...(row.owes_her_id !== null && { herId: row.owes_her_id }),
    ...(row.owes !== null && { enterprise: row.owes }),
  },
});

/** A stretch of overdue stay as JSON holds it. */
interface JsonStretch extends Pick<OverdueStay, 'why'> {
  readonly readyAt: string;
  readonly since: string;
  readonly until?: string;
}

const stretchFrom = ({ why, readyAt, since, until }: JsonStretch): OverdueStay => ({
  why,
  readyAt: new Date(readyAt),
  since: new Date(since),
  ...(until !== undefined && { until: new Date(until) }),
});

const listedFrom = (row: ListedRow): ListedHandover => ({
  id: row.id,
  municipality: row.municipality,
  hospitals: row.hospitals,
  state: row.state,
  inferred: row.inferred,
  admittedAt: row.admitted_at,
  ...(row.ready_at !== null && { readyAt: row.ready_at }),
  ...(row.discharged_at !== null && { dischargedAt: row.discharged_at }),
  ...(row.died_at !== null && { diedAt: row.died_at }),
  round: row.round,
  // As rows/followed.ts wrote it.
  overdue: (row.overdue as readonly JsonStretch[]).map(stretchFrom),
  historic: row.historic,
  readmission: row.readmission,
  completeness: row.completeness,
  place: {
    level: row.level,
    ...(row.due_at !== null && { dueAt: row.due_at }),
    admittedAt: row.admitted_at,
    id: row.id,
  },
  expected: row.expected.map(expectationFrom),
});
