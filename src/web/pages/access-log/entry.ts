import type { CsvCell } from '../../../domain/csv.ts';
import type { Side } from '../../parts/side.ts';

/** GET /api/access-log. Times are ISO texts. */
export interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly person: string | null;
  readonly client: string;
  readonly role: string;
  readonly roleText: string;
  readonly enterprises: readonly Side[];
  readonly action: string;
  readonly basis: string;
  readonly reason: string | null;
  readonly reasonText: string | null;
  readonly kind: string;
  readonly objects: readonly string[];
  /** How many patients it is about; never who. */
  readonly patients: number;
  readonly outcome: string;
  readonly requestId: string;
  readonly hash: string;
}

export interface EntryPage {
  readonly entries: readonly Entry[];
  /** What the next page begins after; null: there is no more. */
  readonly next: string | null;
}

/** What the ids of an entry are of: a handover that was opened stands first, and what was seen in it follows. */
export const kindOf = ({ action, kind }: Pick<Entry, 'action' | 'kind'>, place: number): string =>
  action === 'handover-read' && place > 0 ? 'message' : kind;

/** GET /api/access-log/verify. */
export interface Verdict {
  readonly holds: boolean;
  readonly good: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly broken: { readonly seq: number; readonly fault: string } | null;
}

/** Columns of the exported file; their headings are texts of the page. */
export const exported = [
  'seq',
  'at',
  'person',
  'role',
  'enterprises',
  'action',
  'basis',
  'reason',
  'objects',
  'patients',
  'outcome',
  'client',
  'requestId',
  'hash',
] as const;

/** An entry's cells in the order of `exported`: codes and instants, as the log has them. */
export const cellsOf = (entry: Entry): readonly CsvCell[] => {
  const { seq, at, person, role, enterprises, action, basis, reason, reasonText, objects } = entry;
  return [
    seq,
    at,
    person ?? undefined,
    role,
    enterprises.map(({ herId }) => herId).join(' '),
    action,
    basis,
    [reason, reasonText].filter((part) => part !== null).join(': '),
    objects.join(' '),
    entry.patients,
    entry.outcome,
    entry.client,
    entry.requestId,
    entry.hash,
  ];
};
