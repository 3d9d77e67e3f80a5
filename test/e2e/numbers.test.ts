import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { ReckonedFigure } from '../helpers/reckoned-figures.ts';
import { describeInBrowser } from './windows.ts';
import { say } from './words.ts';

const number = new Intl.NumberFormat('nb-NO');
const sayOf = ({ hits, n }: ReckonedFigure): string =>
  say('shell.figure.of', { hits: number.format(hits), n: number.format(n) });

/** What stands on the card of each indicator; undefined where there is no such text. */
const shownOn = (page: Page, indicator: string, part: string): Promise<string | undefined> =>
  page.evaluate(
    ([id, inner]) =>
      document.querySelector(`article[aria-labelledby="indicator-${id}"] ${inner}`)?.textContent ?? undefined,
    [indicator, part] as const,
  );

describeInBrowser('the numbers on the overview', (open) => {
  const { month, county, own } = inject('place')?.reckoned ?? { month: '', county: [], own: [] };
  const address = `/oversikt?period=${month.slice(0, 7)}`;

  it('are for the county what a reckoning from all that is stored comes to', async () => {
    const { page, ...window } = await open({ role: 'board-member' });
    await window.open(address);
    const told = await Promise.all(
      county
        .filter(({ byType }) => !byType)
        .map(async (figure) => ({
          indicator: figure.indicator,
          expected: sayOf(figure),
          shown: await shownOn(page, figure.indicator, '> p.og-of'),
        })),
    );
    // A month of readmissions is not closed so soon, and what is not closed is told roughly.
    const numbers = told.filter(({ shown }) => shown !== undefined && /^\d/.test(shown));
    expect(numbers.length).toBeGreaterThan(8);
    expect(numbers.map(({ indicator, shown }) => [indicator, shown])).toEqual(
      numbers.map(({ indicator, expected }) => [indicator, expected]),
    );
    await window.close();
  });

  it('are for an officer what the same reckoning of her own comes to, small numbers too', async () => {
    const { page, ...window } = await open({
      role: 'message-officer',
      actAs: inject('place').enterprises.trust,
    });
    await window.open(address);
    const told = await Promise.all(
      own
        .filter(({ n }) => n > 0)
        .map(async (figure) => ({
          indicator: figure.indicator,
          expected: sayOf(figure),
          shown: await shownOn(page, figure.indicator, '.ov-own .og-of'),
        })),
    );
    expect(told.length).toBeGreaterThan(8);
    expect(told.map(({ indicator, shown }) => [indicator, shown?.split(' · ')[0]])).toEqual(
      told.map(({ indicator, expected }) => [indicator, expected]),
    );
    await window.close();
  });
});
