import { createHelseIdAuthenticator } from './adapters/auth/helseid.ts';
import { createOpenAuthenticator } from './adapters/auth/none.ts';
import { createHttpApp, createOpsApp } from './adapters/http/app.ts';
import type { HttpDeps } from './adapters/http/deps.ts';
import { createHttpServer } from './adapters/http/server.ts';
import { defaultHttpSettings, type HttpSettings } from './adapters/http/settings.ts';
import { createReplayGuard } from './adapters/postgres/replay-guard.ts';
import { CannotStart } from './cannot-start.ts';
import type { Authenticator } from './domain/access.ts';
import type { Parts } from './main.ts';
import { replayServices } from './replay.ts';

/** The listening side of a process. */
export interface Api {
  readonly url: string;
  stop(): Promise<void>;
}

const authenticatorOf = ({ config, pool, services: { clock, log } }: Parts): Authenticator => {
  if (config.AUTH_MODE === 'none') return createOpenAuthenticator();
  if (config.PUBLIC_BASE_URL === undefined) throw new CannotStart('PUBLIC_BASE_URL must be set');
  return createHelseIdAuthenticator(
    {
      issuer: config.HELSEID_ISSUER,
      publicBaseUrl: config.PUBLIC_BASE_URL,
      ...(config.HELSEID_JWKS_URL !== undefined && { jwksUrl: config.HELSEID_JWKS_URL }),
    },
    { replayGuard: createReplayGuard(pool, clock), log },
  );
};

const settingsOf = ({ config }: Parts): HttpSettings => ({
  ...defaultHttpSettings,
  publicBaseUrl: config.PUBLIC_BASE_URL,
  sandbox: config.AUTH_MODE === 'none',
  errorKeys: config.ERROR_KEYS,
  trustProxy: config.TRUST_PROXY,
  metricsToken: config.METRICS_TOKEN,
});

/** True when the work resolves. */
const answers = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

/** Listens: the whole API, or health and metrics alone in a process that only works. */
export const openApi = async (parts: Parts): Promise<Api> => {
  const { config, services, directory, standards, metricsAdapter, queues, pool } = parts;
  metricsAdapter.observe({
    queueDepths: () => queues.depths(),
    breakers: () => services.store.breakers(),
    storage: () => services.store.gauges(),
  });
  const settings = settingsOf(parts);
  const deps: HttpDeps = {
    services,
    authenticator: authenticatorOf(parts),
    directory,
    texts: standards.texts,
    reportTexts: standards.reportTexts,
    rules: standards.rules,
    examples: standards.examples,
    replay: replayServices(services, parts.inForce),
    metricsRegistry: metricsAdapter.registry,
    readiness: async () => ({
      storage: await answers(pool.query('select 1')),
      queue: await answers(queues.ping()),
    }),
    queueDepths: async () => {
      const depths = Object.entries(await queues.depths());
      return Object.fromEntries(depths.map(([queue, states]) => [queue, { ...states }]));
    },
    settings,
  };
  const app = config.ROLE === 'worker' ? createOpsApp(deps) : createHttpApp(deps);
  const server = createHttpServer(app, settings);
  const url = await server.listen(config.PORT, config.HOST);
  return { url, stop: () => server.stop() };
};
