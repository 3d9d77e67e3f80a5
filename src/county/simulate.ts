import { type Comparison, compare } from './compare.ts';
import type { County } from './places.ts';
import { type Played, play, type Stage } from './play.ts';
import { type CountyPlan, type CountyScript, writeScript } from './script.ts';

/** What a simulation needs of the world: an empty database, migrated. */
export interface Theatre extends Stage {
  readonly county: County;
}

export interface Simulated {
  readonly script: CountyScript;
  readonly played: Played;
  readonly comparison: Comparison;
  /** Milliseconds: to play, and to compare. */
  readonly playing: number;
  readonly comparing: number;
}

/** Plays a county and compares what was found with what the script knows. */
export const simulate = async (theatre: Theatre, plan: CountyPlan): Promise<Simulated> => {
  const { pool, county, stopwatch } = theatre;
  const script = writeScript(county, plan);
  const began = stopwatch.elapsed();
  const played = await play(theatre, script);
  const done = stopwatch.elapsed();
  const comparison = await compare(pool, county, script, played.firstLate);
  return { script, played, comparison, playing: done - began, comparing: stopwatch.elapsed() - done };
};
