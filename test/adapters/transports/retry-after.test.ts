import { expect, test } from 'vitest';
import { retryAfterSeconds } from '../../../src/adapters/transports/webhook/retry-after.ts';

const now = new Date('2026-11-21T10:00:00Z');

test.each([
  ['120', 120],
  [' 0 ', 0],
  ['Sat, 21 Nov 2026 10:02:00 GMT', 120],
  ['Sat, 21 Nov 2026 09:00:00 GMT', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2026-11-21', undefined],
  ['Sat, 99 Nov 2026 10:02:00 GMT', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j asks for %j seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
