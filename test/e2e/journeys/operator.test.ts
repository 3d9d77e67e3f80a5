import { expect, inject, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('an operator', (open) => {
  it('sees that work goes on, and sends a message again without seeing whom it is about', async () => {
    const { page, ...window } = await open(readerOf('operator'));
    await window.open('/drift');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(say('operations.title'));
    await window.expectAccessible();

    await window.open(`/meldingar/${inject('place').admissionId}`);
    expect(await page.getByRole('heading', { name: say('messages.content.title') }).count()).toBe(0);
    await page
      .getByRole('button', { name: say('messages.resend.open') })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('messages.resend.do') })
      .click();
    await page.getByText(say('messages.resend.done')).waitFor();
    await window.close();
  });
});
