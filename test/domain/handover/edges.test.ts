import { describe, expect, it } from 'vitest';
import {
  act,
  acuteUnit,
  became,
  cancel,
  dps,
  fold,
  goodStay,
  gp,
  handover,
  health,
  idOf,
  message,
  nursing,
  onShared,
  oslo,
  otherHospital,
  otherNursing,
  reply,
  rules,
  tsb,
  ward,
  without,
} from './pathway.ts';

/** Where time, order and parties are not as usual: the nine rules of the machine, read by somebody who looks for holes. */

const innl = message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { event: '2026-11-02 08:00' });

describe('events of one time', () => {
  it('are ordered by when their messages were sent, then by when they came', () => {
    const event = '2026-11-04 09:00';
    const klar = message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-04 09:10', { event });
    const avm = message('avm', 'LOG_AVMELDING', '2026-11-04 09:20', { event });
    const states = (...given: Parameters<typeof fold>[0]['messages']) =>
      handover({ messages: [innl, ...given], now: '2026-11-04 10:00' }).state;
    expect(states(klar, avm)).toBe('planning');
    const again = message('klar2', 'LOG_UTSKRIVNINGSKLAR', '2026-11-04 09:30', { event });
    expect(states(again, avm, klar)).toBe('ready');
    const early = { sent: '2026-11-04 09:20' };
    const sameSent = message('klar2', 'LOG_UTSKRIVNINGSKLAR', early.sent, {
      event,
      received: '2026-11-04 09:21',
    });
    const came = (received: string) => message('avm', 'LOG_AVMELDING', early.sent, { event, received });
    expect(states(klar, sameSent, came('2026-11-04 09:22'))).toBe('planning');
    expect(states(klar, came('2026-11-04 09:20'), sameSent)).toBe('ready');
  });
});

describe('an event that a wrong clock puts', () => {
  it('in the future has been told already: it is ordered by its sending, and its clock starts when it says', () => {
    const ahead = message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { event: '2027-11-02 08:00' });
    const told = handover({ messages: [ahead, ...without('innl')], now: '2026-11-06 12:00' });
    expect(told.steps[0]).toMatchObject({ event: 'admission', at: oslo('2026-11-02 08:30') });
    expect(told.state).toBe('complete');
    expect(became(told.expected, 'admission-report')).toEqual(['met']);
  });

  it('years ago is judged from there, and readiness in between is not lost', () => {
    const long = message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { event: '2016-11-02 08:00' });
    const told = handover({ messages: [long, ...without('innl')], now: '2026-11-06 12:00' });
    expect(told.admittedAt).toEqual(oslo('2016-11-02 08:00'));
    expect(became(told.expected, 'admission-report')).toEqual(['met-late']);
    expect(told.dischargedAt).toEqual(oslo('2026-11-04 14:00'));
  });

  it('before a row held is not judged by it', () => {
    const long = message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { event: '2010-11-02 08:00' });
    const told = handover({ messages: [long], now: '2026-11-06 12:00' });
    expect(told.expected.map(({ expectation }) => expectation)).not.toContain('early-warning');
  });
});

describe('a stay', () => {
  it('of which only an epikrise tells is none', () => {
    const epi = message('epi', 'EPIKRISE', '2026-11-04 13:30', { copies: [nursing] });
    expect(fold({ messages: [epi], now: '2026-11-06 12:00' }).handovers).toEqual([]);
  });

  it('has its first notices whoever sends them, and none where no municipality is named', () => {
    const toGp = message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { to: [gp] });
    expect(fold({ messages: [toGp], now: '2026-11-06 12:00' }).handovers).toEqual([]);
  });

  it('that goes on in another hospital is one handover, and the second hospital owes what comes then', () => {
    const told = handover({
      messages: [
        innl,
        message('innl2', 'LOG_INNLAGT', '2026-11-03 08:00', { sender: otherHospital }),
        message('utskr', 'LOG_UTSKREVET', '2026-11-05 14:00', { sender: otherHospital }),
      ],
      now: '2026-11-06 12:00',
    });
    expect(told.hospitals).toEqual([ward.enterprise, otherHospital.enterprise]);
    const epikrise = told.expected.find(({ expectation }) => expectation === 'epikrise-7d');
    expect(epikrise?.owes.herId).toBe(otherHospital.herId);
  });

  it('whose first hospital tells of a discharge to the second, which then admits, is two handovers', () => {
    const { handovers } = fold({
      messages: [
        innl,
        message('utskr', 'LOG_UTSKREVET', '2026-11-03 08:00'),
        message('innl2', 'LOG_INNLAGT', '2026-11-03 09:00', { sender: otherHospital }),
      ],
      now: '2026-11-06 12:00',
    });
    expect(handovers.map(({ hospitals }) => hospitals)).toEqual([
      [ward.enterprise],
      [otherHospital.enterprise],
    ]);
    expect(handovers[1]).toMatchObject({ follows: handovers[0]?.id, readmission: true });
  });

  it('closed by a death is opened by no later warning, and its reply and withdrawal are only remarked', () => {
    const told = handover({
      messages: [
        innl,
        health('hel1', '1', '2026-11-02 14:00'),
        message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-03 09:00'),
        message('dod', 'LOG_UTSKREVET', '2026-11-03 12:00', { died: true }),
        reply('svar', 'can', '2026-11-03 13:00'),
        message('avm', 'LOG_AVMELDING', '2026-11-03 14:00', { ref: 'klar' } as object),
        health('hel2', '2', '2026-11-03 15:00', { ref: 'hel1' }),
      ],
      now: '2026-11-06 12:00',
    });
    expect(told.state).toBe('closed-death');
    expect(told.steps.slice(-3).map(({ remark }) => remark)).toEqual([
      'after-end',
      'after-end',
      'after-death',
    ]);
    expect(became(told.expected, 'municipal-reply')).toEqual(['void D']);
  });
});

describe('a receipt after 96 hours', () => {
  it('takes the place of the time-out, positive too', () => {
    const late = message('hel1', 'HELSEOPPL_SOKNAD', '2026-11-02 14:00', {
      receipt: { state: 'ok', at: oslo('2026-11-09 08:00'), timedOutAt: oslo('2026-11-06 14:00') },
    });
    const { ofMessages } = fold({ messages: [late], now: '2026-11-10 08:00' });
    const expected = ofMessages.flatMap((one) => one.expected);
    expect(became(expected, 'apprec')).toEqual(['met-late']);
    expect(became(expected, 'apprec-negative/critical')).toEqual(['met-late']);
  });
});

describe('a death that only a notice of death tells of', () => {
  const henv = message('henv', 'HENVISNING_NYTILSTAND', '2026-11-02 10:00', { sender: gp, to: [ward] });
  const dod = message('dod', 'LOG_DOD', '2026-11-04 10:00', { event: '2026-11-03 20:00' });
  const fates = (...more: Parameters<typeof fold>[0]['messages']) =>
    became(
      fold({ messages: [henv, ...more], now: '2026-12-01 10:00' }).ofMessages.flatMap(
        ({ expected }) => expected,
      ),
      'referral-assessed',
    );

  it('ends what is asked for the patient outside any stay, until it is cancelled', () => {
    expect(fates()).toEqual(['late']);
    expect(fates(dod)).toEqual(['void D']);
    expect(fates(dod, cancel('stop', dod, '2026-11-04 11:00'))).toEqual(['late']);
  });

  it('may be reported instead', () => {
    const reported = fold({
      messages: [henv],
      acts: [act('death-known', '2026-11-03 20:00', 'henv')],
      now: '2026-12-01 10:00',
    });
    expect(
      became(
        reported.ofMessages.flatMap(({ expected }) => expected),
        'referral-assessed',
      ),
    ).toEqual(['void D']);
  });
});

describe('what follows a rejected message', () => {
  it('is no message that only happens to come after it', () => {
    const hel1 = health('hel1', '1', '2026-11-02 14:00', {
      receipt: { state: 'rejected', at: oslo('2026-11-02 14:05') },
    });
    const { ofMessages } = fold({
      messages: [innl, hel1, message('utskr', 'LOG_UTSKREVET', '2026-11-02 15:00')],
      now: '2026-11-02 18:00',
    });
    const own = ofMessages.filter((one) => one.message === hel1.id).flatMap(({ expected }) => expected);
    expect(became(own, 'apprec-negative/critical')).toEqual(['late']);
  });
});

describe('one who owes', () => {
  const reports = new Map([[ward.enterprise!, new Set(['tsb-visit-made'] as const)]]);

  it('and whom no message names is the municipality’s own, or the hospital’s', () => {
    const told = handover({
      messages: [message('hel1', 'HELSEOPPL_SOKNAD', '2026-11-02 14:00')],
      acts: [act('tsb-visit-requested', '2026-11-02 15:00', 'hel1')],
      rules: { reports },
      now: '2026-11-05 12:00',
    });
    const owes = (id: string) => told.expected.find(({ expectation }) => expectation === id)?.owes;
    expect(owes('tsb-ward-consult')).toEqual({ role: 'tsb', enterprise: tsb.enterprise });
    expect(became(told.expected, 'tsb-ward-consult')).toEqual(['late']);
  });

  it('stays who it was when it was due, whoever is named later', () => {
    const messages = [
      message('plan', 'HELSEOPPLYSNINGER_LEGE', '2026-10-01 10:00', {
        sender: nursing,
        to: [gp],
        flags: ['palliative-plan'],
      }),
      health('hel1', '1', '2026-11-02 14:00', { sender: onShared(ward) }),
    ];
    const shared = message('innl2', 'LOG_INNLAGT', '2026-11-12 08:00', {
      sender: onShared(ward),
      to: [onShared(nursing)],
    });
    const before = handover({ messages, now: '2026-11-20 12:00' });
    const after = handover({ messages: [...messages, shared], now: '2026-11-20 12:00' });
    for (const told of [before, after])
      expect(became(told.expected, 'palliative-plan-follows/admission')).toEqual(['late']);
  });
});

describe('a notice of death from the GP, after the death was known', () => {
  it('does not start the clock anew', () => {
    const told = handover({
      messages: [
        innl,
        message('utskr', 'LOG_UTSKREVET', '2026-11-04 15:00'),
        message('dod', 'LOG_DOD', '2026-11-10 10:00', {
          sender: gp,
          to: [nursing],
          event: '2026-11-06 15:00',
        }),
      ],
      acts: [act('death-known', '2026-11-06 16:00', 'innl')],
      now: '2026-11-10 12:00',
    });
    expect(became(told.expected, 'death-info')).toEqual(['met-late']);
  });
});

describe('a unit of mental health care', () => {
  it('refers to addiction treatment in the record that they share', () => {
    const shared = rules;
    const henv = message('henv', 'HENVISNING_VIDERE', '2026-11-16 10:00', {
      sender: onShared(dps),
      to: [onShared(tsb)],
    });
    const { ofMessages } = fold({ messages: [henv], rules: shared, now: '2026-11-17 10:00' });
    expect(
      became(
        ofMessages.flatMap(({ expected }) => expected),
        'consult-before-referral',
      ),
    ).toEqual(['not-observable shared-record']);
  });
});

describe('a municipality with an acute unit', () => {
  it('is no hospital in what its nursing asks the GP', () => {
    const told = handover({
      messages: [
        message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { sender: acuteUnit }),
        message('fsp', 'DIALOG_FORESPORSEL', '2026-11-02 12:00', { sender: nursing, to: [gp] }),
        message('uts', 'DIALOG_NOTAT', '2026-11-02 13:00', { sender: acuteUnit, to: [nursing] }),
      ],
      now: '2026-11-03 12:00',
    });
    expect(told.messages.map(({ id }) => id)).toEqual([idOf('innl'), idOf('uts')]);
  });
});

describe('the good stay', () => {
  it('is as good when another municipality hears of it', () => {
    const { handovers } = fold({
      messages: [...goodStay, message('innl2', 'LOG_INNLAGT', '2026-11-02 08:40', { to: [otherNursing] })],
      now: '2026-11-06 12:00',
    });
    expect(handovers.map(({ state }) => state)).toEqual(['complete', 'admitted']);
    expect(new Set(handovers.map(({ stay }) => stay)).size).toBe(1);
  });
});
