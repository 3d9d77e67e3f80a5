import { randomBytes } from 'node:crypto';
import { queues as queueDefinitions } from '../queues/index.ts';
import { systemClock } from './adapters/clock.ts';
import { createPayloadCipher } from './adapters/crypto/payload-cipher.ts';
import { createPseudonymiser } from './adapters/crypto/pseudonym.ts';
import { createIds } from './adapters/ids.ts';
import { createLog } from './adapters/log.ts';
import { createMetrics, type MetricsAdapter } from './adapters/metrics.ts';
import { migrate } from './adapters/postgres/migrate.ts';
import type { SqlPool } from './adapters/postgres/pool.ts';
import { createStore, type Store } from './adapters/postgres/store.ts';
import { openQueueSystem, type QueueSystem } from './adapters/queue/system.ts';
import { openTransports } from './adapters/transports/index.ts';
import { createSecrets } from './adapters/transports/secrets.ts';
import { openAlerts } from './alerts.ts';
import { openApi } from './api.ts';
import { createHeadNote } from './app/access-log.ts';
import { createAddressBook } from './app/address-book.ts';
import { followAlerts } from './app/alerts/follow-alerts.ts';
import type { AlertPorts } from './app/alerts/services.ts';
import { publishDaily } from './app/board/publish.ts';
import { refreshMeasures } from './app/board/refresh.ts';
import { errorFacts } from './app/error-facts.ts';
import { recheckRules } from './app/follow.ts';
import { createInspector } from './app/inspect.ts';
import { pushNotices } from './app/notify.ts';
import { defaultPolicy, type Policy, type Services } from './app/services.ts';
import { sweep } from './app/sweep.ts';
import { type LiveBoard, openBoard } from './board.ts';
import { CannotStart } from './cannot-start.ts';
import type { Config } from './config.ts';
import { type LiveDirectory, openDirectory } from './directory.ts';
import type { Clock, Log } from './domain/ports.ts';
import { loadKeys } from './keys.ts';
import { software } from './software.ts';
import { loadStandards, type Standards } from './standards.ts';
import { openStorage } from './storage.ts';

const hourMs = 3_600_000;
/** How long a change of the directory, or a decision of the board, may take to reach every process. */
const directorySeconds = 60;

/** Parts that a test or a command puts in place of the real ones. */
export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Log;
  /** An open pool instead of the configuration's; it is ended with the gateway. */
  readonly pool?: SqlPool;
  /** What the queues' keys in Redis begin with. */
  readonly queuePrefix?: string;
}

/** The gateway's parts, open but not yet at work: what every command that needs storage stands on. */
export interface Parts {
  readonly config: Config;
  readonly services: Services;
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly queues: QueueSystem<Services>;
  readonly standards: Standards;
  /** What is judged by, as the board has decided. */
  readonly inForce: LiveBoard;
  /** What alerts are told with. */
  readonly alerts: AlertPorts;
  readonly metricsAdapter: MetricsAdapter;
  readonly pool: SqlPool;
  close(): Promise<void>;
}

/** A running gateway. */
export interface Gateway extends Parts {
  /** Where it listens. */
  readonly url: string;
  /** Takes up unfinished work now, without waiting for the next round. */
  sweepNow(): Promise<void>;
  /** Stops in order: no new requests, no new jobs, those under way end, then connections close. */
  stop(): Promise<void>;
}

const policyOf = (config: Config): Policy => ({
  ...defaultPolicy,
  persistMs: config.PERSIST_HOURS * hourMs,
  receiptMs: config.RECEIPT_HOURS * hourMs,
  parkMs: config.PARK_HOURS * hourMs,
  stuckMs: config.STUCK_SECONDS * 1000,
});

/** Opens storage, queues and keys of a configuration; migrates. Throws CannotStart with what the operator must do. */
export const openParts = async (config: Config, overrides: Overrides = {}): Promise<Parts> => {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLog({ level: config.LOG_LEVEL });
  const secrets = createSecrets(config.environment);
  if (!secrets.ok) throw new CannotStart(secrets.fault);
  const keys = await loadKeys(config);
  const onDefect = (rule: string): void => log.error({ rule }, 'a rule cannot be evaluated');
  const standards = loadStandards(config.SCHEMA_DIR, onDefect);
  const ids = createIds(clock);
  const pool = overrides.pool ?? (await openStorage(config, log));
  try {
    await migrate(pool);
    const store = createStore(pool);
    await store.ensurePartitions(clock.now());
    const directory = await openDirectory(config, store);
    const inForce = await openBoard(config.EXPECTATIONS_FILE, standards, { store, directory, clock, log });
    const metricsAdapter = createMetrics();
    const alerts = openAlerts(config, standards.texts, log);
    const queues = await openQueueSystem<Services>(
      config.REDIS_URL === undefined ? { pool } : { redisUrl: config.REDIS_URL },
      {
        definitions: queueDefinitions,
        clock,
        random: () => ids.random(),
        lockMs: config.JOB_LOCK_SECONDS * 1000,
        ...(overrides.queuePrefix !== undefined && { prefix: overrides.queuePrefix }),
        // Longer than a push may take.
        drainMs: 40_000,
        onRun: ({ queue, ending, error }) => {
          metricsAdapter.metrics.count('overgang_jobs_total', { queue, ending });
          if (error !== undefined) log.error({ queue, ending, ...errorFacts(error) }, 'a job failed');
        },
        onError: (queue, error) => log.warn({ queue, ...errorFacts(error) }, 'queue fault'),
      },
    );
    const transports = openTransports(
      { webhook: { allowLoopback: config.AUTH_MODE === 'none' } },
      { clock, log },
    );
    const webhook = transports.find('webhook');
    if (webhook === undefined) throw new CannotStart('no transport pushes webhooks');
    const services: Services = {
      clock,
      ids,
      log,
      metrics: metricsAdapter.metrics,
      store,
      addressBook: createAddressBook(directory, clock),
      directory,
      get handoverRules() {
        return inForce.handoverRules;
      },
      board: inForce.board,
      indicators: standards.indicators,
      cipher: createPayloadCipher(keys.ring, randomBytes),
      pseudonymiser: createPseudonymiser(keys.pseudonymKey),
      transport: webhook,
      secrets: secrets.value,
      enqueue: queues.enqueue,
      inspector: createInspector(standards.schemas, standards.compiled, onDefect, inForce.weightsFor),
      word: standards.word,
      policy: policyOf(config),
      software,
    };
    return {
      config,
      services,
      store,
      directory,
      queues,
      standards,
      inForce,
      alerts: alerts.ports,
      metricsAdapter,
      pool,
      async close() {
        await queues.close({ drain: true });
        await transports.close();
        alerts.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
};

/** Runs `work` again and again, `seconds` after each end, until stopped; a failure is logged and tried again. */
const repeat = (seconds: number, log: Log, work: () => Promise<unknown>): (() => Promise<void>) => {
  const running = { round: Promise.resolve(), stopped: false };
  const schedule = (): NodeJS.Timeout =>
    setTimeout(() => {
      running.round = work().then(
        () => undefined,
        (error: unknown) => log.error(errorFacts(error), 'a repeated task failed'),
      );
      void running.round.then(() => {
        if (!running.stopped) timer = schedule();
      });
    }, seconds * 1000);
  let timer = schedule();
  return async () => {
    running.stopped = true;
    clearTimeout(timer);
    await running.round;
  };
};

/** Starts the roles of a configuration: the API, the workers with their sweep, or both. Throws CannotStart. */
export const startGateway = async (config: Config, overrides: Overrides = {}): Promise<Gateway> => {
  const parts = await openParts(config, overrides);
  try {
    return await startRoles(parts);
  } catch (error) {
    await parts.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new CannotStart(
        `PORT ${config.PORT} on ${config.HOST} is taken: stop what listens there, or set another PORT`,
      );
    }
    throw error;
  }
};

const startRoles = async (parts: Parts): Promise<Gateway> => {
  const { config, services, queues } = parts;
  const works = config.ROLE !== 'api';
  let stopping = false;
  let published: string | undefined;
  const noteHead = createHeadNote(services);
  const round = async (): Promise<void> => {
    await services.store.ensurePartitions(services.clock.now());
    await sweep(services);
    await noteHead();
  };
  const api = await openApi(parts);
  if (works) {
    await queues.startWorkers(services);
    await recheckRules(services);
    await sweep(services);
  }
  const stops = works
    ? [
        repeat(config.SWEEP_SECONDS, services.log, round),
        repeat(config.SWEEP_SECONDS, services.log, () => pushNotices(services)),
        repeat(config.SWEEP_SECONDS, services.log, () => followAlerts({ ...services, alerts: parts.alerts })),
        repeat(config.SWEEP_SECONDS, services.log, async () => {
          const counted = await refreshMeasures(services, () => stopping);
          // What is still coming in, an import say, is published when it is all there.
          if (counted === 0 && !stopping) published = await publishDaily(services, published);
        }),
      ]
    : [];
  stops.push(
    repeat(directorySeconds, services.log, async () => {
      await services.board.takeUp();
      const usable = await parts.directory.reload();
      if (!usable) services.log.error({}, 'the directory in storage holds a HER-id twice');
    }),
  );
  services.log.info({ role: config.ROLE, url: api.url }, 'gateway started');
  return {
    ...parts,
    url: api.url,
    sweepNow: round,
    async stop() {
      stopping = true;
      await api.stop();
      await Promise.all(stops.map((end) => end()));
      await parts.close();
      services.log.info({ role: config.ROLE }, 'gateway stopped');
    },
  };
};
