import { expect, inject, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('a clinical reader', (open) => {
  it('reads a message after saying why, leaves nothing behind, and the auditor finds her', async () => {
    const { messageId } = inject('place');
    const reader = { ...readerOf('clinical-reader'), person: 'Solveig Lesar' };
    const { page, ...window } = await open(reader);
    await window.open(`/meldingar/${messageId}`);
    await page.getByRole('radio', { name: say('messages.content.reasons.treatment') }).check();

    const words = page.getByLabel(say('messages.content.words'));
    await words.fill('gjeld 17843908209');
    await page
      .getByRole('alert')
      .filter({ hasText: say('messages.content.noNumbers') })
      .waitFor();
    expect(await page.getByRole('button', { name: say('messages.content.open') }).isDisabled()).toBe(true);
    await words.fill('tek over på kveldsvakt');
    await page.getByRole('button', { name: say('messages.content.open') }).click();
    const logged = page.getByRole('status').filter({ hasText: say('messages.content.logged') });
    await logged.waitFor();
    await window.expectAccessible();

    // Gone with the page: neither the next one, nor the address, nor what the browser keeps has it.
    await page.getByRole('link', { name: say('handovers.menu'), exact: true }).click();
    await window.settled();
    await page.goBack();
    await window.settled();
    expect(await logged.count()).toBe(0);
    expect(await page.getByRole('button', { name: say('messages.content.open') }).count()).toBe(1);
    const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
    expect(Object.keys(JSON.parse(kept)[0])).toEqual(['overgang.session']);
    expect(kept).not.toContain('kveldsvakt');
    expect(page.url()).not.toMatch(/treatment|kveldsvakt/);
    await window.close();

    const audit = await open(readerOf('auditor'));
    await audit.open(`/innsynslogg?object=${messageId}`);
    await audit.page.getByText('Solveig Lesar').first().waitFor();
    await audit.close();
  });
});
