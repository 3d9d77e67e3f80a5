import { endOfDay, hourMs } from './calendar.ts';
import type { Letter } from './letter.ts';
import { byDeed, byLetter, is, type StayGround } from './stay-ground.ts';
import { type Case, type Done, unreported } from './truth.ts';

/** What is owed when a patient is ready to leave, or no longer is. */

/** What answers a notice: what names it, and what names nothing and was sent within a week after it. */
const repliesTo = (notice: Letter, letters: readonly Letter[]): readonly Done[] => {
  const notices = letters.filter((one) => is(one, 'LOG_UTSKRIVNINGSKLAR'));
  return letters
    .filter((one) => {
      if (one.reply === undefined) return false;
      if (one.parent !== undefined) return one.parent.id === notice.id;
      const [last] = notices
        .filter(({ sent }) => sent <= one.sent && one.sent - sent <= 7 * 24 * hourMs)
        .sort((a, b) => b.sent - a.sent);
      return last?.id === notice.id && one.sent > notice.sent;
    })
    .map(({ sent, received }) => ({ at: sent, received }));
};

/** A place after a refusal, or after a day without a word. A second refusal is none. */
const offers = ({ course, stay, did, done, ended, shared, known }: StayGround): readonly Case[] =>
  [...course.overdue].map(([round, { order, cause }]): Case => {
    const from = course.withdrawals[round - 2] ?? Number.NEGATIVE_INFINITY;
    const to = course.withdrawals[round - 1] ?? Number.POSITIVE_INFINITY;
    const place = did('place-ready').find(({ at }) => at > from && at <= to)?.at;
    const untold =
      place === undefined
        ? unreported(stay.municipality, 'place-ready', known.reports, known.now)
        : undefined;
    return {
      key: `municipal-offer-ready@${round}`,
      cause: cause.id,
      due: place === undefined ? undefined : endOfDay(place),
      done: done((one) => one.reply !== undefined && one.reply !== 'cannot' && one.sent > order),
      endings: ended('DW', { order, cause: cause.id }),
      unseen: shared ?? untold,
    };
  });

/** Everything that readiness asks for, in each of its rounds. */
export const readinessCases = (ground: StayGround): readonly Case[] => {
  const { course, letters, did, done, ended, perRound, shared } = ground;
  const notices = letters.filter((one) => is(one, 'LOG_UTSKRIVNINGSKLAR'));
  const health = done((one) => is(one, 'HELSEOPPL_SOKNAD'));
  const first = perRound(notices.map((notice) => ({ ...byLetter(notice), notice })));
  const declared = perRound([...notices.map(byLetter), ...did('ready-declared').map(byDeed)]);
  const backs = letters.filter((one) => is(one, 'LOG_AVMELDING'));
  // One that waits for its notice has not withdrawn anything yet: it is judged by when it was sent.
  const told = backs.map((one) =>
    course.parked.includes(one) ? { order: one.sent, clock: one.sent, cause: one.id } : byLetter(one),
  );
  const withdrawn = perRound([...told, ...did('no-longer-ready').map(byDeed)]);
  const soon = (type: string, row: string, changes: string, asked: typeof declared): readonly Case[] =>
    asked.map((one) => ({
      key: `${row}@${one.round}`,
      cause: one.cause,
      due: one.clock + hourMs,
      done: done((letter) => is(letter, type) && letter.sent >= one.order),
      endings: ended(changes, one),
      unseen: shared,
    }));
  return [
    ...first.flatMap((one): readonly Case[] => {
      const base = { cause: one.cause, endings: ended('DW', one), unseen: shared };
      const { notice, round } = one;
      return [
        { ...base, key: `ready-precondition@${round}`, due: notice.sent, done: health },
        {
          ...base,
          key: `municipal-reply@${round}`,
          due: endOfDay(notice.received),
          done: repliesTo(notice, letters),
        },
      ];
    }),
    ...soon('LOG_UTSKRIVNINGSKLAR', 'ready-notice', 'DW', declared),
    ...offers(ground),
    ...soon('LOG_AVMELDING', 'withdrawal', '', withdrawn),
  ];
};
