import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CounterName, Metrics, TimerName } from '../domain/ports.ts';
import type { BreakerRow } from '../domain/store.ts';

/** What is asked at each scrape; a source that fails or is slow leaves its gauges out of that scrape. */
export interface GaugeSources {
  /** Jobs by queue and state. */
  readonly queueDepths: () => Promise<Readonly<Record<string, Readonly<Record<QueueState, number>>>>>;
  readonly breakers: () => Promise<readonly BreakerRow[]>;
  /** Counts of the store by name. */
  readonly storage: () => Promise<Readonly<Record<string, number>>>;
}

type QueueState = 'waiting' | 'active' | 'delayed' | 'failed';

export interface MetricsAdapter {
  readonly metrics: Metrics;
  readonly registry: Registry;
  /** Sets where the gauges get their figures; before that they are left out. */
  observe(sources: GaugeSources): void;
}

const counters: Readonly<Record<CounterName, { readonly help: string; readonly labels: readonly string[] }>> =
  {
    overgang_messages_received_total: {
      help: 'Documents taken in or turned away',
      labels: ['type', 'result'],
    },
    overgang_messages_processed_total: {
      help: 'Messages checked and routed',
      labels: ['type', 'rejected'],
    },
    overgang_receipts_total: { help: 'AppRecs by 8258 status and giver', labels: ['status', 'by'] },
    overgang_jobs_total: { help: 'Runs of jobs by how they ended', labels: ['queue', 'ending'] },
    overgang_deliveries_total: { help: 'Delivery attempts by outcome', labels: ['channel', 'outcome'] },
    overgang_findings_total: { help: 'Findings by rule', labels: ['rule', 'severity'] },
  };

const short = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const long = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400, 259_200];

const timers: Readonly<
  Record<
    TimerName,
    { readonly help: string; readonly labels: readonly string[]; readonly buckets: readonly number[] }
  >
> = {
  overgang_accept_seconds: { help: 'From bytes in memory to committed', labels: [], buckets: short },
  overgang_process_seconds: { help: 'Checking one message', labels: ['type'], buckets: short },
  overgang_deliver_seconds: {
    help: 'One push to a receiver',
    labels: ['outcome'],
    buckets: [...short, 30, 60],
  },
  overgang_end_to_end_seconds: {
    help: 'From accepted to with the receiver',
    labels: ['type'],
    buckets: long,
  },
};

const labelValue = /^[\w.:-]{1,64}$/;
const maxValues = 100;
const sourceMs = 2_000;

/** Keeps each label's values few and plain: what is beyond that counts as `other`. */
const boundedLabels = (names: readonly string[]) => {
  const seen = new Map(names.map((name) => [name, new Set<string>()]));
  return (labels: Readonly<Record<string, string>>): Record<string, string> => {
    const bounded: Record<string, string> = {};
    for (const [name, values] of seen) {
      const value = labels[name] ?? 'none';
      const admitted =
        values.has(value) || (labelValue.test(value) && values.size < maxValues && values.add(value));
      bounded[name] = admitted ? value : 'other';
    }
    return bounded;
  };
};

const mapValues = <Name extends string, In, Out>(
  rows: Readonly<Record<Name, In>>,
  make: (name: Name, row: In) => Out,
): Record<Name, Out> =>
  Object.fromEntries(
    (Object.entries(rows) as [Name, In][]).map(([name, row]) => [name, make(name, row)]),
  ) as Record<Name, Out>;

/** Metrics for Prometheus, in a registry of their own. */
export const createMetrics = (): MetricsAdapter => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counterOf = mapValues(counters, (name, { help, labels }) => ({
    metric: new Counter({ name, help, labelNames: [...labels], registers }),
    bound: boundedLabels(labels),
  }));
  const timerOf = mapValues(timers, (name, { help, labels, buckets }) => ({
    metric: new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers }),
    bound: boundedLabels(labels),
  }));
  return {
    registry,
    observe: registerGauges(registry),
    metrics: {
      count(name, labels, by = 1) {
        const { metric, bound } = counterOf[name];
        metric.inc(bound(labels), by);
      },
      time(name, labels, seconds) {
        const { metric, bound } = timerOf[name];
        metric.observe(bound(labels), seconds);
      },
    },
  };
};

const registerGauges = (registry: Registry): MetricsAdapter['observe'] => {
  const registers = [registry];
  let sources: GaugeSources | undefined;
  const failures = new Counter({
    name: 'overgang_gauge_failures_total',
    help: 'Gauge sources that failed or were too slow at a scrape',
    labelNames: ['source'],
    registers,
  });
  const gauge = <K extends keyof GaugeSources>(
    source: K,
    name: string,
    help: string,
    labelNames: string[],
    show: (gauge: Gauge, figures: Awaited<ReturnType<GaugeSources[K]>>) => void,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        if (sources === undefined) return;
        try {
          const read = sources[source] as () => Promise<Awaited<ReturnType<GaugeSources[K]>>>;
          show(this, await inTime(read()));
        } catch {
          failures.inc({ source });
        }
      },
    });
  };
  gauge('queueDepths', 'overgang_queue_jobs', 'Jobs by queue and state', ['queue', 'state'], (to, depths) => {
    for (const [queue, states] of Object.entries(depths)) {
      for (const [state, jobs] of Object.entries(states)) to.set({ queue, state }, jobs);
    }
  });
  gauge('breakers', 'overgang_breakers', 'Circuit breakers by state', ['state'], (to, rows) => {
    for (const state of ['closed', 'open', 'halfOpen'] as const) {
      to.set({ state }, rows.filter((row) => row.state === state).length);
    }
  });
  gauge(
    'breakers',
    'overgang_breaker_open',
    'Receivers whose breaker is not closed',
    ['receiver'],
    (to, rows) => {
      const open = rows.filter(({ state }) => state !== 'closed').slice(0, maxValues);
      for (const { receiver } of open) to.set({ receiver: String(receiver) }, 1);
    },
  );
  gauge('storage', 'overgang_storage', 'Counts of the store', ['name'], (to, counts) => {
    for (const [name, count] of Object.entries(counts).slice(0, maxValues)) to.set({ name }, count);
  });
  return (given) => {
    sources = given;
  };
};

/** The scrape goes on without a source that does not answer. */
const inTime = async <T>(answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), sourceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
