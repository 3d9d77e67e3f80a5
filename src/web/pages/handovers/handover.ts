/** GET /api/handovers and what stands below it, as far as the pages need it. Instants are ISO texts. */

export interface Party {
  readonly herId: number;
  readonly name: string | null;
}

export interface Owing {
  readonly roleText: string;
  readonly name: string | null;
}

/** Something that should come and has not. `level`: 0 open, 1 due soon, 2 late, 3 late for long. */
interface Pending {
  readonly expectation: string;
  readonly name: string;
  readonly level: number;
  readonly dueAt: string | null;
  readonly owes: Owing;
}

export interface Handover {
  readonly id: string;
  readonly state: string;
  readonly stateText: string;
  readonly municipality: Party;
  readonly hospitals: readonly Party[];
  readonly admittedAt: string;
  readonly admissionInferred: boolean;
  readonly readyAt: string | null;
  readonly dischargedAt: string | null;
  readonly attention: 'late' | 'due-soon' | 'open' | 'none';
  readonly late: boolean;
  readonly historic: boolean;
  readonly readmission: boolean;
  readonly levels: { readonly escalated: number };
  /** The most pressing first. */
  readonly pending: readonly Pending[];
  readonly missing: readonly { readonly messageType: string; readonly blocks: readonly string[] }[];
  readonly overdueDays: number;
}

export interface HandoverList {
  readonly asOf: string;
  readonly handovers: readonly Handover[];
  readonly next: string | null;
}

export type CountedParty = Party & { readonly count: number };

/** GET /api/handovers/counts */
export interface Counts {
  readonly late: number;
  readonly dueSoon: number;
  readonly open: number;
  readonly municipalities: readonly CountedParty[];
  readonly hospitals: readonly CountedParty[];
}

type ExpectedState = 'open' | 'due-soon' | 'late' | 'met' | 'met-late' | 'void' | 'not-observable';

export interface Expected {
  readonly key: string;
  readonly name: string;
  readonly act: string | null;
  readonly state: ExpectedState;
  readonly whyText: string | null;
  readonly round: number;
  readonly trigger: { readonly at: string };
  readonly owes: Owing;
  readonly clockAt: string | null;
  readonly dueAt: string | null;
  readonly wasLate: boolean;
  readonly evidence: {
    readonly by: 'message' | 'act' | 'receipt';
    readonly at: string;
    readonly id: string | null;
    readonly confidence: 'certain' | 'likely' | 'possible';
  } | null;
  readonly deliveredLate: boolean;
  readonly endedAt: string | null;
  readonly sources: readonly { readonly document: string; readonly section?: string }[];
}

interface MessageEvent {
  readonly at: string;
  readonly type: 'message';
  readonly message: string | null;
  readonly messageType: string;
  readonly receivedAt: string;
  readonly sender: Party | null;
  readonly receivers: readonly Party[];
}
interface ReceiptEvent {
  readonly at: string;
  readonly type: 'receipt';
  readonly message: string;
  readonly receiver: Party;
  readonly outcome: string;
  readonly text: string;
}
export interface StepEvent {
  readonly at: string;
  readonly type: 'step';
  readonly text: string;
  readonly to: string;
  readonly stateText: string;
  readonly message: string | null;
  readonly remarkText: string | null;
}
interface ActEvent {
  readonly at: string;
  readonly type: 'act';
  readonly text: string;
  readonly by: Party;
}
/** What became of an expectation is read from the expectation itself. */
interface ChangeEvent {
  readonly at: string;
  readonly type: 'expectation';
}
export type TimelineEvent = MessageEvent | ReceiptEvent | StepEvent | ActEvent | ChangeEvent;

export interface Content {
  readonly messageType: string;
  readonly message: string | null;
  readonly missing: readonly string[];
  readonly explained: readonly string[];
  readonly noted: readonly string[];
}

export interface WholeHandover extends Handover {
  readonly asOf: string;
  readonly expected: readonly Expected[];
  readonly completeness: readonly Content[];
  readonly relations: {
    readonly follows: string | null;
    readonly followedBy: readonly string[];
    readonly sameStay: readonly string[];
  };
  readonly mayReport: readonly {
    readonly by: Party;
    readonly acts: readonly { readonly kind: string; readonly name: string }[];
  }[];
  readonly timeline: readonly TimelineEvent[];
}
