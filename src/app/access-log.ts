import { createHash } from 'node:crypto';
import { type AccessHead, canonicalAccess, type LoggedAccess } from '../domain/access-log.ts';
import { osloDate } from '../domain/calendar.ts';
import type { Services } from './services.ts';

/** The hash that the first entry's is made with: 32 zero bytes. */
const noHash = '0'.repeat(64);
const batch = 2_000;

/** What is wrong where the chain does not hold. */
type ChainFault =
  /** The entry, or one before it, is not what was logged. */
  | 'changed'
  /** An entry that should stand here does not. */
  | 'missing'
  /** Entries at the end are gone, or others stand there. */
  | 'cut'
  /** The log does not hold an entry that its head was once known to be. */
  | 'not-as-known';

/** What a walk through the log found. */
interface ChainVerdict {
  /** How many entries hold, from the first on. */
  readonly good: number;
  /** The last of these. */
  readonly head: AccessHead;
  /** The first that does not hold. */
  readonly broken?: { readonly seq: number; readonly fault: ChainFault };
}

const hashOf = (before: string, entry: LoggedAccess): string =>
  createHash('sha256')
    .update(Buffer.from(before, 'hex'))
    .update(`${entry.seq}\n${canonicalAccess(entry, entry.patients)}`)
    .digest('hex');

/**
 * Walks the whole log and says where its chain first breaks. `known`: a head that was noted down elsewhere, as in the
 * program's own log, which tells also of an end that was cut off and mended over.
 */
export const verifyAccessLog = async (
  { store }: Pick<Services, 'store'>,
  known?: AccessHead,
): Promise<ChainVerdict> => {
  // Read first: what is logged while we walk comes after it.
  const expected = await store.accessHead();
  let head: AccessHead = { seq: 0, hash: noHash };
  const broken = (seq: number, fault: ChainFault): ChainVerdict => ({
    good: head.seq,
    head,
    broken: { seq, fault },
  });
  for (;;) {
    const entries = await store.accessesAfter(head.seq, batch);
    for (const entry of entries) {
      if (entry.seq !== head.seq + 1) return broken(head.seq + 1, 'missing');
      if (entry.hash !== hashOf(head.hash, entry)) return broken(entry.seq, 'changed');
      if (entry.seq === expected.seq && entry.hash !== expected.hash) return broken(entry.seq, 'cut');
      if (entry.seq === known?.seq && entry.hash !== known.hash) return broken(entry.seq, 'not-as-known');
      head = { seq: entry.seq, hash: entry.hash };
    }
    if (entries.length < batch) break;
  }
  if (head.seq < expected.seq) return broken(head.seq + 1, 'cut');
  if (known !== undefined && head.seq < known.seq) return broken(head.seq + 1, 'not-as-known');
  return { good: head.seq, head };
};

/**
 * Makes what notes the log's head in the program's log, at its first call and then once a day: whoever keeps those lines
 * elsewhere can tell that nothing before them has been taken away since.
 */
export const createHeadNote = ({
  store,
  clock,
  log,
}: Pick<Services, 'store' | 'clock' | 'log'>): (() => Promise<void>) => {
  let noted = '';
  return async () => {
    const today = osloDate(clock.now());
    if (today === noted) return;
    const { seq, hash } = await store.accessHead();
    log.info({ seq, hash }, 'head of the access log');
    noted = today;
  };
};
