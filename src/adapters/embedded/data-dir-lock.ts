import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';

/** Why a data directory cannot be opened: a living process has it open. */
export interface DataDirInUse {
  readonly code: 'data_dir_in_use';
  readonly dataDir: string;
  /** Process that holds it. */
  readonly pid: number;
}

/** A lock held on a data directory. */
export interface DataDirLock {
  /** Gives the directory free. */
  release(): void;
}

interface Holder {
  readonly pid: number;
  /** When the process began, as the kernel tells it: a number that was given to a new process is then known. */
  readonly began: string;
}

const LOCK_FILE = 'overgang.lock';

/** Locks taken by this very process, whose number in a lock file alone would not tell it from its own past. */
const held = new Set<string>();

/**
 * Locks `dataDir` (which must exist) for this process by a lock file with its process number. A lock whose
 * process no longer lives, as after a kill -9, is taken over.
 */
export function lockDataDir(dataDir: string): Result<DataDirLock, DataDirInUse> {
  const path = join(dataDir, LOCK_FILE);
  const mine = `${path}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, began: processBegan(process.pid) } satisfies Holder);
  const inUse = (pid: number) => fail<DataDirInUse>({ code: 'data_dir_in_use', dataDir, pid });
  if (held.has(path)) return inUse(process.pid);
  writeFileSync(mine, content, { mode: 0o600 });
  try {
    // A hard link appears with its content or not at all, so nobody reads half a lock.
    while (!linkIfFree(mine, path)) {
      const seen = readIfThere(path);
      if (seen === undefined) continue;
      const holder = readHolder(seen);
      if (holder && lives(holder)) return inUse(holder.pid);
      if (!moveAside(path, seen)) return inUse(holder?.pid ?? 0);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  held.add(path);
  return ok({
    release() {
      if (held.delete(path)) rmSync(path, { force: true });
    },
  });
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes a dead lock away. False when another process was quicker and the file is now its living lock. */
function moveAside(path: string, seen: string): boolean {
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  const wasDead = readFileSync(aside, 'utf8') === seen;
  if (!wasDead) linkIfFree(aside, path);
  rmSync(aside, { force: true });
  return wasDead;
}

function readHolder(content: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('began' in value))
      return undefined;
    const { pid, began } = value;
    return Number.isInteger(pid) && typeof began === 'string' ? { pid: Number(pid), began } : undefined;
  } catch {
    return undefined;
  }
}

function lives(holder: Holder): boolean {
  if (processBegan(holder.pid) !== holder.began) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    // Another user's process: not ours to signal, but alive.
    return codeOf(error) === 'EPERM';
  }
}

/** Start of a process in kernel ticks since this boot, with the boot's id; '' where the kernel does not tell. */
function processBegan(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields after the command name, which stands in brackets and may hold spaces; the start time is field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie is dead; only its parent has not asked yet.
    return fields[0] === 'Z' ? '' : `${boot}/${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;
