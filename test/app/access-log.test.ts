import { expect, test } from 'vitest';
import { createHeadNote } from '../../src/app/access-log.ts';
import { isKeepableReason } from '../../src/domain/access-log.ts';
import type { LogFields } from '../../src/domain/ports.ts';

test('the head of the log is noted at first and then once a day, by the Oslo clock', async () => {
  const noted: LogFields[] = [];
  const silent = () => undefined;
  let now = new Date('2026-11-20T22:00:00Z');
  let seq = 0;
  const note = createHeadNote({
    clock: { now: () => now },
    log: { debug: silent, warn: silent, error: silent, info: (fields: LogFields) => noted.push(fields) },
    store: { accessHead: async () => ({ seq, hash: `hash ${seq}` }) },
  } as unknown as Parameters<typeof createHeadNote>[0]);
  await note();
  seq = 7;
  now = new Date('2026-11-20T22:59:59Z');
  await note();
  now = new Date('2026-11-20T23:00:00Z');
  await note();
  await note();
  expect(noted).toEqual([
    { seq: 0, hash: 'hash 0' },
    { seq: 7, hash: 'hash 7' },
  ]);
});

test.each(['17843908209', '178439 08209', '1784.39-08209', 'fnr 17843908209.', '1 7 8 4 3 9 0 8 2 0 9'])(
  'a reason with a person’s number is not kept: %s',
  (text) => {
    expect(isKeepableReason(text)).toBe(false);
  },
);

test.each(['vakt 21.11.2026', 'telefon 70 12 34 56', 'sak 2026/1234', ''])(
  'other figures may stand in a reason: %s',
  (text) => {
    expect(isKeepableReason(text)).toBe(true);
  },
);
