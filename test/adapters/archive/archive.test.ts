import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openArchive } from '../../../src/adapters/archive/open.ts';
import { type Archive, type ArchiveLimits, defaultArchiveLimits } from '../../../src/domain/archive.ts';
import { writeFolder, writeZip } from '../../helpers/archive.ts';

const makeRoot = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'overgang-archive-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
};

const text = (value: string): Uint8Array => Buffer.from(value);
const files = [
  { name: 'b/2.xml', bytes: text('<b/>') },
  { name: 'a.XML', bytes: text('<a/>') },
  { name: 'b/1', bytes: text('<c/>') },
  { name: 'b/notes.txt', bytes: text('not a document') },
];

/** The same files as a folder and as a ZIP file. */
const kinds = [
  [
    'a folder',
    async (given: typeof files) => {
      const root = makeRoot();
      writeFolder(root, given);
      return root;
    },
  ],
  [
    'a ZIP file',
    async (given: typeof files) => {
      const path = join(makeRoot(), 'archive.zip');
      await writeZip(path, given);
      return path;
    },
  ],
] as const;

const opened = async (path: string, limits?: Partial<ArchiveLimits>): Promise<Archive> => {
  const found = await openArchive(path, { ...defaultArchiveLimits, ...limits });
  if (!found.ok) throw new Error(found.fault.code);
  return found.value;
};

const refused = async (path: string, limits?: Partial<ArchiveLimits>): Promise<unknown> => {
  const found = await openArchive(path, { ...defaultArchiveLimits, ...limits });
  return found.ok ? 'opened' : found.fault;
};

const contents = async (archive: Archive, after = 0): Promise<readonly unknown[]> => {
  const read: unknown[] = [];
  for await (const file of archive.files(after)) {
    const bytes = await file.read();
    read.push([file.position, file.name, bytes.ok ? Buffer.from(bytes.value).toString() : bytes.fault]);
  }
  return read;
};

describe.each(kinds)('%s', (_kind, make) => {
  test('gives its documents at any depth, the same ones at the same positions every time', async () => {
    const path = await make(files);
    const archive = await opened(path);
    const all = await contents(archive);
    expect(archive).toMatchObject({ count: 3, others: 1 });
    expect(all.map((each) => (each as [number])[0])).toEqual([1, 2, 3]);
    expect(new Set(all.map((each) => (each as unknown[]).slice(1).join(' ')))).toEqual(
      new Set(['a.XML <a/>', 'b/1 <c/>', 'b/2.xml <b/>']),
    );
    expect(await contents(await opened(path))).toEqual(all);
    expect(await contents(archive, 2)).toEqual(all.slice(2));
  });

  test('has another digest when a file in it is another', async () => {
    const path = await make(files);
    const changed = files.map((file) =>
      file.name === 'b/1' ? { ...file, bytes: text('<changed/>') } : file,
    );
    expect((await opened(path)).digest).toBe((await opened(path)).digest);
    expect((await opened(await make(changed))).digest).not.toBe((await opened(path)).digest);
  });

  test('leaves a file out that is too large, and reads the others', async () => {
    const large = [...files, { name: 'large.xml', bytes: text(`<a>${'x'.repeat(100)}</a>`) }];
    const archive = await opened(await make(large), { maxFileBytes: 50 });
    const read = await contents(archive);
    expect(read).toHaveLength(4);
    expect(read.filter((each) => (each as string[])[2] === 'file-too-large')).toHaveLength(1);
  });

  test('is refused when it holds more files than are taken', async () => {
    expect(await refused(await make(files), { maxFiles: 2 })).toMatchObject({
      code: 'too-many-files',
      limit: 2,
    });
  });
});

test('a link in a folder leads nowhere', async () => {
  const [root, outside] = [makeRoot(), makeRoot()];
  writeFolder(outside, [{ name: 'secret.xml', bytes: text('<secret/>') }]);
  writeFolder(root, files);
  symlinkSync(outside, join(root, 'linked'));
  symlinkSync(join(outside, 'secret.xml'), join(root, 'linked.xml'));
  expect((await opened(root)).count).toBe(3);
});

test('a file that goes away while its folder is read stops nothing', async () => {
  const root = makeRoot();
  writeFolder(root, [{ name: 'a.xml', bytes: text('<a/>') }]);
  for await (const file of (await opened(root)).files(0)) {
    rmSync(join(root, 'a.xml'));
    expect(await file.modified()).toBeUndefined();
    expect(await file.read()).toEqual({ ok: false, fault: 'file-unreadable' });
  }
});

test('the time of a file in a ZIP without a zone is Oslo’s; in a folder it is the file’s', async () => {
  const root = makeRoot();
  writeFolder(root, [{ name: 'a.xml', bytes: text('<a/>') }]);
  const then = new Date('2026-07-01T10:00:00Z');
  utimesSync(join(root, 'a.xml'), then, then);
  for await (const file of (await opened(root)).files(0)) expect(await file.modified()).toEqual(then);

  const path = join(makeRoot(), 'a.zip');
  await writeZip(path, files);
  const bytes = readFileSync(path);
  // 12:34:56 on 2 July 2026 in every directory entry, as MS-DOS writes it, and no extra field with an instant.
  const [date, time] = [((2026 - 1980) << 9) | (7 << 5) | 2, (12 << 11) | (34 << 5) | (56 / 2)];
  let entries = 0;
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    bytes.writeUInt16LE(time, at + 12);
    bytes.writeUInt16LE(date, at + 14);
    const [name, extra] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
    bytes.fill(0, at + 46 + name, at + 46 + name + Math.min(2, extra));
    entries += 1;
  }
  expect(entries).toBe(4);
  writeFileSync(path, bytes);
  for await (const file of (await opened(path)).files(0)) {
    expect(await file.modified()).toEqual(new Date('2026-07-02T10:34:56Z'));
  }
});

describe('a ZIP file that was made to do harm', () => {
  const bomb = [{ name: 'bomb.xml', bytes: Buffer.alloc(3_000_000, 0x20) }];

  test('is refused when it would be many times as large unpacked', async () => {
    const path = join(makeRoot(), 'bomb.zip');
    await writeZip(path, bomb);
    expect(await refused(path)).toMatchObject({ code: 'bomb', limit: 150 });
  });

  test('is refused when it would be too large unpacked', async () => {
    const path = join(makeRoot(), 'large.zip');
    await writeZip(path, bomb);
    expect(await refused(path, { maxTotalBytes: 1_000_000 })).toEqual({
      code: 'too-large',
      found: 3_000_000,
      limit: 1_000_000,
    });
  });

  test('is refused when its files lie over each other', async () => {
    const path = join(makeRoot(), 'overlap.zip');
    await writeZip(path, files);
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
      // Every entry claims the whole file, packed.
      bytes.writeUInt16LE(8, at + 10);
      bytes.writeUInt32LE(bytes.length - 1, at + 20);
    }
    writeFileSync(path, bytes);
    expect(await refused(path)).toEqual({ code: 'overlapping' });
  });

  test('gives no more of a file than its directory has told, whatever is in it', async () => {
    const path = join(makeRoot(), 'liar.zip');
    await writeZip(path, [...bomb, { name: 'fine.xml', bytes: text('<fine/>') }]);
    const bytes = readFileSync(path);
    bytes.writeUInt32LE(100, bytes.indexOf('PK\x01\x02') + 24);
    writeFileSync(path, bytes);
    expect(await contents(await opened(path))).toEqual([
      [1, 'bomb.xml', 'file-unreadable'],
      [2, 'fine.xml', '<fine/>'],
    ]);
  });

  test('may name its files as it likes: names lead nowhere', async () => {
    const path = join(makeRoot(), 'names.zip');
    await writeZip(path, [{ name: 'aa/aa/evil.xml', bytes: text('<a/>') }]);
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf('aa/aa/'); at >= 0; at = bytes.indexOf('aa/aa/', at + 1))
      bytes.write('../../', at);
    writeFileSync(path, bytes);
    expect(await contents(await opened(path))).toEqual([[1, '../../evil.xml', '<a/>']]);
  });

  test('leaves an encrypted file out, and reads the others', async () => {
    const path = join(makeRoot(), 'secret.zip');
    await writeZip(path, [
      { name: '1.xml', bytes: text('<a/>') },
      { name: '2.xml', bytes: text('<b/>') },
    ]);
    const bytes = readFileSync(path);
    const entry = bytes.indexOf('PK\x01\x02');
    bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8);
    writeFileSync(path, bytes);
    expect(await contents(await opened(path))).toEqual([
      [1, '1.xml', 'file-unreadable'],
      [2, '2.xml', '<b/>'],
    ]);
  });
});

test.each([
  ['that is not there', () => join(makeRoot(), 'none'), 'not-found'],
  [
    'that is no ZIP file',
    () => {
      const path = join(makeRoot(), 'archive.zip');
      writeFileSync(path, 'not a ZIP file at all');
      return path;
    },
    'unreadable',
  ],
] as const)('an archive %s is refused', async (_what, make, code) => {
  expect(await refused(make())).toEqual({ code });
});

test('an empty folder is an archive of nothing', async () => {
  const root = makeRoot();
  mkdirSync(join(root, 'empty'));
  expect(await contents(await opened(root))).toEqual([]);
});
