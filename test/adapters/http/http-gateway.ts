import { randomBytes, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { inject } from 'vitest';
import { createOpenAuthenticator } from '../../../src/adapters/auth/none.ts';
import { parseKeyRing } from '../../../src/adapters/crypto/key-ring.ts';
import { createPayloadCipher } from '../../../src/adapters/crypto/payload-cipher.ts';
import { createPseudonymiser, parsePseudonymKey } from '../../../src/adapters/crypto/pseudonym.ts';
import { openEmbeddedPool } from '../../../src/adapters/embedded/pool.ts';
import { createHttpApp } from '../../../src/adapters/http/app.ts';
import type { HttpDeps } from '../../../src/adapters/http/deps.ts';
import { createHttpServer, type HttpServer } from '../../../src/adapters/http/server.ts';
import { defaultHttpSettings, type HttpSettings } from '../../../src/adapters/http/settings.ts';
import { createIds } from '../../../src/adapters/ids.ts';
import { createLog } from '../../../src/adapters/log.ts';
import { createMetrics } from '../../../src/adapters/metrics.ts';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { createStore } from '../../../src/adapters/postgres/store.ts';
import { readOrganisations } from '../../../src/adapters/seeds/organisations.ts';
import { createAddressBook } from '../../../src/app/address-book.ts';
import { deliver } from '../../../src/app/deliver.ts';
import { processMessage } from '../../../src/app/process.ts';
import { defaultPolicy, queueNames, type Services } from '../../../src/app/services.ts';
import { createDirectory } from '../../../src/domain/directory.ts';
import type { HerId, MessageId } from '../../../src/domain/ids.ts';
import { replayServices } from '../../../src/replay.ts';
import { loadStandards } from '../../../src/standards.ts';
import { fixtureBytes } from '../../helpers/fixtures.ts';

/** The HTTP side over real use cases and an embedded store; jobs wait until `settle` runs them. */

interface Job {
  readonly messageId: MessageId;
  readonly receiver: HerId;
  readonly requestId: string;
}

export interface HttpGateway {
  readonly url: string;
  readonly services: Services;
  /** Every line logged, as JSON text. */
  readonly logged: string[];
  /** What is changed here holds from the next request on. */
  readonly clock: { now: Date };
  /** What another app of the same parts is made from; each needs a registry of its own. */
  deps(): HttpDeps;
  /** Runs waiting jobs, and those they add, to the end. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Parts of a gateway that a test replaces. */
export interface Replaced {
  readonly services?: Partial<Services>;
  readonly authenticator?: HttpDeps['authenticator'];
  readonly readiness?: HttpDeps['readiness'];
  readonly settings?: Partial<HttpSettings>;
}

const standards = loadStandards();
const organisations = readOrganisations('seeds/organisations');

const must = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error('a fixed part of the test gateway is wrong');
  return result.value;
};

const directory = must(createDirectory(organisations));

const depsOf = (services: Services, replaced: Replaced, registry: HttpDeps['metricsRegistry']): HttpDeps => ({
  services,
  authenticator: replaced.authenticator ?? createOpenAuthenticator(),
  directory,
  texts: standards.texts,
  rules: standards.rules,
  reportTexts: standards.reportTexts,
  examples: standards.examples,
  replay: replayServices(services, standards),
  metricsRegistry: registry,
  queueDepths: async () => ({}),
  readiness: replaced.readiness ?? (async () => ({ storage: true, queue: true })),
  settings: { ...defaultHttpSettings, sandbox: true, ...replaced.settings },
});

const server = async (deps: HttpDeps): Promise<HttpServer & { url: string }> => {
  const running = createHttpServer(createHttpApp(deps), deps.settings);
  return { ...running, url: await running.listen(0, '127.0.0.1') };
};

/** A store whose every method rejects with one error; a gateway on it opens no database. */
export const brokenStore = (error: Error): Services['store'] =>
  new Proxy({} as Services['store'], { get: () => () => Promise.reject(error) });

/** For what stores nothing. */
export const noStore = brokenStore(new Error('this test has no store'));

const embeddedStore = async (
  now: Date,
): Promise<{ store: Services['store']; close: () => Promise<void> }> => {
  const template = await openAsBlob(inject('pgliteTemplate'));
  const pool = must(await openEmbeddedPool({ dataDir: undefined, template }));
  await migrate(pool);
  const store = createStore(pool);
  await store.ensurePartitions(now);
  return { store, close: () => pool.end() };
};

export const openHttpGateway = async (replaced: Replaced = {}): Promise<HttpGateway> => {
  const clock = { now: new Date('2026-11-21T10:00:00Z') };
  const tick = { now: () => clock.now };
  const storage = replaced.services?.store === undefined ? await embeddedStore(clock.now) : undefined;
  const logged: string[] = [];
  const jobs: { readonly queue: string; readonly job: Job }[] = [];
  const { metrics, registry } = createMetrics();
  const services: Services = {
    clock: tick,
    ids: createIds(tick),
    log: createLog({ level: 'debug', destination: { write: (line) => logged.push(line) } }),
    metrics,
    store: storage?.store ?? noStore,
    addressBook: createAddressBook(directory, tick),
    directory,
    handoverRules: { catalogue: standards.expectations, switchedOff: [] },
    board: { takeUp: async () => true },
    indicators: standards.indicators,
    cipher: createPayloadCipher(must(parseKeyRing(`k1:${randomBytes(32).toString('base64')}`)), randomBytes),
    pseudonymiser: createPseudonymiser(must(parsePseudonymKey(randomBytes(32).toString('base64')))),
    transport: { push: async () => ({ kind: 'failed' }) },
    secrets: { find: () => undefined },
    enqueue: async (queue, job) => {
      jobs.push({ queue, job: job as Job });
    },
    inspector: standards.inspector,
    word: standards.word,
    policy: defaultPolicy,
    software: { name: 'Overgang', version: '0.1.0' },
    ...replaced.services,
  };
  const { url, stop } = await server(depsOf(services, replaced, registry));
  return {
    url,
    services,
    logged,
    clock,
    deps: () => depsOf(services, replaced, createMetrics().registry),
    async settle() {
      for (let next = jobs.shift(); next !== undefined; next = jobs.shift()) {
        await (next.queue === queueNames.process ? processMessage : deliver)(services, next.job);
      }
    },
    async stop() {
      await stop();
      await storage?.close();
    },
  };
};

/** A fixture as a new message: another MsgId, and whatever else is replaced in its text. */
export const freshMessage = (
  type: string,
  name: string,
  replacements: Readonly<Record<string, string>> = {},
): { readonly xml: string; readonly msgId: string } => {
  const msgId = randomUUID();
  const original = Buffer.from(fixtureBytes(type, name)).toString('utf8');
  const renamed = original.replace(/(<MsgId>)[^<]*(<)/, `$1${msgId}$2`);
  const xml = Object.entries(replacements).reduce((text, [from, to]) => text.replaceAll(from, to), renamed);
  return { xml, msgId };
};

/** The body of POST /Messages for a document. */
export const postBody = (document: string | Uint8Array, more: object = {}): string =>
  JSON.stringify({
    businessDocument: Buffer.from(document).toString('base64'),
    contentType: 'application/xml',
    contentTransferEncoding: 'base64',
    ...more,
  });

/** Posts to a path, with headers of EDI 2.0. */
export const post = (
  url: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'api-version': '2', 'nhn-source-system': 'Test, v1', ...headers },
    body: body as string,
  });

export const xmlType = { 'content-type': 'application/xml' };

/** The EDI error that an answer carries. */
export interface EdiError {
  readonly error: string;
  readonly errorCode: number;
  readonly validationErrors?: readonly string[];
  readonly stackTrace: null;
  readonly requestId: string;
}
