import type { HandoverParty } from '../domain/handover/facts.ts';
import type { HerId } from '../domain/ids.ts';
import { dateOf, hourOf, oslo } from './calendar.ts';
import type { Desk, OpenStay } from './desk.ts';
import type { Letter, PlanKind, Told } from './letter.ts';
import type { Municipality } from './places.ts';

/** What a stay's script is written from. */

export interface StayPlan {
  readonly kind: 'somatic' | 'psychiatric' | 'acute';
  readonly trust: HerId;
  readonly municipality: Municipality;
  readonly ward: HandoverParty;
  /** Where the patient is moved to, when that happens. */
  readonly otherWard?: HandoverParty;
  readonly gp: HandoverParty;
  readonly admitted: number;
  readonly left: number;
  readonly ends: 'home' | 'dead';
  /** That the GP sent before the stay. */
  readonly plans: readonly PlanKind[];
  readonly minor: boolean;
  /** Beginning and end are told as they should be: the patient is admitted again, or was before. */
  readonly sure: boolean;
  /** Another municipality that may have to give services. */
  readonly second?: Municipality;
  readonly referral?: Letter;
}

/** What the parts of a stay's script share. */
export interface Scene {
  readonly desk: Desk;
  readonly plan: StayPlan;
  readonly stay: OpenStay;
  readonly nursing: HandoverParty;
  /** Who has the patient at an instant. */
  readonly wardAt: (at: number) => HandoverParty;
  /** What was not written since both ends can read it in their common record: no fault. */
  readonly unwritten: () => boolean;
  /** The letter that deeds name: the first that came and stayed. */
  anchor?: Letter | undefined;
}

/** What happened, as a letter tells it. */
export const telling = (code: string, at: number, dateOnly = false): Told => ({
  code,
  at: dateOnly ? oslo(dateOf(at), 12) : at,
  dateOnly,
});

/** Hours from an instant to the next morning at that hour. */
export const untilMorning = (at: number, hour: number): number => 24 - hourOf(at) + hour;
