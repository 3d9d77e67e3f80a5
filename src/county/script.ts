import type { HandoverParty } from '../domain/handover/facts.ts';
import type { MessageId } from '../domain/ids.ts';
import { dateOf, dayMs, daysAfter, firstDay, hourMs, isFree, oslo } from './calendar.ts';
import { type Chance, createChance } from './chance.ts';
import { createDesk, type Desk, later } from './desk.ts';
import { slackOf } from './habits.ts';
import { type Letter, type PatientScript, planKinds } from './letter.ts';
import { playOther, refer, sendPlans } from './others.ts';
import type { County } from './places.ts';
import type { StayPlan } from './scene.ts';
import { playStay } from './stay.ts';

/** What the county is asked to do. */
export interface CountyPlan {
  readonly stays: number;
  readonly days: number;
  readonly seed: number;
  /** The first day, YYYY-MM-DD; that of every simulation when it is left out. */
  readonly from?: string;
}

/** All that will happen, and what was made to go wrong. */
export interface CountyScript {
  readonly start: number;
  readonly end: number;
  readonly patients: readonly PatientScript[];
  /** Faults made on purpose, by kind. */
  readonly faults: ReadonlyMap<string, number>;
}

/** People fall ill by night too, but are more often admitted by day. */
const admission = (chance: Chance, from: string, days: number): number => {
  const date = daysAfter(from, Math.floor(chance.between(0, days)));
  const hour = chance.yes(0.7) ? chance.between(8, 20) : chance.between(0, 24);
  return oslo(date, Math.floor(hour * 60) / 60);
};

/** Hospitals send people home by day, and less on free days. */
const leaving = (chance: Chance, admitted: number, hours: number): number => {
  const end = admitted + hours * hourMs;
  if (hours < 30) return later(end, 0);
  const date = dateOf(end);
  const day = isFree(date) && chance.yes(0.5) ? daysAfter(date, 1) : date;
  return oslo(day, Math.floor(chance.between(9, 18) * 60) / 60);
};

const lengthOf = (chance: Chance, kind: StayPlan['kind']): number => {
  const median = { somatic: 90, psychiatric: 300, acute: 60 }[kind];
  const bell = chance.between(-1, 1) + chance.between(-1, 1) + chance.between(-1, 1);
  return Math.max(6, Math.min(40 * 24, median * Math.exp(bell * 0.8)));
};

const wardOf = (
  chance: Chance,
  county: County,
  kind: StayPlan['kind'],
  acuteUnit: HandoverParty | undefined,
) => {
  if (kind === 'acute' && acuteUnit !== undefined) return acuteUnit;
  return kind === 'psychiatric'
    ? chance.pick([...county.dps, ...county.tsb])
    : chance.pick(chance.pick(county.hospitals).wards);
};

/** A stay that no municipal service hears of: a referral, perhaps, and the summary. */
const playQuietStay = (desk: Desk, county: County, gp: HandoverParty, admitted: number): void => {
  const { chance } = desk;
  const ward = chance.pick(chance.pick(county.hospitals).wards);
  const referral = chance.yes(0.5) ? refer({ desk, county, gp }, admitted - 12 * dayMs, ward) : undefined;
  const left = later(admitted, chance.between(8, 90));
  desk.send({
    type: 'EPIKRISE',
    from: ward,
    to: [gp],
    sent: later(left, chance.between(-1, 60)),
    stays: [],
    told: { code: 'end', at: left, dateOnly: false },
    ...(referral !== undefined && referral.sent < left && { answers: referral }),
  });
};

const playPatient = (desk: Desk, county: County, from: string, days: number): void => {
  const { chance } = desk;
  const municipality = chance.among(county.municipalities, ({ size }) => size);
  const gp = chance.pick(municipality.gps);
  const admitted = admission(chance, from, days);
  desk.slack = slackOf(municipality.enterprise, admitted, {
    from: oslo(from),
    to: oslo(daysAfter(from, days)),
  });
  const isQuiet = chance.yes(0.4);
  if (chance.yes(0.3)) playOther({ desk, county, municipality, gp }, admitted + 20 * dayMs, isQuiet);
  if (isQuiet) {
    playQuietStay(desk, county, gp, admitted);
    return;
  }
  const kind = chance.weighted({
    somatic: 78,
    psychiatric: 12,
    acute: municipality.acuteUnit === undefined ? 0 : 10,
  });
  const again = chance.yes(0.08);
  const plan = (at: number): StayPlan => {
    const hours = lengthOf(chance, kind);
    const ward = wardOf(chance, county, kind, municipality.acuteUnit);
    const moves = kind === 'somatic' && !again && hours > 50 && chance.yes(0.07);
    const referral =
      chance.yes(0.15) && kind !== 'acute' ? refer({ desk, county, gp }, at - 15 * dayMs, ward) : undefined;
    const second =
      kind === 'somatic' && !again && chance.yes(0.03) ? chance.pick(county.municipalities) : municipality;
    return {
      kind,
      municipality,
      ward,
      gp,
      trust: county.trust,
      admitted: at,
      left: leaving(chance, at, hours),
      ends: !again && chance.yes(0.03) ? 'dead' : 'home',
      plans,
      minor,
      sure: again,
      ...(moves && {
        otherWard: chance.pick(
          county.hospitals.flatMap(({ wards }) => wards).filter((one) => one.herId !== ward.herId),
        ),
      }),
      ...(second.enterprise !== municipality.enterprise && { second }),
      ...(referral !== undefined && referral.sent < at && { referral }),
    };
  };
  const minor = chance.yes(0.05);
  if (minor) desk.flags.push('under-18', 'under-23');
  const plans = planKinds.filter(() => chance.yes(0.03));
  if (plans.length > 0) sendPlans({ desk, county, municipality, gp }, admitted, plans);
  const first = plan(admitted);
  playStay(desk, first);
  if (again) playStay(desk, plan(later(first.left, chance.between(5 * 24, 28 * 24))));
};

/** Ids as the gateway gives them: 48 bits of milliseconds first, rising within one. */
const idAt = (at: number, place: number): MessageId => {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${place.toString(16).padStart(12, '0')}` as MessageId;
};

/** Writes the whole script. The same plan gives the same script; patients do not depend on how many there are. */
export const writeScript = (
  county: County,
  { stays, days, seed, from = firstDay }: CountyPlan,
): CountyScript => {
  const faults = new Map<string, number>();
  const patients: PatientScript[] = [];
  for (let number = 0; number < stays; number += 1) {
    const desk = createDesk(createChance(seed * 1_000_003 + number), faults);
    playPatient(desk, county, from, days);
    patients.push(desk.script());
  }
  const start = oslo(from);
  const end = oslo(daysAfter(from, days));
  const letters = patients
    .flatMap((one): readonly Letter[] => one.letters)
    .sort((a, b) => a.received - b.received);
  for (const [place, letter] of letters.entries()) letter.id = idAt(letter.received, place);
  return { start, end, patients, faults };
};
