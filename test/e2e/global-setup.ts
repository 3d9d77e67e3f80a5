import { readFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { openBoardPlace, type PlaceFacts } from '../helpers/board-place.ts';
import { findChromium } from '../helpers/chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of Chromium; '' where there is none. */
    chromium: string;
    place: PlaceFacts;
  }
}

/**
 * Once per run: the browser's path, and a gateway with a county's past, or the one that BOARD_PLACE tells of (a file of
 * its facts), for whoever works on pages. Without Chromium all is skipped, with CI=true it fails.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const chromium = findChromium();
  project.provide('chromium', chromium ?? '');
  if (chromium === undefined) {
    const missing = 'NO CHROMIUM: none at CHROMIUM_PATH, on PATH or at /usr/bin/chromium';
    if (process.env.CI === 'true') throw new Error(missing);
    console.warn(`\n!!! ${missing}. All tests in a browser are SKIPPED.\n`);
    return async () => undefined;
  }
  const standing = process.env.BOARD_PLACE;
  if (standing) {
    project.provide('place', JSON.parse(readFileSync(standing, 'utf8')) as PlaceFacts);
    return async () => undefined;
  }
  const place = await openBoardPlace();
  project.provide('place', place.facts);
  return place.close;
};
