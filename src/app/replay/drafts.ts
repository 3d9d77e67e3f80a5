import type { CodeBook } from '../../domain/code-system.ts';
import type { ExpectationDraft } from '../../domain/expectation-draft.ts';
import type { Result } from '../../domain/result.ts';
import type { Rule, Vocabulary } from '../../domain/rule.ts';
import type { Services } from '../services.ts';

/** What is wrong in a draft, and where: `thresholds[0].deadline.amount`. Speaks of the draft alone, never of messages. */
export interface DraftFault {
  readonly where: string;
  readonly reason: string;
}

/** A fault at a path into a draft. */
export const faultAt = ({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): DraftFault => ({
  where: path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, ''),
  reason: message,
});

/** Rules to try: rows in the place of those of the same id, or beside all others, and ids of rows that go. */
export interface RuleDraft {
  readonly rules: readonly Rule[];
  readonly retire: readonly string[];
}

/** Reads a draft from YAML or JSON text, or from a value that was JSON. */
export interface DraftReader {
  expectations(draft: unknown): Result<ExpectationDraft, readonly DraftFault[]>;
  /** Words and excuses in force are known to its wording rows. */
  rules(draft: unknown, inForce: Vocabulary): Result<RuleDraft, readonly DraftFault[]>;
}

/** All that replays need. */
export interface ReplayServices
  extends Pick<Services, 'clock' | 'handoverRules' | 'directory' | 'store' | 'cipher'> {
  readonly drafts: DraftReader;
  /** The rules on content that are in force, and the codes that they know. */
  readonly rules: readonly Rule[];
  readonly codes: CodeBook;
}
