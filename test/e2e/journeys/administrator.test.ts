import { expect, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('an administrator', (open) => {
  it('finds a rule, reads why it is there, and weighs it otherwise from today on', async () => {
    const { page, ...window } = await open(readerOf('administrator'));
    await window.open('/reglar');
    await page.getByLabel(say('rules.filter.kind')).selectOption('wording');
    await window.settled();
    expect(new URL(page.url()).searchParams.get('kind')).toBe('wording');
    await page.locator('main table a[href^="/reglar/"]').first().click();
    await window.settled();
    expect(await page.getByText(say('rules.facts.why'), { exact: true }).count()).toBeGreaterThan(0);

    await page.getByRole('button', { name: say('rules.propose.open') }).click();
    await window.expectAccessible();
    await page.getByRole('radio', { name: say('rules.propose.off'), exact: true }).check();
    await page.getByRole('button', { name: say('rules.try.run'), exact: true }).click();
    await window.settled();
    await page.getByLabel(say('rules.decide.why')).fill('Prøve i fagrådet: regelen tel for mykje.');
    await page.getByRole('button', { name: say('rules.decide.do'), exact: true }).click();
    await page.getByText(say('rules.change.off')).first().waitFor();
    await window.close();
  });
});
