import type { ActKind } from '../domain/expectation-vocabulary.ts';
import type { HerId } from '../domain/ids.ts';
import { type FirstReports, reportKey } from './known.ts';

/** What became of one thing that should have come, by the script's own reckoning. All instants in milliseconds. */
export interface Truth {
  readonly key: string;
  readonly state: 'open' | 'late' | 'met' | 'met-late' | 'void' | 'not-observable';
  readonly why?: string;
  readonly due?: number;
  /** When it was met or became void. */
  readonly ended?: number;
  readonly wasLate: boolean;
  readonly deliveredLate: boolean;
  /** Id of the letter or deed that asked for it: what a cancellation takes away with it. */
  readonly cause: string;
}

/** Something that fulfils: when it was done, and when the gateway had it. */
export interface Done {
  readonly at: number;
  readonly received: number;
}

export interface Ending {
  readonly why: string;
  readonly at: number | undefined;
}

/** The facts that one expectation is judged by. */
export interface Case {
  readonly key: string;
  readonly cause: string;
  readonly due?: number | undefined;
  readonly done: readonly Done[];
  /** Whatever would end it unmet. */
  readonly endings: readonly Ending[];
  /** Why nobody could see it. */
  readonly unseen?: string | undefined;
}

/** Judges one expectation: who first met it, or what ended it, or how late it is. */
export const judge = ({ key, cause, due, done, endings, unseen }: Case, now: number): Truth => {
  const base = { key, cause, ...(due !== undefined && { due }) };
  const [first] = [...done].sort((a, b) => a.at - b.at);
  const [end] = endings
    .flatMap(({ why, at }) => (at === undefined ? [] : [{ why, at }]))
    .sort((a, b) => a.at - b.at);
  if (end?.why === 'C') {
    return { ...base, state: 'void', why: 'C', ended: end.at, wasLate: false, deliveredLate: false };
  }
  if (first !== undefined && (end === undefined || first.at <= end.at)) {
    const isLate = due !== undefined && first.at > due;
    const deliveredLate = due !== undefined && !isLate && first.received > due;
    return { ...base, state: isLate ? 'met-late' : 'met', ended: first.at, wasLate: isLate, deliveredLate };
  }
  if (end !== undefined) {
    const wasLate = unseen === undefined && due !== undefined && end.at > due;
    return { ...base, state: 'void', why: end.why, ended: end.at, wasLate, deliveredLate: false };
  }
  if (unseen !== undefined) {
    return { ...base, state: 'not-observable', why: unseen, wasLate: false, deliveredLate: false };
  }
  const isLate = due !== undefined && now > due;
  return { ...base, state: isLate ? 'late' : 'open', wasLate: isLate, deliveredLate: false };
};

/** `no-acts-reported` for one who has never told of such an act, or whom nobody knows. */
export const unreported = (
  by: HerId | undefined,
  kind: ActKind,
  reports: FirstReports,
  now: number,
): 'no-acts-reported' | undefined => {
  const first = by === undefined ? undefined : reports.get(reportKey(by, kind));
  return first === undefined || first > now ? 'no-acts-reported' : undefined;
};
