import type { Result } from './result.ts';

/** Archives of earlier documents: a folder or a ZIP file, read one file at a time and never unpacked to disk. */

/** Why one file of an archive gives no document; the others are read all the same. */
export type ArchivedFileFault = 'file-too-large' | 'file-unreadable';

/** A file that may hold a document: its name ends in .xml or has no ending. */
export interface ArchivedFile {
  /** Place among the archive's files, from 1: the same whenever the same archive is read. */
  readonly position: number;
  /** Path in the archive, with / between. It may tell who a patient is: not for logs. */
  readonly name: string;
  /** When the file was last changed, as far as the archive tells. */
  modified(): Promise<Date | undefined>;
  read(): Promise<Result<Uint8Array, ArchivedFileFault>>;
}

/** Why an archive is refused as a whole. */
export interface ArchiveFault {
  readonly code: 'not-found' | 'unreadable' | 'too-many-files' | 'too-large' | 'overlapping' | 'bomb';
  /** What was found and how much is allowed, where it is too much. */
  readonly found?: number;
  readonly limit?: number;
}

export interface Archive {
  /** Hex: tells this archive from others, and from itself when it has changed. */
  readonly digest: string;
  /** How many files there are to read. */
  readonly count: number;
  /** Files that are passed over for their ending. */
  readonly others: number;
  /** The files in their order, from the one after a position. Throws when the archive has changed since it was opened. */
  files(after: number): AsyncIterable<ArchivedFile>;
}

/** What an archive may cost. Sizes in bytes. */
export interface ArchiveLimits {
  readonly maxFiles: number;
  /** Of one file, unpacked. */
  readonly maxFileBytes: number;
  /** Of all files of a ZIP file, unpacked. */
  readonly maxTotalBytes: number;
  /** How much larger all files of a ZIP file may be than they are packed. */
  readonly maxRatio: number;
}

/**
 * A county's messages of some years are a few million of some 10 kB. XML packs to a tenth, at best to a fiftieth; what
 * packs much better was made to fill the memory of whoever unpacks it.
 */
export const defaultArchiveLimits: ArchiveLimits = {
  maxFiles: 10_000_000,
  maxFileBytes: 35 * 1024 * 1024,
  maxTotalBytes: 256 * 1024 ** 3,
  maxRatio: 150,
};

/** What a file's ending says: a document, perhaps one, or something else. */
export const mayBeDocument = (name: string): boolean => {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? base !== '' && dot < 0 : base.slice(dot).toLowerCase() === '.xml';
};
