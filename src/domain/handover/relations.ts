import { type HandoverRules, inForce } from './ground.ts';
import type { Handover } from './handover.ts';
import { compare } from './standing.ts';
import type { Stay } from './stays.ts';

/** How a patient's handovers hang together. */

const dayMs = 86_400_000;

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

/** Ties a patient's handovers together: same stay, the one before, readmission. */
export const related = (
  handovers: readonly { readonly handover: Handover; readonly stay: Stay }[],
  { catalogue }: HandoverRules,
): readonly Handover[] =>
  handovers.map(({ handover, stay }) => {
    if (handover.state === 'cancelled') return handover;
    const live = handovers.filter(({ handover: other }) => other.state !== 'cancelled');
    const before = live
      .filter((other) => other.stay.admission.order < stay.admission.order && other.stay !== stay)
      .sort((a, b) => b.stay.admission.order - a.stay.admission.order);
    const previous = before.find((other) => other.stay.municipality === stay.municipality);
    const left = before
      .map((other) => other.stay.discharge?.order)
      .filter(isDefined)
      .filter((order) => order < stay.admission.order);
    const days = inForce(catalogue.settings, stay.admission.clock)?.readmissionDays ?? 0;
    const readmission = left.some((order) => stay.admission.order - order <= days * dayMs);
    const same = live
      .filter((other) => overlap(other.stay, stay))
      .map((other) => other.handover.anchor)
      .sort(compare);
    return {
      ...handover,
      stay: same[0] ?? handover.anchor,
      ...(previous && { follows: previous.handover.id }),
      readmission,
    };
  });

const overlap = (a: Stay, b: Stay): boolean =>
  a === b ||
  (a.municipality !== b.municipality &&
    a.admission.order <= (b.discharge?.order ?? Number.POSITIVE_INFINITY) &&
    b.admission.order <= (a.discharge?.order ?? Number.POSITIVE_INFINITY));
