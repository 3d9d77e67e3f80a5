import type { WorkingDays } from './calendar.ts';
import type { DatedDeadline, Decision } from './deadline.ts';
import type {
  ActKind,
  ChangeCode,
  CodeList,
  Confidence,
  ContentBlock,
  Flag,
  HandoverRole,
  Phase,
} from './expectation-vocabulary.ts';
import type { Severity } from './finding.ts';
import type { Language } from './texts.ts';

/**
 * What should have come, from whom, by when: the rows of seeds/expectations.yaml. The words of a row are few and
 * closed, so that the machine that reads them can know them all.
 *
 * A row has one case, or several where direction or deadline differ. Each case reads as one sentence:
 *
 *   when one of `triggers` happens, one of `from` owes one of `to` what one of `fulfilments` describes,
 *   by the deadline of `deadlines` that holds on the date the clock starts (`clock`).
 *
 * - **Triggers.** A message passes; the stay enters a phase; somebody reports an act; a message's receipt comes to a
 *   state. Flags in `given` must all be up as well. What is cancelled triggers nothing.
 * - **Count.** `once` in a round of a handover (a withdrawal starts the next round); `latest`: once too, and while it
 *   is open the newest trigger sets the clock; `each` trigger by itself. Rows of scope `message` belong to a message
 *   rather than to a handover: messages or receipts trigger them, and they count `each`.
 * - **Clock.** It starts with the trigger: when that happened (`occurred`: the event that the message tells of, the
 *   act, or what led into the phase), was sent (GenDate) or was received by the gateway. Or it starts with a moment of
 *   the stay, or with another act: until that is known, the case is open without a deadline.
 * - **Parties.** A message counts when its sender holds a role in `from` and a receiver, copies too, one in `to`.
 *   A case is for nobody when the one who would owe holds no role in `from`. `sender` and `receiver` are the parties
 *   of the trigger's message; `referrer` sent the referral that the stay, or the fulfilling message, is about.
 * - **Fulfilments.** A message, an act, or a receipt of the trigger's message. What a message must be to count:
 *     `link`   of the same `stay`; the `trigger`'s own message, or one that refers to, answers or replaces it or what
 *              it refers to; or of the same `patient`
 *     `since`  sent at any time in the `stay` (before its trigger too); on the `day` that the clock started or later;
 *              from the `trigger` on (it counts itself); `after` it; or within the `look-back` of the deadline
 *     `holds`  all these parts of content, as the newest version has them
 *     `reply`  a reply to a notice of readiness that does not say this
 * - **Late** is judged on sent time. What becomes of a case when the world changes: see `ChangeCode`.
 *
 * Example, "a patient followed up by the municipality has left: a discharge report the same day":
 *
 *   triggers:    [{ on: phase, enters: discharged, given: [nursing-follow-up] }]
 *   clock:       { from: stay, moment: discharge }
 *   from:        [hospital, acute-unit]
 *   to:          [nursing]
 *   fulfilments: [{ by: message, functions: [UTSKRIVNINGSRAPPORT], link: stay, since: stay }]
 *   deadlines:   [{ validFrom: 2014-01-01, deadline: { kind: sameDay } }]
 */

/** Functions of 8279, or every one but receipts. */
type Functions = readonly string[] | 'any';

/** What a coded value of a message must be: one of `is`, or none of `isNot`, which a message without the value meets. */
type CodeCondition =
  | { readonly list: CodeList; readonly is: readonly string[] }
  | { readonly list: CodeList; readonly isNot: readonly string[] };

/** Which messages are meant: all conditions must hold. */
export interface MessagePattern {
  readonly functions: Functions;
  /** Left out of `any`. */
  readonly except: readonly string[];
  readonly where: readonly CodeCondition[];
}

interface Given {
  readonly given: readonly Flag[];
}

/** A message between parties of these roles; any role where a list is empty. `unasked`: only one that answers nothing. */
type MessageTrigger = MessagePattern &
  Given & {
    readonly on: 'message';
    readonly from: readonly HandoverRole[];
    readonly to: readonly HandoverRole[];
    readonly unasked: boolean;
  };

/** States of a receipt that triggers and fulfilments know. */
export const receiptOutcomes = ['ok', 'partial', 'rejected', 'timedOut'] as const;
type ReceiptOutcome = (typeof receiptOutcomes)[number];

export type Trigger =
  | MessageTrigger
  | (Given & { readonly on: 'phase'; readonly enters: Phase })
  | (Given & { readonly on: 'act'; readonly act: ActKind })
  | (MessagePattern & Given & { readonly on: 'receipt'; readonly is: readonly ReceiptOutcome[] });

/** How a message that fulfils belongs to what it fulfils; see above. */
export const messageLinks = ['stay', 'trigger', 'patient'] as const;
export const sinces = ['stay', 'day', 'trigger', 'after', 'look-back'] as const;

/** What a municipality's reply to a notice of readiness says. */
export const replies = ['can', 'cannot', 'unclear'] as const;
type Reply = (typeof replies)[number];

type Fulfilment =
  | (MessagePattern & {
      readonly by: 'message';
      readonly holds: readonly ContentBlock[];
      /** What a reply to a notice of readiness must not say; what is no such reply says none of it. */
      readonly reply?: { readonly isNot: readonly Reply[] } | undefined;
      readonly link: (typeof messageLinks)[number];
      readonly since: (typeof sinces)[number];
    })
  | { readonly by: 'act'; readonly act: ActKind }
  | { readonly by: 'receipt'; readonly is: readonly ReceiptOutcome[] };

/** Moments of a stay that a clock can start with. */
export const stayMoments = ['admission', 'ready', 'discharge'] as const;
export const triggerTimes = ['occurred', 'sent', 'received'] as const;

/** What starts the clock; see above. */
type ClockStart =
  | { readonly from: 'trigger'; readonly time: (typeof triggerTimes)[number] }
  | { readonly from: 'stay'; readonly moment: (typeof stayMoments)[number] }
  | { readonly from: 'act'; readonly act: ActKind };

export const counts = ['once', 'latest', 'each'] as const;

/** One way in which a row applies. */
export interface ExpectationCase {
  /** Of a row with several cases; with the row's id it names the case for good. */
  readonly name?: string;
  readonly triggers: readonly Trigger[];
  readonly count: (typeof counts)[number];
  readonly clock: ClockStart;
  /** Who owes it. */
  readonly from: readonly HandoverRole[];
  /** To whom; nobody in particular when it is empty. */
  readonly to: readonly HandoverRole[];
  readonly fulfilments: readonly Fulfilment[];
  /** In order of `validFrom`; the first holds from the row's first day at the latest. */
  readonly deadlines: readonly DatedDeadline[];
}

/**
 * Whether the gateway can see it. `messages`: each case can start and be met by what passes. `acts`: some case needs
 * acts that are reported; where nobody reports them, nothing is missing. `none`: nothing tells of it.
 */
type Observability =
  | { readonly by: 'messages' }
  | { readonly by: 'acts' }
  | { readonly by: 'none'; readonly why: string };

/** Where a duty is stated, and how sure that is. */
interface ExpectationSource {
  readonly document: string;
  readonly section: string;
  readonly confidence: Confidence;
}

/** `name`: what is expected, in a few words. `act`: what to do about it, one sentence. */
interface ExpectationWording {
  readonly name: string;
  readonly act: string;
}

export const scopes = ['handover', 'message'] as const;

/** One row of the catalogue. */
export interface Expectation {
  /** Stable; retired ids are never used again. */
  readonly id: string;
  readonly scope: (typeof scopes)[number];
  readonly severity: Severity;
  /** What the board weighs it as instead, for clocks that start from a day on; in order of `validFrom`. */
  readonly weighed?: readonly { readonly validFrom: string; readonly severity: Severity }[];
  readonly changes: readonly ChangeCode[];
  /** Void when the stay ends before it is due, unless municipal nursing follows up. */
  readonly endsWithStay: boolean;
  /** Row whose open cases in the same round are void when this one is triggered. */
  readonly replaces?: string;
  readonly cases: readonly ExpectationCase[];
  readonly sources: readonly ExpectationSource[];
  readonly observable: Observability;
  /** First day it holds; triggers before it start nothing. */
  readonly validFrom: string;
  readonly texts: Readonly<Record<Language, ExpectationWording>>;
}

/** What the machine is set by, besides the rows; the newest that holds on the day in question counts. */
export interface HandoverSettings {
  readonly validFrom: string;
  readonly workingDays: WorkingDays;
  /** After so many hours somebody is told of a reply or withdrawal whose notice has not come. */
  readonly parkedHours: number;
  /** An admission within so many days of a discharge counts as a readmission. */
  readonly readmissionDays: number;
  readonly decided: Decision;
}

/** All of seeds/expectations.yaml. */
export interface ExpectationCatalogue {
  readonly expectations: readonly Expectation[];
  readonly settings: readonly HandoverSettings[];
  /** Name of each act, as people report it. */
  readonly acts: Readonly<Record<ActKind, Readonly<Record<Language, string>>>>;
}

/** Name of a case for good: the row's id, and the case's own name where there are several. */
export const caseKey = (row: Pick<Expectation, 'id'>, { name }: Pick<ExpectationCase, 'name'>): string =>
  name === undefined ? row.id : `${row.id}/${name}`;
