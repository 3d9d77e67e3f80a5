import { join } from 'node:path';
import { systemClock } from '../adapters/clock.ts';
import { createLog } from '../adapters/log.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import type { SqlPool } from '../adapters/postgres/pool.ts';
import { createStore } from '../adapters/postgres/store.ts';
import { readOrganisations } from '../adapters/seeds/organisations.ts';
import type { Config } from '../config.ts';
import type { Organisation } from '../domain/directory.ts';
import type { HerId } from '../domain/ids.ts';
import { type Gateway, startGateway } from '../main.ts';
import { seedsDir } from '../standards.ts';
import { openStorage } from '../storage.ts';
import { cast } from './cast.ts';
import { createLogbook, type Logbook } from './logbook.ts';
import { openPushDoor, type PushDoor, type RecordSystem, startPollingSystem } from './record-system.ts';

/** Reference of the municipality's webhook secret; its value comes in the configuration's environment. */
export const secretRef = 'demo';

/** Parties whose record system has its messages pushed; the others of the cast fetch theirs. */
const pushed: readonly HerId[] = [cast.nursing, cast.caseOffice];

/** How often a simulated system asks for its messages; a real one would once a minute. */
const pollMs = 150;

/** The gateway and the record systems around it, running. */
export interface Stage {
  readonly gateway: Gateway;
  readonly logbook: Logbook;
  /** The record system of a party of the cast. */
  readonly systemOf: (herId: HerId) => RecordSystem;
  stop(): Promise<void>;
}

/** The play begins with an empty database, whatever an earlier one left behind; making one anew would take seconds. */
const emptyDatabase = async (pool: SqlPool): Promise<void> => {
  await pool.query('DROP SCHEMA IF EXISTS bullmq CASCADE');
  await pool.query('DROP SCHEMA public CASCADE');
  await pool.query('CREATE SCHEMA public');
};

/** The seeds' directory with the municipality's two services reached by webhook at `url`. */
const withWebhook = (organisations: readonly Organisation[], url: string): readonly Organisation[] =>
  organisations.map((organisation) => ({
    ...organisation,
    parties: organisation.parties.map((party) =>
      pushed.includes(party.herId)
        ? { ...party, endpoint: { channel: 'webhook', url, secretRef } as const }
        : party,
    ),
  }));

const openGateway = async (config: Config, door: PushDoor): Promise<Gateway> => {
  const log = createLog({ level: config.LOG_LEVEL });
  const pool = await openStorage(config, log);
  try {
    await emptyDatabase(pool);
    await migrate(pool);
    const organisations = readOrganisations(join(seedsDir, 'organisations'));
    await createStore(pool).replaceOrganisations(withWebhook(organisations, door.url));
    return await startGateway(config, { pool, log });
  } catch (error) {
    // The gateway may have ended it already.
    await pool.end().catch(() => undefined);
    throw error;
  }
};

/**
 * Starts the gateway of a configuration on an emptied embedded database, with a hospital and a GP that fetch and
 * a municipality that gets webhooks signed with `key`. Throws CannotStart as the gateway does.
 */
export const openStage = async (config: Config, key: Uint8Array): Promise<Stage> => {
  const logbook = createLogbook();
  const municipality = 'Simulert EPJ Molde kommune';
  const door = await openPushDoor({ key, clock: systemClock }, () =>
    logbook.add({ kind: 'refused', system: municipality }),
  );
  const gateway = await openGateway(config, door).catch(async (error: unknown) => {
    await door.close();
    throw error;
  });
  const settings = { gateway: gateway.url, logbook };
  const pushedTo = door.start({ ...settings, name: municipality });
  const hospital = startPollingSystem({
    ...settings,
    name: 'Simulert EPJ Aalesund sjukehus',
    herIds: [cast.ward],
    everyMs: pollMs,
  });
  const office = startPollingSystem({
    ...settings,
    name: 'Simulert EPJ legesenter',
    herIds: [cast.gp],
    everyMs: pollMs,
  });
  const polling = new Map([
    [cast.ward, hospital],
    [cast.gp, office],
  ]);
  return {
    gateway,
    logbook,
    systemOf: (herId) => polling.get(herId) ?? pushedTo,
    async stop() {
      await Promise.all([hospital.stop(), office.stop()]);
      await gateway.stop();
      await pushedTo.stop();
      await door.close();
    },
  };
};
