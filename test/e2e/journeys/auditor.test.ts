import { expect, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('an auditor', (open) => {
  it('searches the access log, and has its chain checked', async () => {
    // Somebody to find.
    const officer = await open({ ...readerOf('message-officer'), person: 'Ola Prøvesen' });
    await officer.open('/overgangar');
    await officer.close();

    const { page, ...window } = await open(readerOf('auditor'));
    await window.open('/innsynslogg');
    await page.getByLabel(say('access-log.filter.person')).fill('Ola Prøvesen');
    await page.getByRole('button', { name: say('access-log.filter.search') }).click();
    await window.settled();
    expect(new URL(page.url()).searchParams.get('person')).toBe('Ola Prøvesen');
    await page.getByText('Ola Prøvesen').first().waitFor();

    await page.getByRole('button', { name: say('access-log.verify.do') }).click();
    await page.getByText(say('access-log.verify.holds').split('.')[0] ?? '').waitFor();
    await window.expectAccessible();
    await window.close();
  });
});
