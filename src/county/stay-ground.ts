import type { ActKind, Flag, HandoverRole } from '../domain/expectation-vocabulary.ts';
import type { HerId } from '../domain/ids.ts';
import { type Course, momentOf } from './course.ts';
import type { Known } from './known.ts';
import { type Deed, type Letter, receiversOf, type StayScript } from './letter.ts';
import type { Done, Ending } from './truth.ts';

/** What the reckoning of a stay stands on: its letters and acts as they are known, and how they are asked after. */

/** What is known of the patient's other stays. */
export interface Around {
  /** When the patient died, by any of the stays. */
  readonly deaths: readonly number[];
  /** When the patient was admitted again. */
  readonly again?: number;
  readonly trust: HerId;
}

/** What asked for something: its place in the order of events, and the id of the letter or deed. */
export interface Asked {
  readonly order: number;
  readonly cause: string;
}

export const is = (letter: Letter, ...types: string[]): boolean => types.includes(letter.type);
export const fromRole = ({ from }: Letter, ...roles: HandoverRole[]): boolean =>
  roles.some((role) => from.roles.includes(role));
export const toRole = (letter: Letter, ...roles: HandoverRole[]): boolean =>
  receiversOf(letter).some((party) => roles.some((role) => party.roles.includes(role)));

const newest = (letters: readonly Letter[]): Letter | undefined =>
  letters.reduce<Letter | undefined>(
    (last, one) => (last === undefined || one.sent >= last.sent ? one : last),
    undefined,
  );

/** The ground of one stay. */
export interface StayGround {
  readonly stay: StayScript;
  readonly course: Course;
  readonly known: Known;
  readonly trust: HerId;
  /** Letters of the stay that count. */
  readonly letters: readonly Letter[];
  /** The patient is in a hospital, not in the municipality's own acute bed. */
  readonly isHospital: boolean;
  readonly isMental: boolean;
  /** Why a letter that was not sent may yet have been read. */
  readonly shared: 'shared-record' | undefined;
  /** What began the stay. */
  readonly entered: Asked;
  readonly did: (kind: ActKind) => readonly Deed[];
  readonly done: (test: (letter: Letter) => boolean) => readonly Done[];
  readonly acted: (kind: ActKind, from?: number) => readonly Done[];
  readonly roundAt: (order: number) => number;
  /** What asked first in each round. */
  readonly perRound: <One extends Asked>(
    all: readonly One[],
  ) => readonly (One & { readonly round: number })[];
  /** Deaths, readmissions and withdrawals that end it: codes D, R, W. */
  readonly ended: (codes: string, asked: Asked) => readonly Ending[];
  /** The stay's end, where the municipality's nursing will not go on. */
  readonly stayEnds: (asked: Asked, due: number | undefined) => Ending;
  /** True when a letter about the patient, sent by then, was up for a test. */
  readonly wasSaid: (until: number, test: (letter: Letter) => boolean) => boolean;
  /** True when the last letter by then had a flag. */
  readonly lastSaid: (until: number, flag: Flag) => boolean;
}

/** What a deed asks for. */
export const byDeed = (deed: Deed): Asked & { readonly clock: number } => ({
  order: deed.at,
  cause: deed.id,
  clock: deed.at,
});

/** What a letter asks for, when what it tells of happened. */
export const byLetter = (letter: Letter): Asked & { readonly clock: number } => ({
  ...momentOf(letter),
  cause: letter.id,
});

/** The ground of a stay, as it is known. */
export const groundOf = (
  stay: StayScript,
  known: Known,
  { deaths, again, trust }: Around,
  course: Course,
): StayGround => {
  const { opener, admission, withdrawals, discharge } = course;
  const letters = stay.letters.filter((letter) => letter.received <= known.now && known.counts(letter));
  const deeds = stay.deeds.filter(({ told }) => told <= known.now).sort((a, b) => a.at - b.at);
  const roundAt = (order: number): number => 1 + withdrawals.filter((each) => each < order).length;
  const did = (kind: ActKind) => deeds.filter((deed) => deed.kind === kind);
  const saidBy = (until: number) => known.letters.filter((one) => known.counts(one) && one.sent <= until);
  return {
    stay,
    course,
    known,
    trust,
    letters,
    isHospital:
      !opener.from.roles.includes('acute-unit') &&
      !receiversOf(opener).some(({ roles }) => roles.includes('acute-unit')),
    isMental: opener.from.roles.some((role) => role === 'dps' || role === 'tsb' || role === 'bup'),
    shared: stay.sharesRecord ? 'shared-record' : undefined,
    entered: { order: Math.min(admission.order, momentOf(opener).order), cause: opener.id },
    did,
    done: (test) => letters.filter(test).map(({ sent, received }) => ({ at: sent, received })),
    acted: (kind, from = 0) =>
      did(kind)
        .filter(({ at }) => at >= from)
        .map(({ at, told }) => ({ at, received: told })),
    roundAt,
    perRound: (all) => {
      const rounds = Map.groupBy(
        [...all].sort((a, b) => a.order - b.order),
        ({ order }) => roundAt(order),
      );
      return [...rounds].flatMap(([round, [first]]) => (first === undefined ? [] : [{ ...first, round }]));
    },
    ended: (codes, { order }) => {
      const back = withdrawals[roundAt(order) - 1];
      return [
        { why: 'D', at: codes.includes('D') ? deaths.find((at) => at >= order) : undefined },
        { why: 'R', at: codes.includes('R') && again !== undefined && again >= order ? again : undefined },
        { why: 'W', at: codes.includes('W') && back !== undefined && back >= order ? back : undefined },
      ];
    },
    stayEnds: ({ order }, due) => {
      const end = discharge?.order;
      if (end === undefined || end < order || (due !== undefined && end >= due))
        return { why: 'stay-ended', at: undefined };
      const goesOn = letters.some(
        (one) => is(one, 'HELSEOPPL_SOKNAD', 'INNLEGGELSESRAPPORT') && one.sent <= end,
      );
      return { why: 'stay-ended', at: goesOn ? undefined : end };
    },
    wasSaid: (until, test) => saidBy(until).some(test),
    lastSaid: (until, flag) => newest(saidBy(until))?.flags.includes(flag) ?? false,
  };
};

/** True when a later version left out what this one held. */
export const isDropped = (letter: Letter, letters: readonly Letter[], part: string): boolean =>
  letters.some(
    ({ status, changes, holds }) => status === 'M' && changes?.id === letter.id && !holds.includes(part),
  );
