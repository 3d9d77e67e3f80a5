import { expect, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('a member of the board', (open) => {
  it('opens the overview on a Monday, asks why a number is there, and goes on by the menu', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open('/');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(say('overview.title'));

    const why = page.getByRole('button', { name: say('shell.figure.why') }).first();
    await why.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (const fact of ['definition', 'numerator', 'denominator', 'source']) {
      expect(await dialog.getByText(say(`shell.figure.${fact}`), { exact: true }).count()).toBe(1);
    }
    await window.expectAccessible();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await why.evaluate((button) => button === document.activeElement)).toBe(true);

    await page.getByRole('link', { name: say('delivery.menu'), exact: true }).click();
    await window.settled();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(say('delivery.title'));
    await window.close();
  });

  it('finds no way to a handover, a message or an alert', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open('/');
    const menu = page.getByRole('navigation', { name: say('shell.menu') });
    expect(await menu.getByRole('link', { name: say('alerts.menu') }).count()).toBe(0);
    await window.open('/varsel');
    expect(await page.getByText(say('shell.notFound')).count()).toBe(1);
    const asked = await page.evaluate(async () => {
      const headers = { 'Overgang-Role': 'board-member' };
      const paths = ['/api/alerts', '/api/handovers', '/api/messages', '/api/access-log', '/api/operations'];
      return Promise.all(paths.map(async (path) => (await fetch(path, { headers })).status));
    });
    window.forgive(/status of 403/);
    expect(asked).toEqual([403, 403, 403, 403, 403]);
    await window.close();
  });
});
