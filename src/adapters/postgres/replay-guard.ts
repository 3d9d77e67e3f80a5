import { sql } from 'kysely';
import type { ReplayGuard } from '../../domain/access.ts';
import type { Clock } from '../../domain/ports.ts';
import { openDatabase } from './database.ts';
import type { SqlPool } from './pool.ts';

/** How many expired keys a call takes away: more than it adds, so they cannot pile up. */
const cleanedPerCall = 20;

/** The memory of used proofs, common to all processes (RFC 9449 §11.1). The pool stays the caller's to end. */
export const createReplayGuard = (pool: SqlPool, clock: Clock): ReplayGuard => {
  const db = openDatabase(pool);
  return {
    async remember(key, until) {
      const now = clock.now();
      const fresh = await sql`
        with expired as (
          delete from dpop_jtis where jti in (
            select jti from dpop_jtis where until < ${now} and jti <> ${key}
            limit ${sql.lit(cleanedPerCall)} for update skip locked
          )
        )
        insert into dpop_jtis as kept (jti, until) values (${key}, ${until})
        on conflict (jti) do update set until = excluded.until where kept.until < ${now}
        returning true`.execute(db);
      return fresh.rows.length > 0;
    },
  };
};
