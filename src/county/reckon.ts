import type { HerId } from '../domain/ids.ts';
import { admissionCases } from './admission-truth.ts';
import { type Course, courseOf, parkedIn } from './course.ts';
import { dischargeCases } from './discharge-truth.ts';
import { type FirstReports, type Known, knownAt, receiptSeen, tickAfter, tickAt } from './known.ts';
import { type Letter, type PatientScript, receiversOf, type StayScript } from './letter.ts';
import { letterTruths } from './letter-truth.ts';
import { readinessCases } from './readiness-truth.ts';
import { groundOf } from './stay-ground.ts';
import { judge, type Truth } from './truth.ts';

/** Everything that should be found of a patient, now and on the way. */

/** What is expected of a handover or a letter: `holder` names which. */
interface HeldTruth extends Truth {
  readonly holder: string;
}

export interface Reckoning {
  readonly truths: readonly HeldTruth[];
  /** Letter and municipality of each reply or withdrawal without a notice. */
  readonly parked: readonly string[];
}

interface Lived {
  readonly stay: StayScript;
  readonly course: Course;
}

const livedIn = (script: PatientScript, known: Known): readonly Lived[] =>
  script.stays.flatMap((stay) => {
    const course = courseOf(stay, known);
    return course === undefined ? [] : [{ stay, course }];
  });

const deathsIn = (lived: readonly Lived[]): readonly number[] =>
  lived.flatMap(({ course }) => course.death ?? []).sort((a, b) => a - b);

/** When the patient was admitted again after a stay, by a letter that may not be about the stay before. */
const againAfter = ({ stay, course }: Lived, lived: readonly Lived[]): number | undefined => {
  const end = course.discharge?.order;
  const next = lived.flatMap(({ stay: other, course: { admission, opener } }) => {
    const shown =
      opener.type === 'LOG_UTSKREVET' || opener.type === 'UTSKRIVNINGSRAPPORT' ? undefined : admission.order;
    if (other === stay || shown === undefined) return [];
    const isNext =
      end === undefined
        ? other.municipality === stay.municipality && shown > course.admission.order
        : admission.order > end;
    return isNext ? [shown] : [];
  });
  return next.length === 0 ? undefined : Math.min(...next);
};

const idsOf = (letters: readonly Letter[]): readonly string[] => letters.map(({ id }) => id).sort();

const ofStays = (script: PatientScript, known: Known, trust: HerId) => {
  const lived = livedIn(script, known);
  const deaths = deathsIn(lived);
  return lived.map((each) => {
    const again = againAfter(each, lived);
    const around = { deaths, trust, ...(again !== undefined && { again }) };
    const ground = groundOf(each.stay, known, around, each.course);
    const cases = [...admissionCases(ground), ...readinessCases(ground), ...dischargeCases(ground)];
    return { ...each, again, truths: cases.map((one) => judge(one, known.now)) };
  });
};

/** What cancellations took away: all that would be expected without them and is not, or asked for by what is cancelled. */
const takenAway = (
  real: readonly Truth[],
  own: readonly Letter[],
  would: readonly Truth[],
  known: Known,
): readonly Truth[] => {
  const here = new Set(real.map(({ key }) => key));
  const times = new Map(
    own.flatMap((one) => {
      const at = known.cancelledAt(one);
      return at === undefined ? [] : [[one.id as string, at] as const];
    }),
  );
  if (times.size === 0) return [];
  return would.flatMap((one): readonly Truth[] => {
    const at = times.get(one.cause);
    if (at === undefined && here.has(one.key)) return [];
    return [
      {
        key: `${one.key}!${one.cause}`,
        cause: one.cause,
        state: 'void',
        why: 'C',
        ended: at ?? Math.min(...times.values()),
        wasLate: false,
        deliveredLate: false,
        ...(one.due !== undefined && { due: one.due }),
      },
    ];
  });
};

/** Reckons one patient as of an instant. */
export const reckon = (script: PatientScript, known: Known, trust: HerId): Reckoning => {
  const real = ofStays(script, known, trust);
  const wereCancelled = known.letters.some((letter) => known.cancelledAt(letter) !== undefined);
  const would = wereCancelled ? ofStays(script, known.revived(), trust) : [];
  const truths: HeldTruth[] = [];
  for (const stay of script.stays) {
    const mine = real.find((each) => each.stay === stay);
    const lost = would.find((each) => each.stay === stay);
    const own = [...new Set([...(mine?.course.own ?? []), ...(lost?.course.own ?? [])])];
    const [anchor] = idsOf(own);
    const found = mine?.truths ?? [];
    const gone = lost === undefined ? [] : takenAway(found, own, lost.truths, known);
    for (const truth of [...found, ...gone])
      truths.push({ ...truth, holder: `${anchor}.${stay.municipality}` });
  }
  const deaths = deathsIn(real);
  const readmissions = real.flatMap(({ again }) => again ?? []).sort((a, b) => a - b);
  for (const letter of known.letters) {
    for (const truth of letterTruths(letter, known, { deaths, readmissions, trust })) {
      truths.push({ ...truth, holder: letter.id });
    }
  }
  const parked = script.stays.flatMap((stay) =>
    parkedIn(stay, known).map(({ id }) => `${id} ${stay.municipality}`),
  );
  return { truths, parked };
};

/** Ticks at which something came to be known, or a day of waiting was over. */
const turns = (
  script: PatientScript,
  reports: FirstReports,
  end: number,
  first: number,
): readonly number[] => {
  const ticks = new Set<number>();
  const begins = Math.max(first, tickAt(Math.min(...script.letters.map(({ received }) => received))));
  const add = (at: number) => {
    const tick = Math.max(begins, tickAt(at));
    if (tick <= end) ticks.add(tick);
  };
  for (const letter of script.letters) {
    add(letter.received);
    for (const { herId } of receiversOf(letter)) {
      const plan = letter.receipts.get(herId);
      if (plan !== undefined) add(plan.at);
      const { timedOutAt } = receiptSeen(letter, herId, end);
      if (timedOutAt !== undefined) add(timedOutAt);
    }
  }
  for (const { told } of script.deeds) add(told);
  const concerned = new Set(
    script.letters.flatMap((one) =>
      [one.from, ...receiversOf(one)].map(({ enterprise }) => String(enterprise)),
    ),
  );
  for (const [by, at] of reports) if (concerned.has(by.split(' ')[0] ?? '')) add(at);
  const known = knownAt(script, reports, end);
  for (const stay of script.stays) {
    for (const at of courseOf(stay, known)?.days ?? []) add(at + 1);
  }
  return [...ticks].sort((a, b) => a - b);
};

/** The tick at which each thing must first have been seen to be late, by holder and key. */
export const firstLate = (
  script: PatientScript,
  reports: FirstReports,
  trust: HerId,
  { start, end }: { readonly start: number; readonly end: number },
): ReadonlyMap<string, number> => {
  const seen = new Map<string, number>();
  const ticks = turns(script, reports, end, start);
  for (const [place, tick] of ticks.entries()) {
    const next = ticks[place + 1] ?? end + 1;
    for (const { holder, key, state, due } of reckon(script, knownAt(script, reports, tick), trust).truths) {
      const name = `${holder} ${key}`;
      if (due === undefined || (state !== 'open' && state !== 'late') || seen.has(name)) continue;
      const late = Math.max(tick, tickAfter(due));
      if (late < next) seen.set(name, late);
    }
  }
  return seen;
};
