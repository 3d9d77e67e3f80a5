import { expect, it } from 'vitest';
import { describeInBrowser, readerOf } from './windows.ts';
import { say } from './words.ts';

/** The board's report: read, written beside, frozen, and printed. */

const quarter = '/rapport?grain=quarter&period=2026-07-01';
/** What A4 leaves between its margins, in CSS pixels. */
const paperWidth = 687;
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length ?? 0;

describeInBrowser('the report', (open) => {
  it('is commented on and frozen by the board, and stays at its address', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open(quarter);
    const written = 'Betre enn venta, etter at rapporten vart fast punkt på morgonmøtet.';
    const write = page.getByRole('button', { name: `${say('report.comment.write')}: Epikrise` });
    await write.click();
    await page.getByLabel(say('report.comment.label', { chapter: 'Epikrise' })).fill(written);
    await page.getByRole('button', { name: say('report.comment.save'), exact: true }).click();
    await page.getByText(written).waitFor();

    await page.getByRole('button', { name: say('report.freeze.open'), exact: true }).click();
    await window.expectAccessible();
    await page.getByRole('button', { name: say('report.freeze.do'), exact: true }).click();
    await page.waitForURL(/\/rapport\/[0-9a-v]{10}$/);
    await window.settled();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(say('report.frozen.title'));
    const frozen = await page.locator('.rp').textContent();
    expect(frozen).toContain(written);
    expect(frozen).toMatch(/SHA-256: [0-9a-f]{64}/);

    const address = new URL(page.url()).pathname;
    await window.open(quarter);
    await page.getByRole('button', { name: `${say('report.comment.change')}: Epikrise` }).click();
    await page.getByLabel(say('report.comment.label', { chapter: 'Epikrise' })).fill('Noko anna.');
    await page.getByRole('button', { name: say('report.comment.save'), exact: true }).click();
    await page.getByText('Noko anna.').waitFor();
    await window.open(address);
    expect(await page.locator('.rp').textContent()).toBe(frozen);
    await window.expectAccessible();
    await window.close();
  });

  it('is read by a message officer, who writes nothing and freezes nothing', async () => {
    const { page, ...window } = await open(readerOf('message-officer'));
    await window.open(quarter);
    expect(await page.locator('.rp-chapter').count()).toBe(9);
    for (const key of ['report.comment.write', 'report.freeze.open']) {
      expect(await page.getByRole('button', { name: say(key) }).count()).toBe(0);
    }
    await window.close();
  });

  it('comes home as files', async () => {
    const { page, ...window } = await open(readerOf('board-member'));
    await window.open(quarter);
    for (const format of ['csv', 'xlsx', 'json']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: say(`report.files.${format}`) }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`overgang-quarter-2026-07-01.${format}`);
    }
    await window.close();
  });

  it('is printed on A4 with each chapter on a page of its own, and no table or picture cut off', async () => {
    const { page, ...window } = await open(readerOf('board-member'), { theme: 'dark' });
    await window.open(quarter);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: paperWidth, height: 900 });
    await window.settled();
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('.rp table, .rp svg, .rp p')]
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(wide).toEqual([]);
    expect(await page.locator('.og-header, .rp-no-print').filter({ visible: true }).count()).toBe(0);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const chapters = await page.locator('.rp-chapter').count();
    expect(pagesOf(pdf)).toBeGreaterThanOrEqual(chapters);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12]/);
    await window.close();
  });
});
