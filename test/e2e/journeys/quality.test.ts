import { expect, inject, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('the quality of messages', (open) => {
  it('is walked through by arrow keys, from a number to its rules and an example, and back', async () => {
    const own = inject('place').enterprises.trust;
    const { page, ...window } = await open({ role: 'message-officer', actAs: own });
    await window.open('/kvalitet?type=EPIKRISE');
    const grid = page.getByRole('grid');
    await grid.waitFor();
    const first = grid.locator('a[data-row="1"]').first();
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const stood = grid.locator('a[data-row="2"]').nth(1);
    expect(await stood.evaluate((link) => link === document.activeElement)).toBe(true);
    const target = await stood.getAttribute('href');
    expect(target).toContain(`organisation=${own}`);

    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: say('quality.example.title') }).waitFor();
    await window.settled();
    expect(new URL(page.url()).pathname).toBe(new URL(target ?? '', page.url()).pathname);
    expect(await page.getByText(say('quality.example.after'), { exact: true }).count()).toBe(1);
    await window.expectAccessible();

    await page.getByRole('link', { name: say('quality.back') }).click();
    await grid.waitFor();
    await window.close();
  });

  it('is sorted by a press on a heading, and the address remembers how', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open('/kvalitet');
    await page
      .getByRole('columnheader', { name: say('quality.organisation') })
      .getByRole('button')
      .click();
    await page.waitForURL(/order=name/);
    const heading = page.getByRole('columnheader', { name: say('quality.organisation') });
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    await window.close();
  });

  it('tells beside every count of wordings how often the check is right', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open('/kvalitet?tab=wording&type=EPIKRISE');
    await page.getByRole('heading', { name: say('quality.trust.heading') }).waitFor();
    const trust = page.getByRole('table', { name: say('quality.trust.caption') });
    const rows = await trust.getByRole('row').allTextContents();
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows.slice(1)) expect(row).toMatch(/\d+\s?%/);
    await window.close();
  });
});
