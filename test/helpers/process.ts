import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient, type GatewayClient } from './gateway-client.ts';
import { waitFor } from './wait-for.ts';

/** A gateway in a process of its own, as an operator starts it. */
export interface GatewayProcess extends GatewayClient {
  readonly pid: number;
  /** What it has written to stderr: log lines and words for people. */
  said(): string;
  /** Kill -9; resolves when it is gone. */
  kill9(): Promise<void>;
  /** Asks it to stop; resolves to its exit code when it has. */
  stop(): Promise<number | null>;
}

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Times short enough to be waited for: what is stuck is taken up after a second. */
const impatient = {
  STUCK_SECONDS: '1',
  SWEEP_SECONDS: '1',
  JOB_LOCK_SECONDS: '1',
} as const;

/** Starts `overgang start` with this environment, on a free port, and waits until it is at work. */
export const startGatewayProcess = async (
  environment: Readonly<Record<string, string | undefined>>,
): Promise<GatewayProcess> => {
  const child = spawn(process.execPath, [cli, 'start'], {
    // Of this process's own environment only what a program needs, so that nothing decides by chance.
    env: { PATH: process.env.PATH, PORT: '0', ...impatient, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const gone = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const url = await waitFor(
    'a gateway process to start',
    () => {
      if (isGone()) throw new Error(`the gateway process ended: ${said}`);
      return /Overgang listens on (\S+)/.exec(said)?.[1];
    },
    { withinMs: 30_000 },
  );
  return {
    ...createClient(url),
    pid: child.pid ?? 0,
    said: () => said,
    async kill9() {
      child.kill('SIGKILL');
      await gone;
    },
    stop() {
      child.kill('SIGTERM');
      return gone;
    },
  };
};
