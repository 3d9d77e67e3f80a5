import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Terminal } from '../../src/commands/command.ts';

/** A terminal that keeps what is printed. */
export interface TestTerminal extends Terminal {
  readonly printed: string[];
  readonly complained: string[];
  /** Resolves when a line with this text has been printed. */
  says(text: string): Promise<void>;
  /** Ctrl-C. */
  interrupt(): void;
}

/** A terminal with a data folder of its own, removed at the test's end. */
export const openTerminal = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<TestTerminal> => {
  const folder = await mkdtemp(join(tmpdir(), 'overgang-command-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const printed: string[] = [];
  const complained: string[] = [];
  const watchers = new Set<() => void>();
  const { promise: stopped, resolve: interrupt } = Promise.withResolvers<void>();
  return {
    environment: { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', ...environment },
    printed,
    complained,
    out(line) {
      printed.push(line);
      for (const watch of [...watchers]) watch();
    },
    err: (line) => {
      complained.push(line);
    },
    stdin: async () => new Uint8Array(),
    stopped,
    interrupt,
    says: (text) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (!printed.some((line) => line.includes(text))) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
  };
};
