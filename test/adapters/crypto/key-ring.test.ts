import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseKeyRing } from '../../../src/adapters/crypto/key-ring.ts';

const key = () => randomBytes(32).toString('base64');

describe('PAYLOAD_KEYS', () => {
  test('gives a ring with the first key as the current one', () => {
    const ring = parseKeyRing(` 2026b:${key()} , 2026a:${key()}`);
    expect(ring).toMatchObject({ ok: true, value: { currentKeyId: '2026b' } });
    if (ring.ok) expect([...ring.value.keys.keys()]).toEqual(['2026b', '2026a']);
  });

  test('may leave out the padding of base64', () => {
    expect(parseKeyRing(`a:${key().replaceAll('=', '')}`).ok).toBe(true);
  });

  test.each([
    ['nothing', '', 'there is no key'],
    ['an entry without colon', 'abc', 'entry 1 of 1 has no colon between id and key'],
    ['an empty entry', `a:${key()},`, 'entry 2 of 2 has no colon between id and key'],
    ['an empty id', `:${key()}`, 'entry 1 of 1 has an id that is not'],
    ['a key where the id should be', `${key()}:a`, 'entry 1 of 1 has an id that is not'],
    [
      'an id used twice',
      `a:${key()},b:${key()},a:${key()}`,
      'entry 3 of 3 has the same id as an earlier one',
    ],
    ['a key that is not base64', 'a:!!!!', 'entry 1 of 1 has a key that is not base64'],
    [
      'a short key',
      `a:${randomBytes(16).toString('base64')}`,
      'entry 1 of 1 has a key of 16 bytes; it must be 32',
    ],
    ['no key after the colon', 'a:', 'entry 1 of 1 has a key of 0 bytes; it must be 32'],
  ])('with %s is refused, and the fault shows nothing of what stands in it', (_case, text, expected) => {
    const ring = parseKeyRing(text);
    if (ring.ok) throw new Error('expected a fault');
    expect(ring.fault).toContain(expected);
    for (const part of text.split(/[:,]/).filter(({ length }) => length > 3))
      expect(ring.fault).not.toContain(part);
  });

  test('shows no key when the ring is printed', () => {
    const secret = key();
    const ring = parseKeyRing(`a:${secret}`);
    const printed = inspect(ring, { depth: 9, showHidden: true }) + JSON.stringify(ring);
    expect(printed).not.toContain(secret);
    expect(printed).not.toContain(Buffer.from(secret, 'base64').toString('hex'));
  });
});
