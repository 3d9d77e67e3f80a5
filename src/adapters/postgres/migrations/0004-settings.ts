import { type Kysely, sql } from 'kysely';

/**
 * Gives the directory all settings of HIS 80415:2012 §3.3.4, as one value that a further choice does not change the
 * table for. What a row leaves out has not been chosen. Processes of the version before may run beside this one: they
 * leave `settings` out, and read and write `unknown_party` alone, which is therefore kept in step.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table organisations add column settings jsonb not null default '{}'`.execute(db);
};
