import type { Clock, Stopwatch } from '../domain/ports.ts';

/** The machine's clock: the one place that asks for the time. */
export const systemClock: Clock = {
  // biome-ignore lint/plugin: this is the clock adapter
  now: () => new Date(),
};

export const systemStopwatch: Stopwatch = {
  // biome-ignore lint/plugin: this is the clock adapter
  elapsed: () => performance.now(),
};
