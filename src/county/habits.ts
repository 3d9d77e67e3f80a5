import type { HerId } from '../domain/ids.ts';

/** How organisations differ: some are late more often than others, leave out more, mend their ways or slip. */

/** A number from 0 up to 1 that is always the same for the same words (FNV-1a, then mixed). */
export const lot = (...words: readonly (string | number)[]): number => {
  let hash = 0x811c9dc5;
  for (const char of words.join('|')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};

/** The time that habits change over, milliseconds since 1970: as they were meant to be in its middle. */
export interface Season {
  readonly from: number;
  readonly to: number;
}

/** How much something has grown at an instant: doubled from beginning to middle at most, or halved. */
const trend = (name: string, who: HerId, at: number, { from, to }: Season): number => {
  const way = (lot('trend', name, who) - 0.5) * 2;
  const progress = (2 * (at - from)) / (to - from) - 1;
  return Math.exp(way * 0.7 * Math.max(-1, Math.min(1, progress)));
};

/** How much more often than most somebody is late or forgets, at an instant: 1 is as most. */
export const slackOf = (who: HerId, at: number, season: Season): number =>
  (0.4 + 2.1 * lot('slack', who) ** 2) * trend('slack', who, at, season);

/** The share of messages of a type that somebody leaves a part out of, at an instant. */
export const gapOf = (who: HerId, type: string, part: string, at: number, season: Season): number => {
  const hard = 0.01 + 0.3 * lot('part', type, part) ** 3;
  const own = Math.exp((lot('gap', who, type) - 0.4) * 2.4 + (lot('gap', who, part) - 0.5) * 1.6);
  return Math.min(0.8, hard * own * trend(`gap ${type}`, who, at, season));
};
