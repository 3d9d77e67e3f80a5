import { describe, expect, it } from 'vitest';
import {
  act,
  acuteUnit,
  became,
  caseOffice,
  fold,
  gp,
  handover,
  health,
  message,
  nursing,
  onShared,
  otherCaseOffice,
  otherNursing,
  reply,
  surgery,
  ward,
} from './pathway.ts';

/** What a simulated county found that the machine saw otherwise than those who were there. */

const innl = message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { event: '2026-11-02 08:00' });
const klar = message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-04 09:00');

describe('A place that is ready', () => {
  const offered = (...given: Parameters<typeof fold>[0]['messages']) =>
    became(
      handover({
        messages: [innl, health('hel1', '1', '2026-11-02 14:00'), klar, ...given],
        acts: [act('place-ready', '2026-11-05 12:00', 'innl')],
        now: '2026-11-07 09:00',
      }).expected,
      'municipal-offer-ready',
    );

  it('is not told of by a refusal that comes when the day of the notice is over', () => {
    expect(offered(reply('nei', 'cannot', '2026-11-05 08:00'))).toEqual(['late']);
  });

  it('is told of by a reply that nobody could read', () => {
    expect(offered(reply('hm', 'unclear', '2026-11-05 13:00'))).toEqual(['met']);
  });
});

describe('A message that was turned down', () => {
  const toGp = { sender: surgery, to: [gp] };
  const referral = message('henv', 'HENVISNING', '2026-11-02 09:00', { sender: gp, to: [surgery] });
  const epikrise = message('epi', 'EPIKRISE', '2026-11-04 12:00', {
    ...toGp,
    ref: 'henv',
    stands: false,
    receipt: { state: 'rejected', at: new Date('2026-11-04T12:00:00Z') },
  });
  const followed = (...given: Parameters<typeof fold>[0]['messages']) => {
    const { ofMessages } = fold({ messages: [referral, epikrise, ...given], now: '2026-11-09 12:00' });
    const of = ofMessages.find((each) => each.message === epikrise.id);
    return became(of?.expected ?? [], 'apprec-negative/other');
  };

  it('is not seen to by another that goes back to the same message', () => {
    expect(
      followed(message('stat', 'DIALOG_STATUS_HENVISNING', '2026-11-05 09:00', { ...toGp, ref: 'henv' })),
    ).toEqual(['late']);
  });

  it('is seen to by one that names it, or by itself sent anew', () => {
    expect(followed(message('nota', 'DIALOG_NOTAT', '2026-11-05 09:00', { ...toGp, ref: 'epi' }))).toEqual([
      'met',
    ]);
    expect(followed(message('epi2', 'EPIKRISE', '2026-11-05 09:00', { ...toGp, ref: 'henv' }))).toEqual([
      'met',
    ]);
  });
});

it('A list of medicines that the municipality sends to its own acute unit is one', () => {
  const { expected } = handover({
    messages: [
      message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { sender: acuteUnit, to: [nursing] }),
      message('inn', 'INNLEGGELSESRAPPORT', '2026-11-02 10:00', {
        sender: nursing,
        to: [acuteUnit],
        holds: ['medicines'],
      }),
    ],
    now: '2026-11-04 09:00',
  });
  expect(became(expected, 'medication-list/admission')).toEqual(['met']);
});

it('A death that one municipality has told the GP of is known for the other too', () => {
  const { handovers } = fold({
    messages: [
      innl,
      message('inn2', 'LOG_INNLAGT', '2026-11-02 08:40', { to: [otherNursing], event: '2026-11-02 08:00' }),
      health('hel1', '1', '2026-11-02 14:00'),
      health('hel2', '1', '2026-11-02 14:10', { to: [otherCaseOffice] }),
      message('utsk', 'LOG_UTSKREVET', '2026-11-04 12:00', { died: true }),
      message('uts2', 'LOG_UTSKREVET', '2026-11-04 12:10', {
        died: true,
        to: [otherNursing],
        event: '2026-11-04 12:00',
      }),
      message('dod', 'LOG_DOD', '2026-11-04 14:00', { event: '2026-11-04 12:00' }),
    ],
    now: '2026-11-09 09:00',
  });
  expect(handovers.map(({ expected }) => became(expected, 'death-info'))).toEqual([['met'], ['met']]);
});

it('An epikrise sent just before the patient left is of a stay that only its discharge tells of', () => {
  const epikrise = message('epi', 'EPIKRISE', '2026-11-04 11:30', {
    events: [{ code: 'end', at: new Date('2026-11-04T11:00:00Z'), dateOnly: true }],
  });
  const utskrevet = message('utsk', 'LOG_UTSKREVET', '2026-11-04 12:10', { event: '2026-11-04 12:00' });
  const { expected } = handover({ messages: [epikrise, utskrevet], now: '2026-11-06 09:00' });
  expect(became(expected, 'epikrise-1d')).toEqual(['met']);
});

it('An epikrise that nursing gets when the patient is there again is of the stay that it dates', () => {
  const again = '2026-11-10 08:00';
  const { handovers } = fold({
    messages: [
      innl,
      message('utsk', 'LOG_UTSKREVET', '2026-11-04 12:10', { event: '2026-11-04 12:00' }),
      message('inn2', 'LOG_INNLAGT', '2026-11-10 08:30', { event: again }),
      message('epi', 'EPIKRISE', '2026-11-12 11:30', {
        copies: [nursing],
        events: [{ code: 'end', at: new Date('2026-11-04T11:00:00Z'), dateOnly: true }],
      }),
    ],
    now: '2026-11-20 09:00',
  });
  expect(handovers.map(({ expected }) => became(expected, 'epikrise-7d'))).toEqual([['met-late'], []]);
});

it('A message that never was receipted is not seen to by what comes later in its conversation', () => {
  const lost = { state: 'timedOut', at: new Date('2026-11-06T07:30:00Z') } as const;
  const { ofMessages } = fold({
    messages: [
      message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { receipt: lost }),
      health('hel1', '1', '2026-11-02 14:00', { ref: 'innl' }),
      health('hel2', '2', '2026-11-08 14:00', { ref: 'hel1', first: 'innl' }),
    ],
    now: '2026-11-12 12:00',
  });
  const of = ofMessages.find((each) => each.message === innl.id);
  expect(became(of?.expected ?? [], 'apprec-negative/other')).toEqual(['late']);
});

describe('A notice that comes after another was withdrawn', () => {
  const back = message('avm', 'LOG_AVMELDING', '2026-11-04 20:00', { ref: 'klar' });
  const hel = health('hel1', '1', '2026-11-02 14:00');
  const first = message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-04 09:00', { ref: 'hel1' });
  const second = message('kla2', 'LOG_UTSKRIVNINGSKLAR', '2026-11-06 09:00', { ref: 'hel1' });
  const replied = (...given: Parameters<typeof fold>[0]['messages']) =>
    became(
      handover({ messages: [innl, hel, first, back, second, ...given], now: '2026-11-09 09:00' }).expected,
      'municipal-reply',
    );

  it('is not answered by a word that names the first, though all are of one conversation', () => {
    expect(replied(reply('svar', 'can', '2026-11-06 10:00', { ref: 'klar', first: 'hel1' }))).toEqual([
      'void W',
      'late',
    ]);
  });

  it('is answered by one that names it', () => {
    expect(replied(reply('svar', 'can', '2026-11-06 10:00', { ref: 'kla2', first: 'hel1' }))).toEqual([
      'void W',
      'met',
    ]);
  });
});

it('A question is answered by what answers its reminder', () => {
  const asked = { sender: nursing, to: [gp] };
  const { ofMessages } = fold({
    messages: [
      message('spor', 'DIALOG_FORESPORSEL', '2026-11-02 09:00', asked),
      message('purr', 'DIALOG_FORESPORSEL', '2026-11-04 09:00', { ...asked, ref: 'spor' }),
      message('svar', 'DIALOG_SVAR', '2026-11-04 10:00', {
        sender: gp,
        to: [nursing],
        ref: 'purr',
        first: 'spor',
      }),
    ],
    now: '2026-11-12 12:00',
  });
  const states = ofMessages.flatMap(({ expected }) => became(expected, 'enquiry-plo-gp'));
  expect(states).toEqual(['met', 'met']);
});

describe('Where the municipality keeps one record with the hospital', () => {
  const shared = (party: typeof ward) => onShared(party);
  const at = { sender: shared(ward), to: [shared(caseOffice)] };

  it('a list that its nursing or the GP may send can be there to be read, though only the GP was named', () => {
    const referral = message('henv', 'HENVISNING', '2026-10-20 09:00', { sender: gp, to: [shared(ward)] });
    const known = message('med', 'MEDISINSKE_OPPLYSNINGER', '2026-10-22 09:00', {
      sender: gp,
      to: [shared(nursing)],
    });
    const { expected } = handover({
      messages: [
        referral,
        known,
        health('hel1', '1', '2026-11-02 14:00', at),
        message('epi', 'EPIKRISE', '2026-11-04 11:30', {
          sender: shared(ward),
          copies: [shared(nursing)],
          ref: 'henv',
        }),
      ],
      now: '2026-11-06 09:00',
    });
    expect(became(expected, 'medication-list/admission')).toEqual(['not-observable shared-record']);
  });

  it('what was due before the stay was heard of is not missing', () => {
    const { expected } = handover({
      messages: [health('hel1', '1', '2026-11-02 14:00', at)],
      acts: [act('ready-declared', '2026-11-02 10:00', 'hel1')],
      now: '2026-11-06 09:00',
    });
    expect(became(expected, 'ready-notice')).toEqual(['not-observable shared-record']);
  });

  it('the GP, who does not, is still to be told of a death', () => {
    const { expected } = handover({
      messages: [
        message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { sender: shared(ward), to: [shared(nursing)] }),
        health('hel1', '1', '2026-11-02 14:00', at),
        message('epi', 'EPIKRISE', '2026-11-04 12:05', { sender: shared(ward), to: [gp] }),
        message('utsk', 'LOG_UTSKREVET', '2026-11-04 12:10', {
          sender: shared(ward),
          to: [shared(nursing)],
          died: true,
        }),
      ],
      now: '2026-11-09 09:00',
    });
    expect(became(expected, 'death-info')).toEqual(['late']);
  });
});

describe('A message that was rejected', () => {
  const no = { state: 'rejected', at: new Date('2026-11-03T09:00:00Z') } as const;
  const stateOf = (...after: Parameters<typeof fold>[0]['messages']) => {
    const early = health('hel1', '1', '2026-11-02 09:30');
    const change = health('hel2', '2', '2026-11-03 09:45', { receipt: no, ref: 'hel1', stands: false });
    const { ofMessages } = fold({ messages: [innl, early, change, ...after], now: '2026-11-12 12:00' });
    const of = ofMessages.find((each) => each.message === change.id);
    return (of?.expected ?? [])
      .filter(({ expectation }) => expectation === 'apprec-negative')
      .map(({ state }) => state);
  };

  it('is seen to by the one sent in its place, though both name an earlier one of the same function', () => {
    expect(stateOf(health('hel3', '2', '2026-11-03 10:30', { ref: 'hel1' }))).toEqual(['met']);
  });

  it('is not seen to by what is only guessed to come after it', () => {
    expect(stateOf(message('epi', 'EPIKRISE', '2026-11-04 11:30'))).toEqual(['late']);
  });
});
