import { systemClock, systemStopwatch } from '../adapters/clock.ts';
import { createIds } from '../adapters/ids.ts';
import { createLog } from '../adapters/log.ts';
import { createStore } from '../adapters/postgres/store.ts';
import { percentile } from '../bench/figures.ts';
import { measureFollow } from '../bench/follow.ts';
import { software } from '../software.ts';
import { loadStandards } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withCounty } from './county-place.ts';

export interface BenchFollowOptions {
  readonly open: string;
  readonly json?: boolean;
}

/** A tick must not take longer, milliseconds. */
const most = 1_000;
const mostOpen = 10_000_000;

const ms = (time: number): string => `${time.toFixed(1)} ms`;

/**
 * Measures what a tick of following handovers costs while many expectations are open, and prints it. Exit 0 when a tick
 * with nothing due, and one with a hundredth due, takes less than a second; 1 when not; 2 when the database is in use
 * or the number is none.
 */
export const benchFollow = async (terminal: Terminal, options: BenchFollowOptions): Promise<ExitCode> => {
  const open = Number(options.open);
  if (!Number.isInteger(open) || open < 100 || open > mostOpen) {
    terminal.err('--open: it must be a whole number from 100. A right example: --open 100000');
    return 2;
  }
  return withCounty(terminal, async ({ pool, county }) => {
    const { expectations: catalogue } = loadStandards(terminal.environment.SCHEMA_DIR || undefined);
    const figures = await measureFollow(
      {
        pool,
        county,
        store: createStore(pool),
        ids: createIds(systemClock),
        stopwatch: systemStopwatch,
        judged: {
          log: createLog({ level: 'warn' }),
          handoverRules: { catalogue, switchedOff: [] },
          software,
        },
      },
      open,
    );
    const { idle, due } = figures;
    const slowest = Math.max(percentile(idle, 1), ...due.map((tick) => tick.ms));
    const holds = slowest < most;
    if (options.json === true)
      terminal.out(JSON.stringify({ bench: 'follow', ...figures, must: most, holds }));
    else {
      terminal.out(`${figures.open} expectations open with a deadline, of ${figures.subjects} patients`);
      terminal.out(
        `a tick with nothing due: p50 ${ms(percentile(idle, 0.5))}, p95 ${ms(percentile(idle, 0.95))}, max ${ms(percentile(idle, 1))}`,
      );
      for (const { expectations, folded, ms: time } of due) {
        terminal.out(
          `a tick with ${expectations} to be warned of or late: ${folded} patients folded in ${ms(time)}`,
        );
      }
      terminal.out(`must be below ${most} ms: ${holds ? 'holds' : 'DOES NOT HOLD'}`);
    }
    return holds ? 0 : 1;
  });
};
