import { stat } from 'node:fs/promises';
import {
  type Archive,
  type ArchiveFault,
  type ArchiveLimits,
  defaultArchiveLimits,
} from '../../domain/archive.ts';
import { fail, type Result } from '../../domain/result.ts';
import { openFolder } from './folder.ts';
import { openZip } from './zip.ts';

/** Opens an archive of documents, a folder or a ZIP file, after a look through its names. Faults are of the whole archive. */
export const openArchive = async (
  path: string,
  limits: ArchiveLimits = defaultArchiveLimits,
): Promise<Result<Archive, ArchiveFault>> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return fail({ code: 'not-found' });
  return found.isDirectory() ? openFolder(path, limits) : openZip(path, limits);
};
