import { createHash } from 'node:crypto';
import { type FileHandle, open as openFile, stat } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import {
  type Archive,
  type ArchivedFile,
  type ArchivedFileFault,
  type ArchiveFault,
  type ArchiveLimits,
  mayBeDocument,
} from '../../domain/archive.ts';
import { resolveDateTime } from '../../domain/norwegian-time.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** Names are taken as bytes: they are never used as paths, so none can lead anywhere. */
const open = (path: string): Promise<ZipFile> =>
  openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true });

const nameOf = (entry: Entry): string => entry.fileNameRaw.toString('utf8').replaceAll('\\', '/');

const isFolder = (name: string): boolean => name.endsWith('/');

/** Extra fields with an instant (UT, NTFS); without them the time is that of a clock on a wall. */
const hasInstant = (entry: Entry): boolean =>
  entry.extraFields.some(({ id }) => id === 0x5455 || id === 0x000a);

const modifiedOf = (entry: Entry): Date | undefined => {
  const read = entry.getLastModDate({ timezone: 'UTC' });
  if (Number.isNaN(read.getTime())) return undefined;
  return hasInstant(entry) ? read : resolveDateTime(read.toISOString().slice(0, -'.000Z'.length));
};

/**
 * Opens a ZIP file. Its directory tells what it would cost to unpack it, and is held to it while it is read, so one that
 * costs too much is refused before anything is unpacked. Its digest stands for the names, sizes and checksums in it.
 */
export const openZip = async (
  path: string,
  limits: ArchiveLimits,
): Promise<Result<Archive, ArchiveFault>> => {
  const hash = createHash('sha256');
  let count = 0;
  let others = 0;
  let packed = 0;
  let unpacked = 0;
  try {
    const { size } = await stat(path);
    const zip = await open(path);
    try {
      for await (const entry of zip.eachEntry()) {
        const name = nameOf(entry);
        packed += entry.compressedSize;
        // Files that lie over each other are counted for each of them, however small the whole is.
        if (packed > size) return fail({ code: 'overlapping' });
        if (isFolder(name)) continue;
        if (!mayBeDocument(name)) {
          others += 1;
          continue;
        }
        count += 1;
        unpacked += entry.uncompressedSize;
        if (count > limits.maxFiles) {
          return fail({ code: 'too-many-files', found: zip.entryCount, limit: limits.maxFiles });
        }
        if (unpacked > limits.maxTotalBytes) {
          return fail({ code: 'too-large', found: unpacked, limit: limits.maxTotalBytes });
        }
        hash.update(`${name}\0${entry.uncompressedSize}\0${entry.crc32}\n`);
      }
    } finally {
      zip.close();
    }
  } catch {
    return fail({ code: 'unreadable' });
  }
  const ratio = unpacked / Math.max(1, packed);
  if (ratio > limits.maxRatio)
    return fail({ code: 'bomb', found: Math.round(ratio), limit: limits.maxRatio });
  return ok({ digest: hash.digest('hex'), count, others, files: (after) => filesOf(path, limits, after) });
};

async function* filesOf(path: string, limits: ArchiveLimits, after: number): AsyncGenerator<ArchivedFile> {
  const zip = await open(path);
  const handle = await openFile(path);
  try {
    let position = 0;
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (isFolder(name) || !mayBeDocument(name)) continue;
      position += 1;
      if (position <= after) continue;
      yield {
        position,
        name,
        modified: async () => modifiedOf(entry),
        read: () => unpack(zip, handle, entry, limits),
      };
    }
  } finally {
    zip.close();
    await handle.close();
  }
}

/**
 * One file's bytes: as many as the directory told, and with its checksum, or none. Packed files are small, so each is
 * read and unpacked at once.
 */
const unpack = async (
  zip: ZipFile,
  handle: FileHandle,
  entry: Entry,
  limits: ArchiveLimits,
): Promise<Result<Uint8Array, ArchivedFileFault>> => {
  const { compressedSize, uncompressedSize, compressionMethod, crc32: sum } = entry;
  if (uncompressedSize > limits.maxFileBytes) return fail('file-too-large');
  const isReadable = !entry.isEncrypted() && entry.canDecodeFileData();
  if (!isReadable || compressedSize > 2 * limits.maxFileBytes) return fail('file-unreadable');
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = Buffer.allocUnsafe(compressedSize);
    const { bytesRead } = await handle.read(packed, 0, compressedSize, fileDataStart);
    if (bytesRead !== compressedSize) return fail('file-unreadable');
    // One byte more than may come, so that what is larger than was told is found out.
    const bytes =
      compressionMethod === 0 ? packed : inflateRawSync(packed, { maxOutputLength: uncompressedSize + 1 });
    const isAsTold = bytes.length === uncompressedSize && crc32(bytes) === sum;
    return isAsTold ? ok(bytes) : fail('file-unreadable');
  } catch {
    return fail('file-unreadable');
  }
};
