import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Archive,
  type ArchivedFile,
  type ArchiveFault,
  type ArchiveLimits,
  mayBeDocument,
} from '../../domain/archive.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** Order by code unit: the same on every machine. */
const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

/** Paths of the files below a folder, with / between; one folder's names are in memory at a time. Links are not followed. */
async function* walk(root: string, within = ''): AsyncGenerator<string> {
  const entries = await readdir(join(root, within), { withFileTypes: true });
  for (const entry of entries.sort(byName)) {
    const path = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path);
    else if (entry.isFile()) yield path;
  }
}

/** Opens a folder of documents, at any depth. Its digest stands for the paths, sizes and times of its files. */
export const openFolder = async (
  root: string,
  limits: ArchiveLimits,
): Promise<Result<Archive, ArchiveFault>> => {
  const hash = createHash('sha256');
  let count = 0;
  let others = 0;
  try {
    for await (const name of walk(root)) {
      if (!mayBeDocument(name)) {
        others += 1;
        continue;
      }
      count += 1;
      if (count > limits.maxFiles) {
        return fail({ code: 'too-many-files', found: count, limit: limits.maxFiles });
      }
      const { size, mtimeMs } = await stat(join(root, name));
      hash.update(`${name}\0${size}\0${mtimeMs}\n`);
    }
  } catch {
    return fail({ code: 'unreadable' });
  }
  return ok({ digest: hash.digest('hex'), count, others, files: (after) => filesOf(root, limits, after) });
};

async function* filesOf(root: string, limits: ArchiveLimits, after: number): AsyncGenerator<ArchivedFile> {
  let position = 0;
  for await (const name of walk(root)) {
    if (!mayBeDocument(name)) continue;
    position += 1;
    if (position <= after) continue;
    const path = join(root, name);
    yield {
      position,
      name,
      modified: async () => (await stat(path).catch(() => undefined))?.mtime,
      async read() {
        try {
          if ((await stat(path)).size > limits.maxFileBytes) return fail('file-too-large');
          return ok(await readFile(path));
        } catch {
          return fail('file-unreadable');
        }
      },
    };
  }
}
