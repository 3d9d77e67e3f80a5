import type { Browser } from 'playwright-core';
import { afterAll, describe, inject } from 'vitest';
import type { Role } from '../../src/domain/roles.ts';
import { type Reader, type Visit, type VisitOptions, visit } from '../helpers/browser.ts';
import { openChromium } from '../helpers/chromium.ts';

/** Opens a window on the place of this run; the browser, with what a failing test left open, is closed after the file. */
type OpenWindow = (reader: Reader, looks?: Partial<VisitOptions>) => Promise<Visit>;

/** Runs a suite with a browser of its own; skipped where there is none. */
export const describeInBrowser = (title: string, suite: (open: OpenWindow) => void): void => {
  describe.skipIf(inject('chromium') === '')(title, () => {
    let launched: Promise<Browser> | undefined;
    afterAll(async () => (await launched)?.close());
    suite(async (reader, looks) => {
      launched ??= openChromium(inject('chromium'));
      const { url, now } = inject('place');
      return visit(await launched, { url, now: new Date(now), reader, ...looks });
    });
  });
};

/** Somebody in a role; those who work for one enterprise work for the municipality. */
export const readerOf = (role: Role): Reader =>
  role === 'message-officer' || role === 'clinical-reader'
    ? { role, actAs: inject('place').enterprises.municipality }
    : { role };
