import { expect, inject, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('a message officer', (open) => {
  it('takes an alert, and closes it with a reason', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open('/varsel');
    const first = page.getByRole('article').first();
    const id = await first.getAttribute('aria-labelledby');
    const card = page.locator(`article[aria-labelledby="${id}"]`);
    await card.getByRole('button', { name: say('alerts.take') }).click();
    await card.getByText('Kari Prøve').waitFor();
    await card.getByRole('button', { name: say('alerts.close') }).click();
    await window.expectAccessible();
    await card.getByRole('button', { name: say('alerts.reasons.handled') }).click();
    await card.waitFor({ state: 'detached' });

    await page.getByLabel(say('alerts.filter.state'), { exact: true }).selectOption('closed');
    await window.settled();
    expect(new URL(page.url()).searchParams.get('state')).toBe('closed');
    expect(await card.textContent()).toMatch(new RegExp(say('alerts.reasons.handled'), 'i'));
    await window.close();
  });

  it('narrows the handovers, opens one, walks its picture by the arrow keys, and reports an act', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open('/overgangar?attention=late');
    await page.locator('main li a[href^="/overgangar/"]').first().click();
    await window.settled();
    expect(new URL(page.url()).pathname).toMatch(/^\/overgangar\/.+/);

    // One mark can be reached by Tab, the others from it.
    const marks = page.locator('main [data-mark]');
    expect(await marks.count()).toBeGreaterThan(1);
    const reached = page.locator('main [data-mark][tabindex="0"]');
    expect(await reached.count()).toBe(1);
    await reached.focus();
    const told = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const first = await told();
    await page.keyboard.press('ArrowRight');
    expect(await told()).toBeTruthy();
    expect(await told()).not.toBe(first);

    await page.getByRole('button', { name: say('handovers.picture.asTable') }).click();
    expect(await page.getByRole('table').count()).toBeGreaterThan(0);
    await window.expectAccessible();

    const form = page.locator('form').filter({ has: page.getByLabel(say('handovers.deeds.kind')) });
    const kinds = form.getByLabel(say('handovers.deeds.kind'));
    await kinds.selectOption({ index: 1 });
    await form.getByRole('button', { name: say('handovers.deeds.send') }).click();
    await page.getByText(say('handovers.deeds.done', { name: '' }).replace(/\s*\.$/, '')).waitFor();
    await window.close();
  });

  it('follows a message by its trace, and has it sent again', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open(`/meldingar/${inject('place').messageId}`);
    await page
      .getByRole('button', { name: say('messages.resend.open') })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await window.expectAccessible();
    await dialog.getByRole('button', { name: say('messages.resend.cancel') }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page
      .getByRole('button', { name: say('messages.resend.open') })
      .first()
      .click();
    await dialog.getByRole('button', { name: say('messages.resend.do') }).click();
    await page.getByText(say('messages.resend.done')).waitFor();
    await window.close();
  });
});
