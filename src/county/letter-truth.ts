import type { HandoverParty } from '../domain/handover/facts.ts';
import type { HerId } from '../domain/ids.ts';
import { dateOf, endOfDay, endOfWorkingDay, hourMs, oslo } from './calendar.ts';
import { type Known, receiptSeen } from './known.ts';
import { type Letter, receiversOf } from './letter.ts';
import { type Done, type Ending, judge, type Truth, unreported } from './truth.ts';

/** What each letter asks for by itself: a receipt, an answer, something done. */

const critical = new Set([
  'HELSEOPPL_SOKNAD',
  'LOG_UTSKRIVNINGSKLAR',
  'DIALOG_NOTAT',
  'LOG_TILBAKEMELDING',
  'UTSKRIVNINGSRAPPORT',
]);
const doctors = new Set(['hospital', 'gp', 'legevakt', 'municipal-doctor']);

const doneBy = ({ sent, received }: Letter): Done => ({ at: sent, received });
const has = (party: HandoverParty, ...roles: string[]): boolean =>
  party.roles.some((role) => roles.includes(role));
const same = (a: HandoverParty, b: HandoverParty): boolean =>
  a.herId === b.herId || a.enterprise === b.enterprise;
const share = (a: HandoverParty, b: HandoverParty): boolean =>
  a.sharedRecords.length > 0 && b.sharedRecords.length > 0;

/** What is known of the patient that ends what letters ask for. */
interface Around {
  readonly deaths: readonly number[];
  readonly readmissions: readonly number[];
  readonly trust: HerId;
}

/** Letters that are there: those that count, and cancellations that were taken in. */
const present = ({ letters, counts, stands }: Known): readonly Letter[] =>
  letters.filter((one) => (one.status === 'C' ? stands(one) : counts(one)));

/** Everything that a letter asked for, as it is known. */
export const letterTruths = (
  letter: Letter,
  known: Known,
  { deaths, readmissions, trust }: Around,
): readonly Truth[] => {
  const { now } = known;
  const truths: Truth[] = [];
  const { from, sent, received, type, codes } = letter;
  const here = present(known);
  const cause = letter.id;
  const about = known.deeds.filter((deed) => deed.about === letter);
  const acted = (kind: string): readonly Done[] =>
    about.filter((deed) => deed.kind === kind).map(({ at, told }) => ({ at, received: told }));

  for (const receiver of receiversOf(letter)) {
    const seen = receiptSeen(letter, receiver.herId, now);
    const receipt =
      seen.status === 'waiting' || seen.at === undefined ? [] : [{ at: seen.at, received: seen.at }];
    truths.push(
      judge(
        { key: `apprec#${receiver.herId}`, cause, due: sent + 96 * hourMs, done: receipt, endings: [] },
        now,
      ),
    );
    const turned = [seen.timedOutAt, seen.status === 'rejected' ? seen.at : undefined].filter(
      (at) => at !== undefined,
    );
    if (turned.length === 0) continue;
    const at = Math.min(...turned);
    const isCritical = critical.has(type);
    const anew = here.filter(
      (one) =>
        one !== letter &&
        one.sent > at &&
        same(one.from, from) &&
        receiversOf(one).some((to) => same(to, receiver)) &&
        (one.type === type || one.parent === letter || one.changes === letter),
    );
    const done = [
      ...anew.map(doneBy),
      ...acted('receipt-followed-up'),
      ...(seen.status === 'ok' ? receipt : []),
    ];
    const due = isCritical ? at + 2 * hourMs : endOfWorkingDay(at, 1);
    const key = `apprec-negative/${isCritical ? 'critical' : 'other'}#${receiver.herId}`;
    // Where both can read one record, it may have been seen to without a letter.
    const unseen = share(from, receiver) ? 'shared-record' : undefined;
    truths.push(judge({ key, cause, due, done, endings: [], unseen }, now));
  }
  if (letter.status !== 'N' || !known.stands(letter)) return truths;

  const endings = (codes: string): readonly Ending[] => [
    { why: 'C', at: codes.includes('C') ? known.cancelledAt(letter) : undefined },
    { why: 'D', at: codes.includes('D') ? deaths.find((at) => at >= sent) : undefined },
    { why: 'R', at: codes.includes('R') ? readmissions.find((at) => at >= sent) : undefined },
  ];
  const answers = (...types: string[]): readonly Done[] =>
    here.filter((one) => one.status === 'N' && types.includes(one.type) && one.parent === letter).map(doneBy);
  const ask = (row: string, to: HandoverParty, due: number, done: readonly Done[], changes = 'CD') =>
    truths.push(
      judge(
        {
          key: `${row}#${to.herId}`,
          cause,
          due,
          done,
          endings: endings(changes),
          unseen: share(to, from) ? 'shared-record' : undefined,
        },
        now,
      ),
    );

  const urgency = codes.find(({ list }) => list === '8306')?.v;
  for (const to of letter.to) {
    const isCare = has(to, 'nursing', 'case-office');
    if (type === 'HENVISNING_NYTILSTAND' && has(to, 'hospital')) {
      if (urgency !== '0')
        ask('referral-assessed', to, endOfWorkingDay(received, 10), answers('DIALOG_STATUS_HENVISNING'));
      if (urgency === '3')
        ask('referral-urgent', to, endOfWorkingDay(received, 3), answers('DIALOG_STATUS_HENVISNING'));
    }
    if (
      type === 'DIALOG_FORESPORSEL' &&
      ((isCare && has(from, 'gp')) || (has(to, 'gp') && has(from, 'nursing')))
    ) {
      ask('enquiry-plo-gp', to, endOfDay(received, 3), answers('DIALOG_SVAR'));
    }
    if (
      type === 'DIALOG_FORESPORSEL' &&
      ((isCare && has(from, 'hospital')) || (has(to, 'hospital') && has(from, 'nursing')))
    ) {
      ask('enquiry-hospital', to, endOfWorkingDay(received, 1), answers('DIALOG_SVAR'), 'CDR');
    }
    if (type === 'HELSEOPPLYSNINGER_LEGE' && codes.some(({ v }) => v === '3')) {
      ask('assessment-interim', to, endOfDay(received, 3), answers('MEDISINSKE_OPPLYSNINGER'));
    }
    const isAsking = type === 'DIALOG_HELSEFAGLIG' && letter.parent === undefined;
    if (
      isAsking &&
      from.roles.some((role) => doctors.has(role)) &&
      to.roles.some((role) => doctors.has(role))
    ) {
      ask('doctor-dialogue', to, endOfWorkingDay(received, 5), answers('DIALOG_HELSEFAGLIG'));
    }
    if (type === 'DIALOG_AVVIK') {
      const corrected = here.filter((one) => one.parent === letter && same(one.from, to)).map(doneBy);
      ask(
        'error-feedback',
        to,
        endOfWorkingDay(received, 1),
        [...corrected, ...acted('fault-corrected')],
        '',
      );
    }
  }
  const [first] = letter.to;
  const isBetween =
    first !== undefined &&
    ((has(from, 'dps', 'bup') && has(first, 'tsb')) || (has(from, 'tsb') && has(first, 'dps', 'bup')));
  if (type === 'HENVISNING_NYTILSTAND' && isBetween) {
    const done = [
      ...(letter.holds.includes('consulted') && known.counts(letter) ? [doneBy(letter)] : []),
      ...acted('consulted'),
    ];
    truths.push(
      judge(
        {
          key: 'consult-before-referral',
          cause,
          due: sent,
          done,
          endings: endings('CD'),
          unseen: 'shared-record',
        },
        now,
      ),
    );
  }
  const assessed = codes.some(({ list, v }) => list === '9148' && (v === '1' || v === '2'));
  if (
    type === 'DIALOG_STATUS_HENVISNING' &&
    assessed &&
    has(from, 'dps', 'tsb', 'bup') &&
    letter.flags.includes('under-23')
  ) {
    const clock = letter.told?.code === 'assessed' ? letter.told.at : sent;
    const unseen = unreported(trust, 'care-started', known.reports, now);
    truths.push(
      judge(
        {
          key: 'start-under-23',
          cause,
          due: endOfWorkingDay(clock, 65),
          done: acted('care-started'),
          endings: endings('CD'),
          unseen,
        },
        now,
      ),
    );
  }
  /** What a contact that was over then asks to be sent to one of a role, that day or later. */
  const contact =
    letter.told?.code === 'end'
      ? letter.told.dateOnly
        ? oslo(dateOf(letter.told.at), 24) - 1
        : letter.told.at
      : sent;
  const toldTo = (by: string, role: string, ...types: string[]): readonly Done[] =>
    known.letters
      .filter(
        (one) =>
          known.counts(one) &&
          types.includes(one.type) &&
          has(one.from, by) &&
          receiversOf(one).some((to) => has(to, role)) &&
          one.sent >= oslo(dateOf(contact)),
      )
      .map(doneBy);
  if (type === 'EPIKRISE' && has(from, 'maternity')) {
    const done = toldTo('hospital', 'health-station', 'EPIKRISE', 'DIALOG_NOTAT', 'DIALOG_HELSEFAGLIG');
    truths.push(
      judge({ key: 'birth-to-health-station', cause, due: endOfDay(contact), done, endings: [] }, now),
    );
  }
  if (has(from, 'legevakt') && (type === 'EPIKRISE' || type === 'HENVISNING_NYTILSTAND')) {
    const done = toldTo('legevakt', 'gp', 'EPIKRISE', 'DIALOG_NOTAT', 'DIALOG_HELSEFAGLIG');
    truths.push(
      judge({ key: 'legevakt-note', cause, due: endOfWorkingDay(contact, 1), done, endings: [] }, now),
    );
  }
  return truths;
};
