import { expect, inject, it } from 'vitest';
import { type Role, roles, rolesWith } from '../../src/domain/roles.ts';
import { languages } from '../../src/domain/texts.ts';
import { pages } from '../../src/web/shell/pages.ts';
import type { Looks } from '../helpers/browser.ts';
import { describeInBrowser, readerOf } from './windows.ts';

/** Every page, in every role that may see it, as it looks and as it is heard. */

/** A phone, a tablet, a desk and a wall. */
const widths: readonly number[] = [360, 768, 1280, 1920];

/** Each language in each theme, and among them every width. */
const someLooks: readonly Looks[] = [
  { language: 'nb', theme: 'light', width: 360 },
  { language: 'nb', theme: 'dark', width: 1920 },
  { language: 'nn', theme: 'light', width: 1280 },
  { language: 'nn', theme: 'dark', width: 360 },
  { language: 'en', theme: 'light', width: 768 },
  { language: 'en', theme: 'dark', width: 1280 },
];
/** What is left of languages and widths: colours change no line's length. */
const otherLooks: readonly Looks[] = languages
  .flatMap((language) => widths.map((width) => ({ language, theme: 'light' as const, width })))
  .filter(
    ({ language, width }) => !someLooks.some((look) => look.language === language && look.width === width),
  );
/** For those whose page differs from another's by what they may do there. */
const twoLooks: readonly Looks[] = [
  { language: 'nn', theme: 'light', width: 1280 },
  { language: 'nn', theme: 'dark', width: 360 },
];

const mayOpen = (role: Role, permissions: (typeof pages)[number]['permissions']): boolean =>
  permissions.some((permission) => rolesWith(permission).includes(role));

/** What lies below a page, and is a page of its own to its reader. */
const addressesOf = ({ key, path }: (typeof pages)[number], role: Role): readonly [string, string][] => {
  const deeper = inject('place').deeper.filter((one) => one.page === key && one.roles.includes(role));
  return [['', path], ...deeper.map(({ name, path: below }): [string, string] => [`-${name}`, below])];
};

describeInBrowser('every page', (open) => {
  for (const page of pages) {
    const seers = roles.filter((role) => role !== 'record-system' && mayOpen(role, page.permissions));
    // In all looks for one of them, officers first, who have most on their pages.
    const thorough = seers.find((role) => role === 'message-officer') ?? seers[0];
    for (const role of seers) {
      it.concurrent(`${page.key} for the ${role}`, async () => {
        const window = await open(readerOf(role), { width: 1280 });
        // All that is wrong is told, not only what is wrong first.
        const faults = new Map<string, string>();
        const take = async (look: Looks, name: string): Promise<string> => {
          await window.change(look);
          const picture = `${role}${name}-${look.language}-${look.theme}-${look.width}`;
          for (const check of [window.expectWords, window.expectFits]) {
            await check().catch((error: Error) => faults.set(error.message, picture));
          }
          return picture;
        };
        for (const [name, path] of addressesOf(page, role)) {
          await window.open(path);
          for (const look of role === thorough ? someLooks : twoLooks) {
            const picture = await take(look, name);
            // What a screen reader tells depends on the language, and contrast on the colours; little on the width.
            await window.expectAccessible().catch((error: Error) => faults.set(error.message, picture));
            await window.keepPicture(page.key, picture);
          }
          for (const look of role === thorough ? otherLooks : []) await take(look, name);
        }
        expect([...faults].map(([fault, picture]) => `${picture}: ${fault}`)).toEqual([]);
        await window.close();
      });
    }
  }
});
