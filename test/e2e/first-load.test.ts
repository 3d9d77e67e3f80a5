import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { pages } from '../../src/web/shell/pages.ts';
import { describeInBrowser, readerOf } from './windows.ts';

/** Of script, packed with gzip, whatever the gateway packs with. */
const most = 250_000;

describeInBrowser('the first page', (open) => {
  it.each(['board-member', 'message-officer'] as const)(
    'is there for the %s with less than 250 kB of script',
    async (role) => {
      const window = await open(readerOf(role));
      const scripts = new Map<string, Promise<number>>();
      window.page.on('response', (response) => {
        if (response.request().resourceType() !== 'script') return;
        scripts.set(
          response.url(),
          response.body().then((body) => gzipSync(body, { level: 9 }).length),
        );
      });
      await window.open('/');
      expect(new URL(window.page.url()).pathname).toBe(pages[0]?.path);
      const sizes = await Promise.all(scripts.values());
      const sum = sizes.reduce((all, one) => all + one, 0);
      console.log(`first load for the ${role}: ${sizes.length} scripts, ${Math.round(sum / 1000)} kB gzip`);
      expect(sizes.length).toBeGreaterThan(2);
      expect(sum).toBeLessThan(most);
      await window.close();
    },
  );

  it('asks nobody else for anything', async () => {
    const window = await open(readerOf('board-member'));
    const asked = new Set<string>();
    window.page.on('request', (request) => asked.add(new URL(request.url()).origin));
    await window.open('/');
    expect([...asked]).toEqual([inject('place').url]);
    await window.close();
  });
});
