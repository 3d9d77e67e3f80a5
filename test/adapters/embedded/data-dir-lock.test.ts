import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockDataDir } from '../../../src/adapters/embedded/data-dir-lock.ts';

function freshDir(): string {
  const directory = mkdtempSync(join(tmpdir(), 'overgang-lock-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function expectTakenOver(directory: string): void {
  const lock = lockDataDir(directory);
  expect(lock.ok).toBe(true);
  expect(readdirSync(directory)).toEqual(['overgang.lock']);
  if (lock.ok) lock.value.release();
  expect(existsSync(join(directory, 'overgang.lock'))).toBe(false);
}

test('a free directory is locked, and free again after release', () => {
  expectTakenOver(freshDir());
});

test('the lock of a process that no longer lives is taken over', () => {
  const directory = freshDir();
  // Above the kernel's highest process number.
  writeFileSync(join(directory, 'overgang.lock'), JSON.stringify({ pid: 4_194_305, began: 'then' }));
  expectTakenOver(directory);
});

test('a lock with this very process number from an earlier boot, as in a container, is taken over', () => {
  const directory = freshDir();
  writeFileSync(
    join(directory, 'overgang.lock'),
    JSON.stringify({ pid: process.pid, began: 'an earlier boot/1' }),
  );
  expectTakenOver(directory);
});

test('a lock file that makes no sense is taken over', () => {
  const directory = freshDir();
  writeFileSync(join(directory, 'overgang.lock'), 'half a li');
  expectTakenOver(directory);
});

test('a lock held is refused with the number of its process, and left as it is', () => {
  const directory = freshDir();
  const first = lockDataDir(directory);
  const before = readFileSync(join(directory, 'overgang.lock'), 'utf8');
  expect(lockDataDir(directory)).toEqual({
    ok: false,
    fault: { code: 'data_dir_in_use', dataDir: directory, pid: process.pid },
  });
  expect(readFileSync(join(directory, 'overgang.lock'), 'utf8')).toBe(before);
  if (first.ok) first.value.release();
});
