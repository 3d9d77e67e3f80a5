import type { HandoverRole } from '../domain/expectation-vocabulary.ts';
import { dayMs, endOfDay, endOfWorkingDay } from './calendar.ts';
import { type Letter, planKinds, planRows, receiversOf } from './letter.ts';
import { type Asked, byDeed, fromRole, is, isDropped, type StayGround, toRole } from './stay-ground.ts';
import { type Case, type Done, unreported } from './truth.ts';

/** What is owed when a patient leaves or dies, and after that. */

const outOf = ({ course: { dischargedBy, discharge } }: StayGround): Asked | undefined =>
  dischargedBy && discharge && { order: discharge.order, cause: dischargedBy.id };

const deadOf = ({ course: { deathOf } }: StayGround): Asked | undefined =>
  deathOf && { order: deathOf.order, cause: deathOf.letter?.id ?? deathOf.deed?.id ?? '' };

/** Notice and summary, which death does not end; and word of the death. */
const lasting = (ground: StayGround): readonly Case[] => {
  const { course, letters, did, done, perRound, shared, isHospital, known } = ground;
  const { discharge, deathOf } = course;
  const out = outOf(ground);
  const dead = deadOf(ground);
  const left = [...(out ? [out] : []), ...(dead ? [dead] : [])];
  const reports = letters.filter((one) => is(one, 'UTSKRIVNINGSRAPPORT'));
  const due = (days: number) => discharge && endOfDay(discharge.clock, days);
  const summaries = (...roles: HandoverRole[]): readonly Done[] =>
    done((one) => is(one, 'EPIKRISE') && fromRole(one, 'hospital') && toRole(one, ...roles));
  const toReferrer = done((one) => {
    const referrer = one.answers?.from.enterprise;
    return is(one, 'EPIKRISE') && receiversOf(one).some(({ enterprise }) => enterprise === referrer);
  });
  const gone = perRound([...left, ...reports.map(({ id, sent }) => ({ order: sent, cause: id }))]);
  const deaths = [
    ...(deathOf && dead ? [{ ...dead, received: deathOf.received }] : []),
    ...did('death-known').map((deed) => ({ ...byDeed(deed), received: deed.at })),
  ];
  const told = known.letters
    .filter((one) => known.counts(one) && is(one, 'LOG_DOD'))
    .map(({ sent, received }) => ({ at: sent, received }));
  return [
    ...gone.map(({ round, cause }): Case => {
      const notices = done((one) => is(one, 'LOG_UTSKREVET'));
      return {
        key: `discharge-notice@${round}`,
        cause,
        due: due(0),
        done: notices,
        endings: [],
        unseen: shared,
      };
    }),
    ...(isHospital ? perRound(left) : []).flatMap(({ round, cause }): readonly Case[] => {
      const first = [...summaries('gp', 'nursing'), ...toReferrer];
      const base = { cause, endings: [] };
      return [
        { ...base, key: `epikrise-at-discharge@${round}`, due: due(0), done: first, unseen: shared },
        { ...base, key: `epikrise-1d@${round}`, due: due(1), done: summaries('gp') },
        { ...base, key: `epikrise-7d@${round}`, due: due(7), done: summaries('gp') },
      ];
    }),
    ...perRound(deaths).map(({ round, cause, received }): Case => {
      const key = `death-info@${round}`;
      return { key, cause, due: endOfWorkingDay(received, 1), done: told, endings: [] };
    }),
  ];
};

/** What acts ask for by the time that the patient leaves. */
const byActs = (ground: StayGround): readonly Case[] => {
  const { course, did, done, acted, ended, perRound, trust, known, roundAt, lastSaid } = ground;
  const { discharge } = course;
  const clock = discharge?.clock;
  const asked = (kind: Parameters<typeof did>[0]) => perRound(did(kind).map(byDeed));
  const toGp = done(
    (one) => is(one, 'EPIKRISE', 'DIALOG_HELSEFAGLIG') && fromRole(one, 'hospital') && toRole(one, 'gp'),
  );
  const toTherapist = done((one) => toRole(one, 'therapist'));
  const young = did('acute-intoxication').filter(({ at }) => lastSaid(at, 'under-18'));
  return [
    ...asked('gp-follow-up-needed').map((one): Case => {
      const met = [...toGp, ...acted('gp-informed')];
      return {
        key: `gp-oriented@${one.round}`,
        cause: one.cause,
        due: clock,
        done: met,
        endings: ended('DR', one),
      };
    }),
    ...did('tsb-visit-requested').map((deed): Case => {
      const unseen = unreported(trust, 'tsb-visit-made', known.reports, known.now);
      const met = acted('tsb-visit-made', deed.at);
      const key = `tsb-ward-consult@${roundAt(deed.at)}#${deed.id}`;
      const endings = ended('DR', byDeed(deed));
      return { key, cause: deed.id, due: endOfDay(deed.at, 1), done: met, endings, unseen };
    }),
    ...perRound(young.map(byDeed)).map(({ round, cause }): Case => {
      // The hospital tells a team of its own: they keep one record.
      const unseen = 'shared-record';
      return {
        key: `bup-acute-detox@${round}`,
        cause,
        due: clock,
        done: acted('bup-contacted'),
        endings: [],
        unseen,
      };
    }),
    ...asked('therapy-follow-up-needed').map((one): Case => {
      const due = clock === undefined ? undefined : endOfDay(clock);
      return {
        key: `allied-basis@${one.round}`,
        cause: one.cause,
        due,
        done: toTherapist,
        endings: ended('DR', one),
      };
    }),
  ];
};

const isBetween = (letter: Letter, one: HandoverRole, other: HandoverRole): boolean =>
  (fromRole(letter, one) && toRole(letter, other)) || (fromRole(letter, other) && toRole(letter, one));

/** What one who went home alive is to have. */
const after = (ground: StayGround): readonly Case[] => {
  const { course, stay, letters, did, done, acted, ended, roundAt, shared, trust, known, isHospital } =
    ground;
  const { discharge, dischargedBy } = course;
  const out = outOf(ground);
  if (out === undefined || discharge === undefined || dischargedBy === undefined) return [];
  const { reports, now } = known;
  const owed = (row: string, days: number, met: readonly Done[], unseen?: string): Case => ({
    key: `${row}@${roundAt(out.order)}`,
    cause: out.cause,
    due: endOfDay(discharge.clock, days),
    done: met,
    endings: ended('DR', out),
    unseen,
  });
  const until = Math.max(out.order, dischargedBy.sent);
  const goesOn = letters.some(
    (one) => is(one, 'HELSEOPPL_SOKNAD', 'INNLEGGELSESRAPPORT') && one.sent <= until,
  );
  const carried = (part: string): readonly Done[] =>
    done((one) => {
      const isHeld = is(one, 'UTSKRIVNINGSRAPPORT', 'EPIKRISE') && one.holds.includes(part);
      return isHeld && !isDropped(one, letters, part);
    });
  const plans = planKinds.filter((kind) => ground.wasSaid(until, ({ flags }) => flags.includes(kind)));
  const isFollowed = did('follow-up-group-set').length > 0;
  // The hospital's letters with the GP tell who that is, whatever they are about.
  const gp = known.letters
    .filter(
      (one) => known.counts(one) && isBetween(one, 'hospital', 'gp') && one.sent >= course.admission.order,
    )
    .filter(({ sent }) => sent <= discharge.order + 60 * dayMs)
    .flatMap((one) => [one.from, ...receiversOf(one)])
    .find(({ roles }) => roles.includes('gp'));
  const plan = acted('deterioration-plan-available');
  const untold = (kind: Parameters<typeof did>[0], by = stay.municipality as typeof trust | undefined) =>
    unreported(by, kind, reports, now);
  return [
    ...(goesOn
      ? [
          owed(
            'discharge-report',
            0,
            done((one) => is(one, 'UTSKRIVNINGSRAPPORT')),
            shared,
          ),
        ]
      : []),
    ...(isHospital ? [owed('medication-list/discharge', 0, carried('medicines'), shared)] : []),
    ...(isHospital ? plans : []).map((kind) => {
      const found = kind === 'deterioration-plan' ? plan : [];
      return owed(planRows[kind].discharge, 0, [...carried(kind), ...found], shared);
    }),
    ...(ground.isMental
      ? [owed('rop-bridge', 0, acted('next-contact-named'), untold('next-contact-named', trust))]
      : []),
    ...(isFollowed
      ? [
          owed('primary-contact-3d', 3, acted('contact-made'), untold('contact-made')),
          owed(
            'gp-check-2w',
            14,
            acted('gp-check-done'),
            unreported(gp?.enterprise, 'gp-check-done', reports, now),
          ),
          owed('deterioration-plan/held', 14, plan, untold('deterioration-plan-available')),
        ]
      : []),
    ...(isFollowed && isHospital
      ? [owed('deterioration-plan/handed-over', 0, [...carried('deterioration-plan'), ...plan], shared)]
      : []),
  ];
};

/** Everything that leaving asks for. */
export const dischargeCases = (ground: StayGround): readonly Case[] => [
  ...lasting(ground),
  ...byActs(ground),
  ...after(ground),
];
