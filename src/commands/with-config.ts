import { type Config, readConfig } from '../config.ts';
import { openParts, type Parts } from '../main.ts';
import type { ExitCode, Terminal } from './command.ts';

/** Runs work with the environment's configuration; a wrong one ends with a line per setting. */
export const withConfig = async (
  terminal: Terminal,
  work: (config: Config) => Promise<ExitCode>,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<ExitCode> => {
  const config = readConfig({ ...terminal.environment, ...changes });
  if (!config.ok) {
    for (const line of config.fault) terminal.err(line);
    return 2;
  }
  return work(config.value);
};

/** Runs work with storage and queues open, and closes them after it. */
export const withParts = (terminal: Terminal, work: (parts: Parts) => Promise<ExitCode>): Promise<ExitCode> =>
  withConfig(terminal, async (config) => {
    const parts = await openParts(config);
    try {
      return await work(parts);
    } finally {
      await parts.close();
    }
  });
