import type { Side } from '../../parts/side.ts';

/** GET /api/messages and what lies below it, as far as the pages need it. Times are ISO texts. */

/** Where a message stands towards one receiver. */
export interface Standing {
  readonly transport: string;
  readonly transportText: string;
  readonly receipt: string;
  readonly receiptText: string;
  /** It waits for the message that it changes. */
  readonly parked: boolean;
}

export interface Found {
  readonly id: string;
  readonly messageType: { readonly code: string; readonly name: string | null };
  readonly isAppRec: boolean;
  readonly serviceStatus: string | null;
  readonly sender: Side;
  readonly receivers: readonly (Side & Standing)[];
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly findings: number;
  readonly severityText: string | null;
}

export interface FoundPage {
  readonly messages: readonly Found[];
  readonly next: string | null;
}

interface Wording {
  readonly title: string;
  readonly mend: string | null;
}

export interface Delivery extends Standing {
  readonly receiverHerId: number;
  readonly receiver: Side;
  readonly role: string;
  readonly receiptErrors: readonly (Wording & { readonly code: string })[];
  readonly receiptDueAt: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly readAt: string | null;
  readonly mayResend: boolean;
}

export interface TracedEvent {
  readonly at: string;
  readonly receiverHerId: number;
  readonly event: string;
  readonly actor: string;
  readonly causeText: string | null;
  readonly transportText: string;
  readonly receiptText: string;
  readonly possible: boolean;
  readonly untilNextMs: number | null;
}

interface Stop extends Wording {
  readonly receiverHerId: number;
  readonly code: string;
}

export interface Finding extends Wording {
  readonly rule: string;
  readonly severityText: string;
  readonly block: string | null;
  readonly source: { readonly document: string; readonly section: string } | null;
}

export interface Relative {
  readonly id: string;
  readonly messageType: string;
  readonly serviceStatus: string | null;
  readonly sender: Side;
  readonly sentAt: string;
  readonly state: string;
  readonly under: string | null;
  readonly links: readonly {
    readonly relation: string;
    readonly to: string;
    readonly confidence: string;
  }[];
  readonly missing: readonly string[];
}

interface Envelope {
  readonly documentId: string | null;
  readonly appRecId: string | null;
  readonly parentId: string | null;
  readonly conversationId: string | null;
  readonly serviceStatus: string | null;
  readonly format: string | null;
  readonly sourceSystem: string | null;
  readonly origin: string;
  readonly size: number;
  readonly sha256: string;
}

/** One message's whole story. */
export interface Traced {
  readonly id: string;
  /** Null where it is no UUID. */
  readonly msgId: string | null;
  readonly messageType: string;
  readonly isAppRec: boolean;
  readonly sender: Side;
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly envelope: Envelope;
  readonly deliveries: readonly Delivery[];
  readonly events: readonly TracedEvent[];
  readonly thread: { readonly isComplete: boolean; readonly messages: readonly Relative[] };
  readonly handovers: readonly string[];
  readonly expected: readonly {
    readonly key: string;
    readonly name: string;
    readonly stateText: string;
    readonly owes: { readonly name: string | null; readonly roleText: string };
    readonly dueAt: string | null;
  }[];
  readonly rejectedBecause: readonly Stop[];
  readonly findings: readonly Finding[];
}

/** What a message says of its patient. Lives in one component's state and nowhere else. */
export interface Content {
  readonly texts: readonly { readonly heading: string | null; readonly text: string }[];
  readonly diagnoses: readonly {
    readonly code: string | null;
    readonly text: string | null;
    readonly main: boolean;
  }[];
  readonly medications: readonly {
    readonly name: string | null;
    readonly dose: string | null;
    readonly status: string | null;
    readonly use: string | null;
  }[];
  readonly appointments: readonly {
    readonly at: string | null;
    readonly place: string | null;
    readonly state: string;
  }[];
  readonly attachments: number;
}
