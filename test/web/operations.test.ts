import { describe, expect, it } from 'vitest';
import { attention, type Operations } from '../../src/web/pages/operations/operations.ts';

const receiver = { herId: 9150602, name: null, enterprise: null };
const well: Operations = {
  at: '2026-11-23T08:00:00.000Z',
  queues: { deliver: { waiting: 5, active: 1, delayed: 2, failed: 0 } },
  gauges: { queued: 12, waitingReceipts: 40, quarantinedDeliveries: 0, followLag: 299 },
  unfinished: { oldestAt: null, isComplete: true, byCause: [], deliveries: [] },
  keptOut: [],
  breakers: [{ receiver, state: 'closed', failures: 2, retryAt: null }],
};

describe('what wants somebody', () => {
  it('is nothing while all moves: work that waits its turn is no trouble', () => {
    expect(attention(well)).toEqual([]);
  });

  it('is each thing that does not mend itself, with how many', () => {
    const stuck = { hinderedBy: 'parked', causeText: null, count: 3, oldestAt: null };
    const wants = attention({
      ...well,
      queues: { deliver: { failed: 1 }, process: { failed: 2 } },
      gauges: { quarantinedDeliveries: 4, followLag: 660, defaultPartitionRows: 7 },
      unfinished: { ...well.unfinished, byCause: [stuck, { ...stuck, hinderedBy: 'queued', count: 2 }] },
      breakers: [{ receiver, state: 'open', failures: 9, retryAt: null }],
    });
    expect(wants).toEqual([
      { key: 'breakers', count: 1 },
      { key: 'stuck', count: 5 },
      { key: 'quarantined', count: 4 },
      { key: 'failed', count: 3 },
      { key: 'lag', count: 11 },
      { key: 'strays', count: 7 },
    ]);
  });
});
