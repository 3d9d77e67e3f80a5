import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { AlertQuery } from '../../src/domain/alerts/store.ts';
import type { HerId } from '../../src/domain/ids.ts';
import type { Backend } from '../helpers/backends.ts';
import { at, openStore } from './store-fixtures.ts';

/** What an expectation's row says that matters to alerts. */
interface Row {
  readonly level: number | null;
  readonly owes: HerId | null;
  readonly waits: HerId | null;
  readonly severity: string;
  readonly historic: boolean;
  readonly due_at: Date | null;
}

/** What the contracts of alerts do with a backend. */
export const alertsOn = (open: () => Promise<Backend>) => {
  const store = async () => openStore((await open()).pool);

  /** Puts an expectation in place as a fold would; what it was called of at all is kept. */
  const expectOf = async (holder: string, rest: Partial<Row> = {}): Promise<void> => {
    await store();
    const { pool } = await open();
    const row = {
      level: 2,
      owes: null,
      waits: null,
      severity: 'high',
      historic: false,
      due_at: at(7),
      ...rest,
    };
    await pool.query(
      `insert into expectations (holder, key, of_message, subject, expectation, severity, round, state, trigger_at,
         due_at, was_late, delivered_late, level, owes_role, owes, waits, historic)
       values ($1, 'k', false, 'not for alerts', 'discharge-report', $2, 1, 'late', $3, $3, true, false, $4, 'hospital',
         $5, $6, $7)
       on conflict (holder, key) do update set level = excluded.level, owes = excluded.owes, waits = excluded.waits,
         due_at = excluded.due_at, severity = excluded.severity,
         alerted = case when (expectations.owes, expectations.waits) is distinct from (excluded.owes, excluded.waits)
           then 0 else least(expectations.alerted, coalesce(excluded.level, 0)) end`,
      [holder, row.severity, row.due_at, row.level, row.owes, row.waits, row.historic],
    );
  };
  const forget = async (holder: string): Promise<void> => {
    await (await open()).pool.query('delete from expectations where holder = $1', [holder]);
  };
  const round = async (ms: number): Promise<void> => {
    const { settleAlerts, raiseExpectations, raiseParked } = await store();
    await settleAlerts(at(ms), 100);
    await raiseExpectations(at(ms), 100);
    await raiseParked(at(ms), 100);
  };
  const inbox = async (enterprise: HerId, rest: Partial<AlertQuery> = {}): Promise<readonly Alert[]> =>
    (await store()).alerts({ enterprises: [enterprise], limit: 200, ...rest });
  const only = async (enterprise: HerId): Promise<Alert> => {
    const [alert, ...more] = await inbox(enterprise);
    if (alert === undefined || more.length > 0) throw new Error(`${more.length + 1} alerts`);
    return alert;
  };
  const eventsOf = async (id: string): Promise<readonly string[]> => {
    const found = await (await open()).pool.query<{ type: string; level: number; reason: string | null }>(
      'select type, level, reason from alert_events where alert = $1 order by seq',
      [id],
    );
    return found.rows.map(({ type, level, reason }) => [type, level, reason ?? ''].join(' ').trim());
  };
  return { store, expectOf, forget, round, inbox, only, eventsOf };
};
