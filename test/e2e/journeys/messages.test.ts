import { expect, inject, it } from 'vitest';
import { describeInBrowser, readerOf } from '../windows.ts';
import { say } from '../words.ts';

describeInBrowser('somebody who looks for a message', (open) => {
  it('writes what she knows, sees how it was understood, takes a part away, and opens what she found', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open('/meldingar');
    const box = page.getByRole('searchbox', { name: say('messages.search.label') });
    await box.fill('melding om innlagd pasient siste 7 dagar fjas');
    await box.press('Enter');
    await window.settled();
    const address = new URL(page.url()).searchParams;
    expect(address.get('type')).toBe('LOG_INNLAGT');
    expect(address.get('from')).toMatch(/^\d{4}-\d\d-\d\d$/);
    await page.getByText(say('messages.unknown', { words: 'fjas' })).waitFor();
    await window.expectAccessible();

    await page
      .getByRole('button', { name: say('messages.taken.remove', { what: '' }) })
      .last()
      .click();
    await window.settled();
    expect(new URL(page.url()).searchParams.get('from')).toBeNull();

    const first = page
      .getByRole('list', { name: say('messages.list') })
      .getByRole('link')
      .first();
    const type = await first.textContent();
    await first.click();
    await window.settled();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(type);
    await window.close();
  });

  it('finds one by its id, from an address that can be shared', async () => {
    const { messageId } = inject('place');
    const { page, ...window } = await open(readerOf('operator'));
    await window.open(`/meldingar?q=${messageId}`);
    const links = page.getByRole('list', { name: say('messages.list') }).getByRole('link');
    expect(await links.count()).toBe(1);
    expect(await links.first().getAttribute('href')).toBe(`/meldingar/${messageId}`);
    await window.close();
  });

  it('is told that persons are not searched for, and the number goes nowhere', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open('/meldingar');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const box = page.getByRole('searchbox', { name: say('messages.search.label') });
    await box.fill('epikrise 178439 08209');
    await box.press('Enter');
    await page.getByRole('alert').getByText(say('messages.search.person')).waitFor();
    await window.settled();
    expect([page.url(), ...asked].filter((url) => /08209/.test(url))).toEqual([]);
    await window.close();
  });
});

describeInBrowser('the directory', (open) => {
  it('is narrowed by any word of an actor, and leads from a party to its organisation', async () => {
    const { municipality } = inject('place').enterprises;
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open('/aktorar');
    await page.getByLabel(say('actors.search')).fill(String(municipality + 2));
    await window.settled();
    const links = page.locator('main table a[href^="/aktorar/"]');
    expect(await links.count()).toBe(1);
    await links.first().click();
    await window.settled();
    expect(new URL(page.url()).pathname).toBe(`/aktorar/${municipality}`);
    // Of an own organisation it is told how each party is reached.
    expect(await page.getByRole('columnheader', { name: say('actors.column.channel') }).count()).toBe(1);
    await window.close();
  });
});
