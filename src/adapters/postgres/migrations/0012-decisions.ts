import { type Kysely, sql } from 'kysely';

/**
 * What the board decides of rules and expectations (src/domain/board/decisions.ts). Append-only: a later decision
 * replaces an earlier one, and both stay.
 */
const statements = [
  sql`create table board_decisions (
    seq bigint generated always as identity primary key,
    decided_at timestamptz not null,
    decided_by text not null,
    role text not null,
    reason text not null,
    subject text not null,
    item text not null,
    enterprise integer,
    change jsonb not null,
    valid_from text not null
  )`,
  sql`create trigger board_decisions_append_only before update or delete on board_decisions
    for each row execute function refuse_change()`,
  sql`create trigger board_decisions_no_truncate before truncate on board_decisions
    for each statement execute function refuse_change()`,
];

/** Makes the table of decisions. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
