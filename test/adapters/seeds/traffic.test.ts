import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { alertSettings } from '../../../src/adapters/seeds/alert-settings.ts';
import { readTrafficRules } from '../../../src/adapters/seeds/traffic.ts';

const folder = mkdtempSync(join(tmpdir(), 'traffic-'));
afterAll(() => rmSync(folder, { recursive: true }));

const delivered = readFileSync('seeds/traffic.yaml', 'utf8');
const read = (text: string) => {
  const file = join(folder, 'traffic.yaml');
  writeFileSync(file, text);
  return readTrafficRules(file);
};

it('the figures that are delivered say why and who approved them', () => {
  const [rules] = read(delivered);
  expect(rules).toMatchObject({ validFrom: '2001-01-01', decided: { approver: 'as-delivered' } });
});

it.each([
  ['a figure that is missing', 'expected: 12, ', '', 'traffic[0].silence.expected'],
  ['a name that is unknown', 'leastDays', 'leestDays', 'leestDays'],
  ['more days than are looked at', 'leastDays: 28', 'leastDays: 60', 'traffic[0].history.leastDays'],
  ['a severity that is none', 'severity: high', 'severity: awful', 'traffic[0].silence.severity'],
])('%s is told with file and place', (_title, from, to, where) => {
  expect(delivered).toContain(from);
  expect(() => read(delivered.replace(from, to))).toThrow(/^traffic\.yaml /);
  expect(() => read(delivered.replace(from, to))).toThrow(where);
});

it('rows out of order are refused', () => {
  const row = delivered.slice(delivered.indexOf('  - validFrom'));
  expect(() => read(`traffic:\n${row}${row}`)).toThrow('order of validFrom');
});

const webhook = { channel: 'webhook', url: 'https://a.no/', secretRef: 'x' };

it('an enterprise says little to be told: the rest is as usual', () => {
  expect(alertSettings.parse({ channels: [webhook, { channel: 'email', to: ['vakt@a.no'] }] })).toEqual({
    channels: [
      { ...webhook, lowest: 'low', dueSoon: true },
      { channel: 'email', to: ['vakt@a.no'], language: 'nb', lowest: 'low', dueSoon: true },
    ],
  });
});

it.each([
  ['two channels of a kind', { channels: [webhook, webhook] }],
  ['an address that is none', { channels: [{ channel: 'email', to: ['vakt'] }] }],
  ['nobody to write to', { channels: [{ channel: 'email', to: [] }] }],
  ['hours that are no hours', { channels: [], quiet: { from: '24:00', to: '07:00' } }],
  ['quiet hours without end', { channels: [], quiet: { from: '07:00', to: '07:00' } }],
])('%s cannot be chosen', (_title, settings) => {
  expect(alertSettings.safeParse(settings).success).toBe(false);
});
