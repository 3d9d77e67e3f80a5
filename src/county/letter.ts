import type { ActKind, Flag } from '../domain/expectation-vocabulary.ts';
import type { HandoverParty } from '../domain/handover/facts.ts';
import type { HerId, MessageId, Pseudonym } from '../domain/ids.ts';

/** What the script's people do: send letters, receipt them, and report what they did. All instants in milliseconds. */

/** Plans that follow a patient: what asks for each when the patient comes, and when the patient leaves. */
export const planRows = {
  'palliative-plan': {
    admission: 'palliative-plan-follows/admission',
    discharge: 'palliative-plan-follows/discharge',
  },
  'deterioration-plan': {
    admission: 'plan-continuity/deterioration-plan-at-admission',
    discharge: 'plan-continuity/deterioration-plan-at-discharge',
  },
  'crisis-plan': {
    admission: 'plan-continuity/crisis-plan-at-admission',
    discharge: 'plan-continuity/crisis-plan-at-discharge',
  },
  'individual-plan': {
    admission: 'plan-continuity/individual-plan-at-admission',
    discharge: 'plan-continuity/individual-plan-at-discharge',
  },
} as const;
export type PlanKind = keyof typeof planRows;
export const planKinds = Object.keys(planRows) as readonly PlanKind[];

/** How a receiver receipts, and when the gateway has that. */
export interface ReceiptPlan {
  readonly status: 'ok' | 'partial' | 'rejected';
  readonly at: number;
}

/** When something that a letter tells of was. */
export interface Told {
  readonly code: string;
  /** Of a date alone: noon. */
  readonly at: number;
  readonly dateOnly: boolean;
}

/** One message as its sender makes it, and as it comes. */
export interface Letter {
  /** Known when all letters are: ids follow the order in which the gateway gets them. */
  id: MessageId;
  readonly msgId: string;
  readonly type: string;
  readonly status: 'N' | 'M' | 'C';
  readonly patient: Pseudonym;
  readonly from: HandoverParty;
  /** The last of them may have a copy. */
  readonly to: readonly HandoverParty[];
  readonly copies: readonly HandoverParty[];
  /** GenDate. */
  readonly sent: number;
  readonly received: number;
  readonly told?: Told;
  /** Notices of readiness tell when the patient was admitted, too. */
  readonly toldAdmission?: number;
  readonly codes: readonly { readonly list: string; readonly v: string }[];
  readonly reply?: 'can' | 'cannot' | 'unclear';
  readonly died: boolean;
  /** Content that handovers ask for, and content that should be there and is not. */
  readonly holds: readonly string[];
  readonly lacks: readonly string[];
  readonly flags: readonly Flag[];
  /** The letter that it refers to, and the first of that conversation. */
  readonly parent?: Letter;
  /** The letter that it answers by that's own id. */
  readonly answers?: Letter;
  /** What it cancels or replaces; it has the same document id where its type has one. */
  readonly changes?: Letter;
  readonly documentId?: string;
  /** By receiver; none: it never comes. */
  readonly receipts: ReadonlyMap<HerId, ReceiptPlan>;
  /** When the same letter comes once more, and whether its bytes are others then. */
  readonly again?: { readonly at: number; readonly altered: boolean };
}

/** Something done that no message tells of. */
export interface Deed {
  readonly id: string;
  readonly kind: ActKind;
  readonly at: number;
  /** When the gateway is told. */
  readonly told: number;
  readonly by: HerId;
  readonly about: Letter;
}

/** Letters and deeds of a patient's stay towards one municipality: all that its handover is to be judged by. */
export interface StayScript {
  readonly municipality: HerId;
  readonly sharesRecord: boolean;
  readonly letters: readonly Letter[];
  readonly deeds: readonly Deed[];
}

/** All that passes about one patient. */
export interface PatientScript {
  readonly patient: Pseudonym;
  readonly stays: readonly StayScript[];
  readonly letters: readonly Letter[];
  readonly deeds: readonly Deed[];
}

/** Every receiver, copies last. */
export const receiversOf = ({ to, copies }: Letter): readonly HandoverParty[] => [...to, ...copies];
