import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own that will be killed. */
export interface Doomed {
  readonly pid: number;
  /** Resolves when it has printed that word on a line; rejects when it ends before. */
  says(word: string): Promise<void>;
  /** Kill -9; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Runs a script of the tests with one JSON argument. */
export function startDoomed(script: URL, argument: unknown): Doomed {
  const path = fileURLToPath(script);
  const child = spawn(process.execPath, [path, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      child.emit('said');
    });
  }
  return {
    pid: child.pid ?? 0,
    async says(word) {
      while (!said.split('\n').includes(word)) {
        const happened = await Promise.race([
          once(child, 'said'),
          once(child, 'exit').then(() => 'gone' as const),
        ]);
        if (happened === 'gone') throw new Error(`${path} ended before it said ${word}: ${said}`);
      }
    },
    kill: () => kill(child),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
