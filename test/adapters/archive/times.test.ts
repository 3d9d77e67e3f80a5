import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readTimes } from '../../../src/adapters/archive/times.ts';

const read = (text: string) => {
  const root = mkdtempSync(join(tmpdir(), 'overgang-times-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const path = join(root, 'times.csv');
  writeFileSync(path, text);
  return readTimes(path);
};

const usable = async (text: string) => {
  const found = await read(text);
  if (!found.ok) throw new Error(found.fault);
  return found.value;
};

test('a MsgId is found whatever its case, and a time without a zone is Oslo’s', async () => {
  const { times, faults } = await usable(
    'msgId,received\nAAAA-1,2026-07-01T12:00:00\nbbbb-2,2026-01-01 12:00\ncccc-3,2026-01-01T12:00:00Z\n',
  );
  expect(faults).toEqual([]);
  expect(times.ofMessage('aaaa-1')).toEqual(new Date('2026-07-01T10:00:00Z'));
  expect(times.ofMessage('BBBB-2')).toEqual(new Date('2026-01-01T11:00:00Z'));
  expect(times.ofMessage('cccc-3')).toEqual(new Date('2026-01-01T12:00:00Z'));
  expect(times.ofMessage('dddd-4')).toBeUndefined();
  expect(times.ofFile('aaaa-1')).toBeUndefined();
});

test('a file is found by its path, also from a sheet parted by semicolons with a byte order mark', async () => {
  const { times } = await usable('\uFEFFreceived;file;note\n2026-07-01T12:00:00;a\\b.xml;x\n');
  expect(times.ofFile('a/b.xml')).toEqual(new Date('2026-07-01T10:00:00Z'));
  expect(times.ofMessage('a/b.xml')).toBeUndefined();
});

test('a line that cannot be used is told with its number, and the others count', async () => {
  const { times, faults } = await usable(
    'msgId,received\na,yesterday\n,2026-07-01T12:00:00\nb,2026-07-01T12:00:00\nb,2026-07-02T12:00:00\nc\n',
  );
  expect(faults).toEqual([
    { line: 2, code: 'no-time' },
    { line: 3, code: 'no-key' },
    { line: 5, code: 'repeated' },
    { line: 6, code: 'no-time' },
  ]);
  expect(times.ofMessage('b')).toEqual(new Date('2026-07-01T10:00:00Z'));
});

test('the heading tells what columns are parted by: the other sign may stand in a name', async () => {
  const semicolons = await usable('received;file\n2026-07-01T12:00:00;Molde, nord/b.xml\n');
  expect(semicolons.times.ofFile('Molde, nord/b.xml')).toEqual(new Date('2026-07-01T10:00:00Z'));
  expect(semicolons.times.ofFile('Molde')).toBeUndefined();
  const commas = await usable('received,msgId\n2026-07-01T12:00:00,a;1\n');
  expect(commas.times.ofMessage('a;1')).toEqual(new Date('2026-07-01T10:00:00Z'));
});

test('lists that differ have different digests', async () => {
  const one = await usable('msgId,received\na,2026-07-01T12:00:00\n');
  const other = await usable('msgId,received\na,2026-07-01T12:00:01\n');
  expect(one.times.digest).not.toBe(other.times.digest);
});

test('a list without the columns is refused', async () => {
  expect(await read('id,when\na,2026-07-01T12:00:00\n')).toEqual({ ok: false, fault: 'heading' });
});

test('a list that is not there is refused', async () => {
  expect(await readTimes(join(tmpdir(), 'no-such-list.csv'))).toEqual({ ok: false, fault: 'unreadable' });
});
