import { endOfDay, endOfWorkingDay, hourMs } from './calendar.ts';
import { type PlanKind, planKinds, planRows } from './letter.ts';
import {
  type Asked,
  byDeed,
  byLetter,
  fromRole,
  is,
  isDropped,
  type StayGround,
  toRole,
} from './stay-ground.ts';
import { type Case, type Ending, unreported } from './truth.ts';

/** What is owed when a patient comes, and while the patient stays. */

/** The early warning: the newest need sets its clock, while nothing is settled. */
const warnings = (ground: StayGround): readonly Case[] => {
  const { course, entered, letters, known, did, done, perRound, ended, stayEnds, roundAt } = ground;
  const { shared, isHospital } = ground;
  const sent = done((one) => is(one, 'HELSEOPPL_SOKNAD') && one.codes.some(({ v }) => v === '1'));
  const deferred = did('early-warning-deferred').map(byDeed);
  type Need = Asked & { readonly clock: number };
  const endings = (one: Need): readonly Ending[] => {
    const by = deferred.find(({ order }) => roundAt(order) === roundAt(one.order) && order >= one.order);
    return [...ended('D', one), stayEnds(one, one.clock + 24 * hourMs), { why: 'replaced', at: by?.order }];
  };
  /** When the letter that asked was cancelled; never, as with most. */
  const takenBack = ({ cause }: Need): number => {
    const letter = letters.find(({ id }) => id === cause);
    return (letter && known.cancelledAt(letter)) ?? Number.POSITIVE_INFINITY;
  };
  const asking: readonly Need[] = isHospital
    ? [{ ...entered, clock: course.admission.clock }, ...did('need-identified').map(byDeed)]
    : [];
  const rounds = Map.groupBy(
    [...asking].sort((a, b) => a.order - b.order),
    ({ order }) => roundAt(order),
  );
  const asked = [...rounds].map(([round, list]): Case => {
    const current = list.reduce((now, next) => {
      const isSettled =
        sent.some(({ at }) => at <= next.order) ||
        now.clock + 24 * hourMs < next.order ||
        takenBack(now) <= next.order ||
        endings(now).some(({ at }) => at !== undefined && at <= next.order);
      return isSettled ? now : next;
    });
    const due = current.clock + 24 * hourMs;
    return {
      key: `early-warning@${round}`,
      cause: current.cause,
      due,
      done: sent,
      endings: endings(current),
      unseen: shared,
    };
  });
  const put = perRound(deferred).map((one): Case => {
    const { round, cause } = one;
    const key = `early-warning-deferred@${round}`;
    return { key, cause, done: sent, endings: ended('D', one), unseen: shared };
  });
  return [...asked, ...put];
};

/** Notice, report, list of medicines and plan that go with an admission. */
const papers = (ground: StayGround): readonly Case[] => {
  const { course, entered, letters, done, ended, stayEnds, perRound, shared, wasSaid } = ground;
  const { admission, opener } = course;
  const by = Math.max(entered.order, opener.sent);
  const isServed = wasSaid(by, (one) => fromRole(one, 'nursing') || toRole(one, 'nursing'));
  const notices = letters.filter((one) => is(one, 'LOG_INNLAGT')).map(byLetter);
  const noticed = perRound<Asked>([...notices, ...(isServed ? [entered] : [])]);
  const day = admission.clock + 24 * hourMs;
  const cases = noticed.flatMap((one): readonly Case[] => [
    {
      key: `admission-notice@${one.round}`,
      cause: one.cause,
      due: admission.clock + 2 * hourMs,
      done: done((letter) => is(letter, 'LOG_INNLAGT')),
      endings: ended('D', one),
      unseen: shared,
    },
    {
      key: `admission-report@${one.round}`,
      cause: one.cause,
      due: day,
      done: done((letter) => is(letter, 'INNLEGGELSESRAPPORT')),
      endings: [...ended('DR', one), stayEnds(one, day)],
      unseen: shared,
    },
  ]);
  const withStay = { cause: entered.cause, endings: ended('DR', entered), unseen: shared };
  const lists = done((one) => {
    const isHeld = is(one, 'INNLEGGELSESRAPPORT') && one.holds.includes('medicines');
    return isHeld && !isDropped(one, letters, 'medicines');
  });
  const withPlan = (kind: PlanKind) =>
    done(
      (one) =>
        fromRole(one, 'nursing', 'gp') && toRole(one, 'hospital', 'acute-unit') && one.holds.includes(kind),
    );
  const plans = planKinds.filter((kind) => wasSaid(by, ({ flags }) => flags.includes(kind)));
  return [
    ...cases,
    ...(isServed
      ? [{ ...withStay, key: 'medication-list/admission@1', due: endOfDay(admission.clock), done: lists }]
      : []),
    ...plans.map((kind) => ({
      ...withStay,
      key: `${planRows[kind].admission}@1`,
      due: day,
      done: withPlan(kind),
    })),
  ];
};

/** What acts alone ask for in a stay. */
const byActs = (ground: StayGround): readonly Case[] => {
  const { course, stay, entered, letters, did, done, acted, ended, perRound, stayEnds, roundAt } = ground;
  const { known, trust, shared, isHospital, isMental } = ground;
  const { reports, now } = known;
  const changes = did('plan-changed').map((deed): Case => {
    const due = deed.at + 24 * hourMs;
    return {
      key: `change-update@${roundAt(deed.at)}#${deed.id}`,
      cause: deed.id,
      due,
      done: done(
        (one) => is(one, 'HELSEOPPL_SOKNAD') && one.codes.some(({ v }) => v === '2') && one.sent > deed.at,
      ),
      endings: [...ended('DW', byDeed(deed)), stayEnds(byDeed(deed), due)],
      unseen: shared,
    };
  });
  const needs = did('need-identified').map(byDeed);
  const together = isMental && needs.length > 0 ? perRound<Asked>([entered, ...needs]) : [];
  const isNursed = letters.some((one) => fromRole(one, 'nursing') || toRole(one, 'nursing'));
  const asker = isHospital ? trust : isNursed ? stay.municipality : undefined;
  return [
    ...changes,
    ...together.map((one): Case => {
      const due = course.ready.get(one.round)?.clock;
      const unseen = unreported(trust, 'joint-plan-called', reports, now);
      const key = `joint-plan-phv-tsb@${one.round}`;
      return {
        key,
        cause: one.cause,
        due,
        done: acted('joint-plan-called'),
        endings: ended('DR', one),
        unseen,
      };
    }),
    ...perRound(did('individual-plan-needed').map(byDeed)).map((one): Case => {
      const due = endOfWorkingDay(one.order, 3);
      const unseen = unreported(trust, 'individual-plan-notified', reports, now);
      const told = acted('individual-plan-notified');
      return {
        key: `ip-notice@${one.round}`,
        cause: one.cause,
        due,
        done: told,
        endings: ended('D', one),
        unseen,
      };
    }),
    {
      key: 'what-matters@1',
      cause: entered.cause,
      due: course.discharge?.clock,
      done: acted('what-matters-asked'),
      endings: ended('DR', entered),
      unseen: unreported(asker, 'what-matters-asked', reports, now),
    },
  ];
};

/** Everything that an admission asks for. */
export const admissionCases = (ground: StayGround): readonly Case[] => [
  ...papers(ground),
  ...warnings(ground),
  ...byActs(ground),
];
