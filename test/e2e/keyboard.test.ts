import { expect, it } from 'vitest';
import { describeInBrowser, readerOf } from './windows.ts';
import { say } from './words.ts';

describeInBrowser('the keyboard alone', (open) => {
  it('skips the frame, and goes through the menu', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open('/varsel');
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(say('shell.skip'));
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

    const links = await page.getByRole('navigation').getByRole('link').allTextContents();
    expect(links.length).toBeGreaterThan(2);
    await page.getByRole('navigation').getByRole('link').first().focus();
    for (const link of links) {
      expect(await focused()).toBe(link);
      await page.keyboard.press('Tab');
    }
    await page.getByRole('link', { name: say('rules.menu'), exact: true }).focus();
    await page.keyboard.press('Enter');
    await window.settled();
    expect(new URL(page.url()).pathname).toBe('/reglar');
    expect(await page.title()).toContain(say('rules.title'));
    await window.close();
  });

  it('sorts a table, and the address remembers how', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open('/leveranse');
    const heads = page.locator('main th[aria-sort] button');
    await heads.first().focus();
    await page.keyboard.press('Enter');
    await window.settled();
    const once = page.url();
    expect(await page.locator('main th[aria-sort=ascending]').count()).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await window.settled();
    expect(await page.locator('main th[aria-sort=descending]').count()).toBeGreaterThan(0);
    expect(page.url()).not.toBe(once);
    await page.reload();
    await window.settled();
    expect(await page.locator('main th[aria-sort=descending]').count()).toBeGreaterThan(0);
    await window.close();
  });
});
