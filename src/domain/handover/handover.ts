import type { HerId, MessageId, Pseudonym } from '../ids.ts';
import type { LinkConfidence } from '../links-facts.ts';
import type { Completeness } from './completeness.ts';
import { type Expected, nextChangeOf, soonest } from './expected.ts';
import type { HandoverStep, OverdueStay } from './stays.ts';
import type { HandoverState } from './table.ts';

/** One patient's stay, towards one municipality that takes over. */
export interface Handover {
  /** `anchor.municipality`: unique, and as lasting as its anchor. */
  readonly id: string;
  /** The message of it that came first, whatever became of it: acts name the handover by this or any other. */
  readonly anchor: MessageId;
  /** Anchor of the first handover of the same stay: that of another municipality, where there are several. */
  readonly stay: MessageId;
  readonly patient: Pseudonym;
  /** HER-id of the municipality's enterprise. */
  readonly municipality: HerId;
  /** Enterprises that have had the patient, the newest last. */
  readonly hospitals: readonly HerId[];
  /** `cancelled`: every message that told of it has been. */
  readonly state: HandoverState | 'cancelled';
  /** No notice of admission began it. */
  readonly inferred: boolean;
  readonly admittedAt: Date;
  /** Readiness in this round. */
  readonly readyAt?: Date;
  readonly dischargedAt?: Date;
  readonly diedAt?: Date;
  readonly round: number;
  readonly overdue: readonly OverdueStay[];
  /** Last instant at which the day of an unanswered notice of readiness is not over. */
  readonly answerBy?: Date;
  /** Something in it was late or is; once true of a handover it stays so. */
  readonly late: boolean;
  /** Every message of it is from before the gateway saw the traffic: nobody is told of what it lacks. */
  readonly historic: boolean;
  /** The patient's handover before, to the same municipality. */
  readonly follows?: string;
  /** Admitted again within the days of the settings. */
  readonly readmission: boolean;
  /** When the patient was admitted again. */
  readonly supersededAt?: Date;
  readonly steps: readonly HandoverStep[];
  /** In order. */
  readonly messages: readonly { readonly id: MessageId; readonly confidence: LinkConfidence }[];
  readonly expected: readonly Expected[];
  readonly completeness: readonly Completeness[];
}

/** What is expected of one message by itself. */
export interface MessageExpected {
  readonly message: MessageId;
  readonly patient?: Pseudonym;
  readonly historic: boolean;
  readonly expected: readonly Expected[];
}

/** A reply or withdrawal without a known notice: tried again whenever a message comes, and told of after a while. */
export interface Parked {
  readonly message: MessageId;
  readonly municipality: HerId;
  readonly since: Date;
  /** First instant at which somebody is told. */
  readonly alertAt: Date;
}

/** All that follows from a set of messages and acts. */
export interface Handovers {
  /** By patient, municipality and time. */
  readonly handovers: readonly Handover[];
  /** Of messages of which something is or was expected. */
  readonly ofMessages: readonly MessageExpected[];
  readonly parked: readonly Parked[];
}

/**
 * The earliest instant after `now` at which a handover, or what is expected of a message, changes though no message
 * comes; undefined when nothing will. Both as they were folded at `now`.
 */
export const nextCheckAt = (
  { expected, ...rest }: Pick<Handover, 'expected' | 'answerBy'> | Pick<MessageExpected, 'expected'>,
  now: Date,
): Date | undefined => {
  const dayEnds = 'answerBy' in rest && rest.answerBy !== undefined ? [rest.answerBy.getTime() + 1] : [];
  return soonest([...dayEnds, ...expected.flatMap((one) => nextChangeOf(one, now)?.getTime() ?? [])]);
};
