import type { KeyObject } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type KeyRing, parseKeyRing } from './key-ring.ts';
import { parsePseudonymKey } from './pseudonym.ts';

/** The keys of an embedded gateway that was given none. */
export interface SandboxKeys {
  readonly ring: KeyRing;
  readonly pseudonymKey: KeyObject;
}

const fileSchema = z.strictObject({ payloadKeys: z.string(), pseudonymKey: z.string() });

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Text of the file; undefined when there is none, a fault when others than its owner can get at it. */
const readPrivate = async (path: string): Promise<Result<string, string> | undefined> => {
  try {
    await using file = await open(path, 'r');
    // Asked of the open file, so that it cannot be exchanged between the question and the reading.
    const { mode } = await file.stat();
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      return fail(`${path} can be read by others than its owner: chmod 600 it, or remove it with its data`);
    return ok(await file.readFile('utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Makes the file whole under another name and links it in place, so that the first of several processes wins. */
const writeOnce = async (path: string, text: string, suffix: string): Promise<void> => {
  const draft = `${path}.${suffix}.new`;
  try {
    await using file = await open(draft, 'wx', 0o600);
    await file.writeFile(text);
    await file.sync();
    await link(draft, path);
    // The name must outlive a power cut too, or what is sealed meanwhile is lost.
    await using folder = await open(dirname(path), 'r');
    await folder.sync();
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

/** Reads the file's JSON; the fault names the file and what to do, never a key. */
const readKeys = (path: string, text: string): Result<SandboxKeys, string> => {
  const unusable = (problem: string) =>
    fail(`${path} is unusable (${problem}): restore it from a copy, or remove it with its data`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unusable('not JSON');
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) return unusable('payloadKeys or pseudonymKey missing, or more than those');
  const ring = parseKeyRing(parsed.data.payloadKeys);
  if (!ring.ok) return unusable(`payloadKeys: ${ring.fault}`);
  const pseudonymKey = parsePseudonymKey(parsed.data.pseudonymKey);
  if (!pseudonymKey.ok) return unusable(`pseudonymKey: ${pseudonymKey.fault}`);
  return ok({ ring: ring.value, pseudonymKey: pseudonymKey.value });
};

/**
 * The keys in `dataDir`/keys.json, made once (file 0600, a new directory 0700). Processes that start at the
 * same time agree. Faults are one sentence for the operator; errors of the disk are thrown.
 */
export const loadSandboxKeys = async (
  dataDir: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<Result<SandboxKeys, string>> => {
  const path = join(dataDir, 'keys.json');
  const text = (size: number, encoding: 'base64' | 'hex') =>
    Buffer.from(randomBytes(size)).toString(encoding);

  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  let found = await readPrivate(path);
  if (found === undefined) {
    // The id is random too: data sealed under keys since lost then says that its key is missing.
    const keys = {
      payloadKeys: `sandbox-${text(4, 'hex')}:${text(32, 'base64')}`,
      pseudonymKey: text(32, 'base64'),
    };
    await writeOnce(path, `${JSON.stringify(keys)}\n`, text(8, 'hex'));
    found = await readPrivate(path);
  }
  if (found === undefined) return fail(`${path} was removed while it was made`);
  return found.ok ? readKeys(path, found.value) : found;
};
