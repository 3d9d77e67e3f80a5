import { createLog } from '../adapters/log.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { openStorage } from '../storage.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withConfig } from './with-config.ts';

/** Brings the database up to date; safe while others do the same. */
export const migrateCommand = (terminal: Terminal): Promise<ExitCode> =>
  withConfig(terminal, async (config) => {
    const pool = await openStorage(config, createLog({ level: config.LOG_LEVEL }));
    try {
      const { applied } = await migrate(pool);
      for (const name of applied) terminal.out(`applied ${name}`);
      terminal.out(applied.length === 0 ? 'up to date' : `${applied.length} applied`);
      return 0;
    } finally {
      await pool.end();
    }
  });
