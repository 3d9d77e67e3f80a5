import { describe, expect, it } from 'vitest';
import type { HandoverMessage } from '../../../src/domain/handover/facts.ts';
import {
  act,
  all,
  cancel,
  caseOffice,
  dps,
  fold,
  goodStay,
  gp,
  healthStation,
  idOf,
  legevakt,
  maternity,
  message,
  nursing,
  oslo,
  surgery,
  tsb,
  ward,
} from './pathway.ts';

/** What is expected of the first message by itself: `apprec#41` is told by the receiver's HER-id. */
const of = (
  now: string,
  messages: readonly HandoverMessage[],
  acts: Parameters<typeof fold>[0]['acts'] = [],
) => {
  const [first] = messages;
  const found = fold({ messages, acts, now }).ofMessages.find((one) => one.message === first!.id);
  return found === undefined ? {} : all(found.expected);
};

describe('a receipt', () => {
  const sent = (receipt: HandoverMessage['receivers'][number]['receipt']) =>
    message('hel1', 'HELSEOPPL_SOKNAD', '2026-11-02 08:00', { receipt: receipt! });
  const receipt = `apprec#${caseOffice.herId}`;
  const followUp = `apprec-negative/critical#${caseOffice.herId}`;

  it('is asked after when four hours have gone, and late after ninety-six', () => {
    const at = (now: string) => of(now, [sent({ state: 'waiting' })]);
    expect(at('2026-11-02 11:59')).toEqual({ [receipt]: 'open' });
    expect(at('2026-11-02 12:00')).toEqual({ [receipt]: 'due-soon' });
    expect(at('2026-11-06 08:00')).toEqual({ [receipt]: 'due-soon' });
    expect(at('2026-11-06 08:01')).toEqual({ [receipt]: 'late' });
  });

  it('that comes after the time-out is met late, and ends the follow-up that the time-out began', () => {
    const timedOutAt = oslo('2026-11-06 08:00');
    const late = (at: string) => sent({ state: 'ok', at: oslo(at), timedOutAt });
    expect(of('2026-11-07 08:00', [sent({ state: 'timedOut', at: timedOutAt })])).toEqual({
      [receipt]: 'late',
      [followUp]: 'late',
    });
    expect(of('2026-11-07 08:00', [late('2026-11-06 09:00')])).toEqual({
      [receipt]: 'met-late',
      [followUp]: 'met',
    });
    expect(of('2026-11-07 08:00', [late('2026-11-06 20:00')])).toEqual({
      [receipt]: 'met-late',
      [followUp]: 'met-late',
    });
  });

  it('that is negative is followed up by a message sent anew, or by an act', () => {
    const rejected = { ...sent({ state: 'rejected', at: oslo('2026-11-02 08:10') }), stands: false };
    const now = '2026-11-03 08:00';
    expect(of(now, [rejected])).toEqual({ [receipt]: 'met', [followUp]: 'late' });
    const anew = message('hel1b', 'HELSEOPPL_SOKNAD', '2026-11-02 09:00');
    expect(of(now, [rejected, anew])).toEqual({ [receipt]: 'met', [followUp]: 'met' });
    const acts = [act('receipt-followed-up', '2026-11-02 11:00', 'hel1')];
    expect(of(now, [rejected], acts)).toEqual({ [receipt]: 'met', [followUp]: 'met-late' });
  });

  it('is expected of each receiver, of cancellations too, and of nothing that asks for none', () => {
    const klar = message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-02 08:00', {
      copies: [nursing],
      receipt: { state: 'ok', at: oslo('2026-11-02 08:05') },
    });
    const annul = cancel('annul', klar, '2026-11-02 09:00');
    expect(of('2026-11-03 08:00', [klar, annul])).toEqual({
      [receipt]: 'met',
      [`apprec#${nursing.herId}`]: 'met',
    });
    expect(of('2026-11-03 08:00', [annul, klar])).toEqual({
      [receipt]: 'met',
      [`apprec#${nursing.herId}`]: 'met',
    });
    expect(of('2026-11-03 08:00', [message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-02 08:00')])).toEqual({});
  });
});

describe('a referral', () => {
  const referral = (priority = '4') =>
    message('henv', 'HENVISNING', '2026-11-02 08:00', {
      sender: gp,
      to: [surgery],
      documentId: 'forløp',
      codes: [{ list: '8304', v: priority }],
    });
  const assessed = (at: string) =>
    message('status', 'DIALOG_STATUS_HENVISNING', at, { sender: surgery, to: [gp], ref: 'henv' });
  const key = `referral-assessed#${surgery.herId}`;

  it('is assessed within ten working days from its receipt', () => {
    expect(of('2026-11-16 23:59', [referral()])).toEqual({ [key]: 'due-soon' });
    expect(of('2026-11-17 00:00', [referral()])).toEqual({ [key]: 'late' });
    expect(of('2026-11-30 08:00', [referral(), assessed('2026-11-16 20:00')])).toEqual({ [key]: 'met' });
    expect(of('2026-11-30 08:00', [referral(), assessed('2026-11-17 08:00')])).toEqual({ [key]: 'met-late' });
  });

  it('is assessed sooner when it is urgent, and not waited for in an emergency', () => {
    expect(Object.keys(of('2026-11-03 08:00', [referral('3')]))).toEqual([
      key,
      `referral-urgent#${surgery.herId}`,
    ]);
    expect(of('2026-11-30 08:00', [referral('0')])).toEqual({});
  });

  it('that is cancelled, or whose patient dies, is assessed no more', () => {
    const annul = cancel('annul', referral(), '2026-11-03 08:00', { documentId: 'forløp' });
    expect(of('2026-11-30 08:00', [referral(), annul])).toEqual({ [key]: 'void C' });
    const dies = message('dod', 'LOG_UTSKREVET', '2026-11-04 08:00', { died: true });
    expect(of('2026-11-30 08:00', [referral(), dies])).toEqual({ [key]: 'void D' });
  });

  it('that changes is the same referral', () => {
    const change = {
      ...referral(),
      id: idOf('ny'),
      msgId: 'ny',
      status: 'M' as const,
      sentAt: oslo('2026-11-06 08:00'),
    };
    expect(of('2026-11-30 08:00', [change, referral()])).toEqual({});
    expect(of('2026-11-30 08:00', [referral(), change, assessed('2026-11-12 08:00')])).toEqual({
      [key]: 'met',
    });
  });

  it('between mental health care and addiction treatment is discussed before, within two weeks', () => {
    const onward = message('henv', 'HENVISNING_VIDERE', '2026-11-16 08:00', { sender: dps, to: [tsb] });
    const talk = (at: string) => message('drøft', 'DIALOG_HELSEFAGLIG', at, { sender: dps, to: [tsb] });
    const became = (...more: HandoverMessage[]) =>
      of('2026-11-30 08:00', [onward, ...more])['consult-before-referral'];
    expect(became()).toBe('late');
    expect(became(talk('2026-11-02 08:00'))).toBe('met');
    expect(became(talk('2026-11-01 20:00'))).toBe('late');
    expect(became(talk('2026-11-16 09:00'))).toBe('late');
    const says = { ...onward, blocks: { present: ['consulted'], missing: [], explained: [], noted: [] } };
    expect(of('2026-11-30 08:00', [says])['consult-before-referral']).toBe('met');
  });

  it('with a right to care starts care in time for a patient under 23', () => {
    const right = message('status', 'DIALOG_STATUS_HENVISNING', '2026-11-02 08:00', {
      sender: dps,
      to: [gp],
      codes: [{ list: '9148', v: '1' }],
      flags: ['under-23'],
    });
    expect(of('2027-06-01 08:00', [right])).toEqual({ 'start-under-23': 'not-observable no-acts-reported' });
    const reports = new Map([[dps.enterprise!, new Set(['care-started' as const])]]);
    const acts = [act('care-started', '2026-12-01 08:00', 'status')];
    const judged = (own: typeof acts) =>
      fold({ messages: [right], acts: own, rules: { reports }, now: '2027-06-01 08:00' }).ofMessages[0]!
        .expected[0]!.state;
    expect([judged(acts), judged([])]).toEqual(['met', 'late']);
    expect(of('2027-06-01 08:00', [{ ...right, flags: [] }])).toEqual({});
  });
});

describe('a question', () => {
  const ask = message('spør', 'DIALOG_FORESPORSEL', '2026-11-02 08:00', { sender: nursing, to: [gp] });
  const answer = (at: string, ref?: string) =>
    message('svar', 'DIALOG_SVAR', at, { sender: gp, to: [nursing], ...(ref !== undefined && { ref }) });

  it('between nursing and GP is answered within three days', () => {
    const key = `enquiry-plo-gp#${gp.herId}`;
    expect(of('2026-11-06 00:00', [ask])).toEqual({ [key]: 'late' });
    expect(of('2026-11-06 00:00', [ask, answer('2026-11-05 20:00', 'spør')])).toEqual({ [key]: 'met' });
    expect(of('2026-11-06 00:00', [ask, answer('2026-11-05 20:00')])).toEqual({ [key]: 'met' });
    expect(of('2026-11-06 00:00', [ask, answer('2026-11-01 20:00')])).toEqual({ [key]: 'late' });
  });

  it('is not asked of who gets a copy', () => {
    const copied = message('spør', 'DIALOG_FORESPORSEL', '2026-11-02 08:00', {
      sender: nursing,
      to: [gp],
      copies: [ward],
    });
    expect(Object.keys(of('2026-11-02 09:00', [copied]))).toEqual([`enquiry-plo-gp#${gp.herId}`]);
  });

  it('about an inpatient is superseded when she is admitted again', () => {
    const about = message('spør', 'DIALOG_FORESPORSEL', '2026-11-04 12:00', { sender: ward, to: [nursing] });
    const again = message('igjen', 'LOG_INNLAGT', '2026-11-05 08:00');
    const key = `enquiry-hospital#${nursing.herId}`;
    expect(of('2026-11-30 08:00', [about, ...goodStay, again])).toEqual({ [key]: 'void R' });
    expect(of('2026-11-30 08:00', [about, ...goodStay])).toEqual({ [key]: 'late' });
  });

  it('from doctor to doctor is answered in the dialogue, and the answer asks for none', () => {
    const first = message('lege', 'DIALOG_HELSEFAGLIG', '2026-11-02 08:00', { sender: gp, to: [surgery] });
    const back = message('svar', 'DIALOG_HELSEFAGLIG', '2026-11-03 08:00', {
      sender: surgery,
      to: [gp],
      ref: 'lege',
    });
    expect(of('2026-11-30 08:00', [first, back])).toEqual({ [`doctor-dialogue#${surgery.herId}`]: 'met' });
    expect(of('2026-11-30 08:00', [back, first])).toEqual({});
    expect(of('2026-11-10 00:00', [first])).toEqual({ [`doctor-dialogue#${surgery.herId}`]: 'late' });
  });

  it('for an assessment has an interim answer within three days', () => {
    const wish = message('ønske', 'HELSEOPPLYSNINGER_LEGE', '2026-11-02 08:00', {
      sender: nursing,
      to: [gp],
      codes: [{ list: '9137', v: '3' }],
    });
    const back = message('svar', 'MEDISINSKE_OPPLYSNINGER', '2026-11-03 08:00', {
      sender: gp,
      to: [nursing],
      ref: 'ønske',
    });
    expect(of('2026-11-30 08:00', [wish])).toEqual({ [`assessment-interim#${gp.herId}`]: 'late' });
    expect(of('2026-11-30 08:00', [wish, back])).toEqual({ [`assessment-interim#${gp.herId}`]: 'met' });
  });
});

it('error feedback is met by a correction of the message it is about', () => {
  const wrong = message('hel1', 'HELSEOPPL_SOKNAD', '2026-11-02 08:00');
  const avvik = message('avvik', 'DIALOG_AVVIK', '2026-11-02 10:00', {
    sender: caseOffice,
    to: [ward],
    ref: 'hel1',
  });
  const key = `error-feedback#${ward.herId}`;
  expect(of('2026-11-04 00:00', [avvik, wrong])).toEqual({ [key]: 'late' });
  expect(of('2026-11-04 00:00', [avvik, wrong, cancel('annul', wrong, '2026-11-03 08:00')])).toEqual({
    [key]: 'met',
  });
});

it('a birth is told to the health station the day that mother and child go home', () => {
  const summary = (copies: (typeof gp)[]) => [
    message('epi', 'EPIKRISE', '2026-11-02 15:00', {
      sender: maternity,
      to: [gp],
      copies,
      events: [{ code: 'end', at: oslo('2026-11-02 12:00'), dateOnly: true }],
    }),
  ];
  expect(of('2026-11-03 00:00', summary([]))).toEqual({ 'birth-to-health-station': 'late' });
  expect(of('2026-11-03 00:00', summary([healthStation]))).toEqual({ 'birth-to-health-station': 'met' });
});

it('a contact with the emergency clinic is told to the GP the next working day', () => {
  const onward = message('henv', 'HENVISNING', '2026-11-06 22:00', {
    sender: legevakt,
    to: [surgery],
    codes: [{ list: '8304', v: '0' }],
  });
  const note = message('notat', 'DIALOG_NOTAT', '2026-11-07 02:00', { sender: legevakt, to: [gp] });
  expect(of('2026-11-09 23:59', [onward])).toEqual({ 'legevakt-note': 'open' });
  expect(of('2026-11-10 00:00', [onward])).toEqual({ 'legevakt-note': 'late' });
  expect(of('2026-11-10 00:00', [onward, note])).toEqual({ 'legevakt-note': 'met' });
});

it('messages without a patient have receipts and answers, and no handover', () => {
  const { patient: _patient, ...rest } = message('avvik', 'DIALOG_AVVIK', '2026-11-02 10:00', {
    sender: caseOffice,
    to: [ward],
  });
  const { handovers, ofMessages } = fold({ messages: [rest], now: '2026-11-04 00:00' });
  expect([handovers, all(ofMessages[0]!.expected)]).toEqual([
    [],
    { [`error-feedback#${ward.herId}`]: 'late' },
  ]);
});
