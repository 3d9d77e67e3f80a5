import type { HandoverRole } from '../expectation-vocabulary.ts';
import type { Severity } from '../finding.ts';
import type { HerId, MessageId } from '../ids.ts';
import type { LinkConfidence } from '../links-facts.ts';

/** What becomes of each thing that should come. */

/**
 * `C` its trigger was cancelled, `D` the patient died, `R` she was admitted again, `W` readiness was withdrawn;
 * `stay-ended` before it was due; `replaced` by another duty; `switched-off` for whoever owes it.
 */
export type VoidReason = 'C' | 'D' | 'R' | 'W' | 'stay-ended' | 'replaced' | 'switched-off';

/** Why nobody can tell: both ends keep one record; nobody there reports such acts; nothing tells of it at all. */
export type Unseen = 'shared-record' | 'no-acts-reported' | 'nothing-tells';

/** Who owes, or is owed. The party is not always known: a GP is none of a stay's messages may name. */
export interface OwingParty {
  readonly role: HandoverRole;
  readonly herId?: HerId;
  readonly enterprise?: HerId;
}

/** What fulfilled it: a message and how surely it is the right one, an act, or a receipt. */
export interface Evidence {
  /** When it was sent, done or given: lateness is judged by this. */
  readonly at: Date;
  /** When the gateway had it: delivery is judged by this. */
  readonly received: Date;
  readonly by: 'message' | 'act' | 'receipt';
  /** Of the message or act; the receiver's HER-id of a receipt. */
  readonly id: string;
  readonly confidence: LinkConfidence;
}

/** What one state or another knows. */
export type Fate =
  | { readonly state: 'open' | 'due-soon' | 'late' }
  /** `deliveredLate`: sent in time, and yet with the gateway too late. */
  | { readonly state: 'met' | 'met-late'; readonly evidence: Evidence; readonly deliveredLate: boolean }
  | { readonly state: 'void'; readonly why: VoidReason; readonly at: Date }
  | { readonly state: 'not-observable'; readonly why: Unseen };

/** One expectation, as of a moment. */
export type Expected = Fate & {
  /** Within its handover or message, for good: the case, its round, and where several may be open, its trigger. */
  readonly key: string;
  /** Id of the row, and name of its case where it has several. */
  readonly expectation: string;
  readonly case?: string;
  readonly severity: Severity;
  /** Of the handover; 1 for those of messages. */
  readonly round: number;
  readonly trigger: {
    readonly on: 'message' | 'phase' | 'act' | 'receipt';
    readonly at: Date;
    readonly message?: MessageId;
    readonly act?: string;
  };
  readonly owes: OwingParty;
  /** Without it there is no deadline yet: what starts the clock has not happened. */
  readonly clockAt?: Date;
  readonly warnAt?: Date;
  readonly dueAt?: Date;
  readonly escalateAt?: Date;
  /** Was late, or is: late and then met, or late and then void, is not on time. */
  readonly wasLate: boolean;
  readonly escalated: boolean;
};

/** True while something must still be done. */
export const isPending = ({ state }: Pick<Expected, 'state'>): boolean =>
  state === 'open' || state === 'due-soon' || state === 'late';

/** 0 open, 1 due soon, 2 late, 3 late for so long that others are told; undefined when it is over. */
export const levelOf = ({ state, escalated }: Pick<Expected, 'state' | 'escalated'>): number | undefined => {
  switch (state) {
    case 'open':
      return 0;
    case 'due-soon':
      return 1;
    case 'late':
      return escalated ? 3 : 2;
    default:
      return undefined;
  }
};

/** The next instant at which an expectation changes by time alone; undefined when none will. */
export const nextChangeOf = (expected: Expected, now: Date): Date | undefined => {
  if (!isPending(expected)) return undefined;
  const { warnAt, dueAt, escalateAt } = expected;
  const after = (last: Date | undefined) => (last === undefined ? [] : [last.getTime() + 1]);
  const changes = [
    ...(warnAt === undefined ? [] : [warnAt.getTime()]),
    ...after(dueAt),
    ...after(escalateAt),
  ];
  return soonest(changes.filter((each) => each > now.getTime()));
};

/** The earliest of some instants. */
export const soonest = (instants: readonly number[]): Date | undefined =>
  instants.length === 0 ? undefined : new Date(Math.min(...instants));
