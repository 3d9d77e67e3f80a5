import type { Side } from '../../parts/side.ts';

/** GET /api/operations. Times are ISO texts. */
export interface Operations {
  readonly at: string;
  /** Jobs by queue and state. */
  readonly queues: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly gauges: Readonly<Record<string, number>>;
  readonly unfinished: {
    readonly oldestAt: string | null;
    readonly isComplete: boolean;
    readonly byCause: readonly {
      readonly hinderedBy: string;
      readonly causeText: string | null;
      readonly count: number;
      readonly oldestAt: string | null;
    }[];
    readonly deliveries: readonly Unfinished[];
  };
  readonly keptOut: readonly {
    readonly reason: string;
    readonly reasonText: string | null;
    readonly count: number;
    readonly oldestAt: string;
    readonly newestAt: string;
  }[];
  readonly breakers: readonly Breaker[];
}

export interface Unfinished {
  readonly messageId: string;
  readonly receiver: Side;
  readonly transportText: string;
  readonly receivedAt: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly parked: boolean;
  readonly causeText: string | null;
}

export interface Breaker {
  readonly receiver: Side;
  readonly state: 'closed' | 'open' | 'halfOpen';
  readonly failures: number;
  readonly retryAt: string | null;
}

/** How long looking at handovers may lag behind, in seconds, before somebody should know. */
const mostLag = 300;

/** What wants somebody: each with how many. Nothing of it: all is well. */
export const attention = ({
  queues,
  gauges,
  unfinished,
  breakers,
}: Operations): readonly { readonly key: string; readonly count: number }[] => {
  const failed = Object.values(queues).reduce((sum, states) => sum + (states.failed ?? 0), 0);
  const lag = Math.round(gauges.followLag ?? 0);
  return [
    { key: 'breakers', count: breakers.filter(({ state }) => state !== 'closed').length },
    { key: 'stuck', count: unfinished.byCause.reduce((sum, { count }) => sum + count, 0) },
    { key: 'quarantined', count: gauges.quarantinedDeliveries ?? 0 },
    { key: 'failed', count: failed },
    { key: 'lag', count: lag > mostLag ? Math.round(lag / 60) : 0 },
    { key: 'strays', count: gauges.defaultPartitionRows ?? 0 },
  ].filter(({ count }) => count > 0);
};

/** Gauges that are shown, in the order that a message meets them. */
export const shownGauges = [
  'unprocessed',
  'queued',
  'sent',
  'parked',
  'waitingReceipts',
  'quarantinedDeliveries',
  'unsentNotices',
  'anomalies',
] as const;

/** Hindrances that there is an own advice for. */
export const advised = [
  'parked',
  'received',
  'queued',
  'sent',
  'quarantined',
  'delivery-refused-by-endpoint',
  'delivery-endpoint-failed',
  'delivery-endpoint-unreachable',
  'patient-not-in-system',
  'storage-unavailable',
  'internal-error',
] as const;
