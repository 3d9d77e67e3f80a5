import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marksIn, patient } from './markers.ts';

const marker = fc.constantFrom(...Object.values(patient));

/** Ways in which a text travels; each must be seen through. */
const forms: readonly (readonly [name: string, bring: (text: string) => Buffer | string])[] = [
  ['UTF-8', (text) => text],
  ['ISO-8859-1', (text) => Buffer.from(text, 'latin1')],
  ['UTF-16', (text) => Buffer.from(text, 'utf16le')],
  ['capitals', (text) => text.toUpperCase().replaceAll('Ø', 'ø').replaceAll('Å', 'å')],
  ['base64', (text) => Buffer.from(text).toString('base64')],
  ['base64 of ISO-8859-1', (text) => Buffer.from(text, 'latin1').toString('base64')],
  ['base64url', (text) => Buffer.from(text).toString('base64url')],
  ['percent-encoding', (text) => encodeURIComponent(text)],
  ['a form', (text) => new URLSearchParams({ text }).toString()],
  ['JSON', (text) => JSON.stringify({ text })],
  ['hexadecimal', (text) => `\\x${Buffer.from(text).toString('hex')}`],
];

test.each(forms)('the search finds a mark in %s, whatever stands around it', (_name, bring) => {
  fc.assert(
    fc.property(marker, fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), (mark, before, after) => {
      const found = marksIn(bring(`${before.toWellFormed()}${mark}${after.toWellFormed()}`));
      expect(found.some((line) => line.startsWith(mark))).toBe(true);
    }),
  );
});

test('the search finds nothing where there is nothing', () => {
  expect(marksIn('Utskrivningsrapport fra Ålesund sjukehus 2026-11-20, 9000301')).toEqual([]);
});
