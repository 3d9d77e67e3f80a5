import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSandboxKeys } from '../../../src/adapters/crypto/sandbox-keys.ts';

let root: string;
let dataDir: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'overgang-keys-'));
  dataDir = join(root, 'data');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const load = async () => {
  const keys = await loadSandboxKeys(dataDir, randomBytes);
  if (!keys.ok) throw new Error(keys.fault);
  return keys.value;
};
const prints = ({ ring, pseudonymKey }: Awaited<ReturnType<typeof load>>) =>
  [...ring.keys].map(([id, key]) => `${id}:${key.export().toString('hex')}`).join() +
  pseudonymKey.export().toString('hex');

test('keys are made once, in a file that only its owner can read', async () => {
  const first = await load();
  expect((await stat(join(dataDir, 'keys.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  expect(prints(await load())).toBe(prints(first));
  expect(await readdir(dataDir)).toEqual(['keys.json']);
});

test('many starts at the same time agree on the keys and leave nothing behind', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, load));
  expect(new Set(all.map(prints)).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['keys.json']);
});

test('a file that others can read is refused with the way out', async () => {
  await load();
  await chmod(join(dataDir, 'keys.json'), 0o640);
  const keys = await loadSandboxKeys(dataDir, randomBytes);
  expect(keys).toMatchObject({ ok: false, fault: expect.stringContaining('chmod 600') });
});

test.each(['', '{}', '{"payloadKeys":"a:AAAA","pseudonymKey":"AAAA"}'])(
  'a file that holds %j is refused and left as it is',
  async (text) => {
    await load();
    await writeFile(join(dataDir, 'keys.json'), text);
    const keys = await loadSandboxKeys(dataDir, randomBytes);
    expect(keys).toMatchObject({ ok: false, fault: expect.stringContaining('is unusable') });
    expect(await readFile(join(dataDir, 'keys.json'), 'utf8')).toBe(text);
  },
);

test('keys made anew have another id, so that data of the lost ones says what is missing', async () => {
  const lost = await load();
  await rm(join(dataDir, 'keys.json'));
  expect((await load()).ring.currentKeyId).not.toBe(lost.ring.currentKeyId);
});
