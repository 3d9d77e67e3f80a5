import type { ArchivedFileFault } from '../../domain/archive.ts';
import type { ImportCounts, ImportPhase, ImportStore } from '../../domain/import-store.ts';
import type { OutcomeCode } from '../../domain/outcome.ts';
import type { AddressBook } from '../../domain/ports.ts';
import type { FollowServices } from '../follow.ts';
import type { Services } from '../services.ts';

/** What the import of history reaches the world through. Nothing in it sends, wakes or tells anybody. */
export interface ImportServices
  extends FollowServices,
    Pick<
      Services,
      'software' | 'ids' | 'cipher' | 'pseudonymiser' | 'inspector' | 'directory' | 'word' | 'policy'
    > {
  readonly imports: ImportStore;
}

/** When messages came, as somebody has noted it. */
export interface ReceiptTimes {
  /** Hex: stands for all that is noted. */
  readonly digest: string;
  ofMessage(msgId: string): Date | undefined;
  /** By path in the archive. */
  ofFile(name: string): Date | undefined;
}

export interface ImportOptions {
  readonly times?: ReceiptTimes;
  /** Files were last changed when their messages came. */
  readonly fileTimes: boolean;
  /** False: the archive holds no receipts of its messages, so that none is missed. */
  readonly appRecs: boolean;
}

/** Why one file gives no message. Codes are those of the catalogue where a document would be refused for the same. */
export interface FileFault {
  readonly code: OutcomeCode | ArchivedFileFault | 'time-out-of-range';
  readonly position: number;
  /** It may tell who a patient is: only for those who ask for it. */
  readonly name: string;
  /** SHA-256 of the file, hex; none when it was not read. */
  readonly digest?: string;
}

export interface ImportProgress {
  readonly phase: ImportPhase;
  /** Files, or handovers' subjects, done in this phase. */
  readonly done: number;
  /** Files in the archive; unknown in phases that do not go by files. */
  readonly total?: number;
  readonly counts: ImportCounts;
}

/** Who is told how an import goes on. */
export interface ImportListener {
  fault(fault: FileFault): void;
  progress(progress: ImportProgress): void;
}

/** All that looking at files takes. */
export interface Looking {
  readonly services: ImportServices;
  readonly options: ImportOptions;
  /** Everybody who is or was in the directory. */
  readonly book: AddressBook;
  readonly listener: ImportListener;
  /** By position: 1 for files that this process has seen to be no receipts, which need not be read again. */
  readonly noReceipts: Uint8Array;
}
