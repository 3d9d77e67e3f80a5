import type { Environment } from '../config.ts';

/** What a command may touch: its process, without being it. */
export interface Terminal {
  readonly environment: Environment;
  /** One line to stdout: people's text, or one JSON object with `--json`. */
  out(line: string): void;
  /** One line to stderr. */
  err(line: string): void;
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
  /** Resolves when the process is asked to stop. */
  readonly stopped: Promise<void>;
}

/** 0: good. 1: the work found faults. 2: wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2;
