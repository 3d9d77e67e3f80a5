import { expect, it } from 'vitest';
import { describeInBrowser, readerOf } from './windows.ts';

/** Handovers as those who take part in them read them, and as the board does. */

describeInBrowser('handovers', (open) => {
  it('lead a message officer from the list to one as a picture, by keyboard too', async () => {
    const window = await open(readerOf('message-officer'), { width: 1280 });
    const { page } = window;
    await window.open('/overgangar');
    await page.getByRole('radio', { name: /^Over frist/ }).check({ force: true });
    await window.settled();
    expect(new URL(page.url()).searchParams.get('attention')).toBe('late');
    await page.getByRole('list', { name: 'Overgangar' }).getByRole('link').first().click();
    await window.settled();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Opphald P-[0-9A-Z]{4}$/);

    const marks = page.locator('.og-mark');
    await marks.first().focus();
    await page.keyboard.press('ArrowDown');
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const [title = ''] = (label ?? '').split('.');
    expect(title).not.toBe('');
    expect(await page.locator('.og-detail').textContent()).toContain(title);
    expect(await page.locator('.og-mark[tabindex="0"]').count()).toBe(1);

    await page.getByRole('button', { name: 'Vis som tabell' }).click();
    expect(await page.getByRole('table').count()).toBe(2);
    await window.expectAccessible();
    await window.close();
  });

  it('let a message officer report what no message tells of', async () => {
    const window = await open(readerOf('message-officer'), { width: 1280 });
    const { page } = window;
    await window.open('/overgangar?sort=-admitted');
    await page.getByRole('list', { name: 'Overgangar' }).getByRole('link').first().click();
    await window.settled();
    await page.getByLabel('Handling', { exact: true }).selectOption('what-matters-asked');
    await page.getByRole('button', { name: 'Registrer' }).click();
    await page.getByText('Registrert: «Kva er viktig for deg» er spurt om.').waitFor();
    await window.settled();
    expect(await page.locator('.og-lane', { hasText: 'Handlingar' }).count()).toBe(1);
    await window.close();
  });

  it('are figures alone to the board, whatever address it asks for', async () => {
    const place = await open(readerOf('message-officer'), { width: 1280 });
    await place.open('/overgangar');
    const link = place.page.getByRole('list', { name: 'Overgangar' }).getByRole('link').first();
    const path = (await link.getAttribute('href')) ?? '';
    await place.close();

    const window = await open(readerOf('board-member'), { width: 1280 });
    const asked: string[] = [];
    window.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (const address of ['/overgangar', path]) {
      await window.open(address);
      expect(await window.page.getByRole('heading', { level: 1 }).textContent()).toBe('Overgangar i fylket');
    }
    expect(asked.filter((address) => address.startsWith('/api/handovers'))).toEqual([]);
    expect(await window.page.locator('body').textContent()).not.toMatch(/P-[0-9A-Z]{4}/);
    await window.close();
  });
});
