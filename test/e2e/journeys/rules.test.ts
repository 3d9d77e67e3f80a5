import { expect, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('whoever reads rules', (open) => {
  it('as a message officer tries a shorter deadline on what is her own, and can decide nothing', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open('/reglar?tab=expectations');
    await page.locator('main table a[href="/reglar/forventning/admission-report"]').click();
    await window.settled();
    await page.getByRole('button', { name: say('rules.propose.open') }).click();
    await page.getByRole('radio', { name: say('rules.propose.deadline') }).check();
    await page.getByLabel(say('rules.deadline.amount'), { exact: true }).fill('1');
    await page.getByRole('button', { name: say('rules.try.run'), exact: true }).click();
    await page.locator('.ru-trial').waitFor();
    await window.settled();
    await window.expectAccessible();
    await window.expectWords();
    expect(await page.getByRole('button', { name: say('rules.decide.do'), exact: true }).count()).toBe(0);
    await window.close();
  });

  it('as a member of the board is shown how a text may be written, and what was searched for stays in the address', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open('/reglar?kind=wording&q=teneste');
    expect(await page.getByRole('searchbox').inputValue()).toBe('teneste');
    await page.locator('main table a[href="/reglar/wording-service-order"]').click();
    await window.settled();
    expect(await page.getByText(say('rules.example.after'), { exact: true }).count()).toBe(1);
    await page.goBack();
    await window.settled();
    expect(await page.getByRole('searchbox').inputValue()).toBe('teneste');
    await window.close();
  });
});
