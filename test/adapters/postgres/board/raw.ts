import type { SqlPool } from '../../../../src/adapters/postgres/pool.ts';
import type { OverdueStay } from '../../../../src/domain/handover/stays.ts';

/** What is stored, table by table: all that the independent reckoning may look at. */

interface RawParty {
  readonly herId: number;
  readonly enterprise?: number;
}
interface RawMessage {
  readonly id: string;
  readonly type: string;
  readonly received_at: Date;
  readonly gen_instant: Date;
  readonly service_status: string | null;
  readonly source_system: string | null;
  readonly type_key: string | null;
  readonly processed_at: Date | null;
  readonly rejected: boolean | null;
  readonly is_app_rec: boolean;
}
interface RawReading {
  readonly message_id: string;
  readonly reading: {
    readonly sender: RawParty;
    readonly receivers: readonly RawParty[];
    readonly blocks?: Readonly<Record<'present' | 'missing' | 'explained' | 'noted', readonly string[]>>;
  };
}
interface RawEvent {
  readonly message_id: string;
  readonly receiver: number;
  readonly at: Date;
  readonly type: string;
  readonly receipt_after: string;
  readonly transport_after: string;
  readonly possible: boolean;
}
interface RawReceipt {
  readonly message_id: string;
  readonly receiver: number;
  readonly status: number;
  readonly errors: readonly { readonly code: string }[];
  readonly at: Date;
}
export interface RawExpectation {
  readonly holder: string;
  readonly key: string;
  readonly expectation: string;
  readonly case: string | null;
  readonly round: number;
  readonly state: string;
  readonly why: string | null;
  readonly trigger_at: Date;
  readonly clock_at: Date | null;
  readonly ended_at: Date | null;
  readonly due_at: Date | null;
  readonly was_late: boolean;
  readonly owes: number | null;
  readonly waits: number | null;
}
export interface RawHandover {
  readonly id: string;
  readonly stay: string;
  readonly state: string;
  readonly municipality: number;
  readonly hospitals: readonly number[];
  readonly round: number;
  readonly discharged_at: Date | null;
  readonly died_at: Date | null;
  readonly superseded_at: Date | null;
  readonly readmission: boolean;
  readonly follows: string | null;
  readonly messages: readonly string[];
  readonly overdue: readonly { readonly [K in keyof OverdueStay]: string }[];
}

/** Everything stored that counts follow from. */
export interface Raw {
  readonly messages: readonly RawMessage[];
  readonly readings: readonly RawReading[];
  readonly deliveries: readonly {
    readonly message_id: string;
    readonly receiver: number;
    readonly role: string;
  }[];
  readonly events: readonly RawEvent[];
  readonly receipts: readonly RawReceipt[];
  readonly findings: readonly { readonly message_id: string; readonly rule: string }[];
  readonly expectations: readonly RawExpectation[];
  readonly handovers: readonly RawHandover[];
}

/** Reads the tables whole. */
export const readRaw = async (pool: SqlPool): Promise<Raw> => {
  const all = async <T>(table: string): Promise<readonly T[]> =>
    (await pool.query(`select * from ${table}`)).rows as T[];
  return {
    messages: await all('messages'),
    readings: await all('handover_readings'),
    deliveries: await all('deliveries'),
    events: await all('events order by seq'),
    receipts: await all('receipts'),
    findings: await all('findings'),
    expectations: await all('expectations'),
    handovers: await all('handovers'),
  };
};
