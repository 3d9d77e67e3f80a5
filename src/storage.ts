import { join } from 'node:path';
import { openEmbeddedPool } from './adapters/embedded/pool.ts';
import { openPostgresPool, type SqlPool } from './adapters/postgres/pool.ts';
import { CannotStart } from './cannot-start.ts';
import type { Config } from './config.ts';
import type { Log } from './domain/ports.ts';

/** Opens the database of a configuration: a server's, or the embedded one in DATA_DIR. Throws CannotStart when it is in use. */
export const openStorage = async (config: Config, log: Log): Promise<SqlPool> => {
  const onError = (error: Error): void => log.warn({ error: error.name }, 'a database connection failed');
  if (config.DATABASE_URL !== undefined) {
    return openPostgresPool({
      connectionString: config.DATABASE_URL,
      applicationName: `overgang-${config.ROLE}`,
      max: config.DATABASE_POOL,
      onError,
    });
  }
  const opened = await openEmbeddedPool({ dataDir: join(config.DATA_DIR, 'db'), onError });
  if (!opened.ok) {
    throw new CannotStart(
      `DATA_DIR ${config.DATA_DIR} is in use by another process; stop it, or give this one a DATA_DIR of its own`,
    );
  }
  return opened.value;
};
