import { expect, it } from 'vitest';
import { readRoleName } from '../../../src/domain/alerts/alert.ts';

it.each([
  ['Sone 2', 'Sone 2'],
  ['  Meldingsansvarleg   kveld ', 'Meldingsansvarleg kveld'],
  ['Øyeblikkelig hjelp (KAD)', 'Øyeblikkelig hjelp (KAD)'],
])('%j is the name of a role', (text, name) => {
  expect(readRoleName(text)).toBe(name);
});

it.each([
  '',
  '  ',
  '13085',
  'Sone 123',
  'Ola 12.05.79',
  'Ola 12 05 79 00 49 9',
  'Ola ١٢٠٥٧٩',
  'Kari 12057900499',
  'x'.repeat(41),
  'a\u0000b',
  '<b>',
  'a@b.no',
  'Se notat: trengst',
])('%j is none', (text) => {
  expect(readRoleName(text)).toBeUndefined();
});
