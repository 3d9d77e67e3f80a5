import { describe, expect, it } from 'vitest';
import type { HandoverAct, HandoverMessage } from '../../../src/domain/handover/facts.ts';
import {
  act,
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
  municipality,
  onShared,
  oslo,
  ward,
  without,
} from './pathway.ts';

const hospital = ward.enterprise!;
const toTherapist = message('fysio', 'DIALOG_NOTAT', '2026-11-04 12:00', {
  sender: ward,
  to: [{ ...gp, roles: ['therapist'] }],
});
const told = (flag: 'palliative-plan' | 'under-18'): readonly HandoverMessage[] =>
  goodStay.map((one, at) => (at === 0 ? { ...one, flags: [flag] } : one));
const inPsychiatry = goodStay.map((one) => (one.sender === ward ? { ...one, sender: dps } : one));

/** What is reported, what else passes, the case, and what becomes of it; by the end of the month. */
const reported: readonly (readonly [
  sentence: string,
  key: string,
  became: string,
  messages: readonly HandoverMessage[],
  ...acts: HandoverAct[],
])[] = [
  [
    'a change of plan is told in new health information',
    'change-update',
    'met',
    goodStay,
    act('plan-changed', '2026-11-03 08:00', 'innl', { by: hospital }),
  ],
  [
    'a change of plan that nobody tells of is late',
    'change-update',
    'late',
    [...without('klar', 'svar', 'uts', 'epi', 'utskr')],
    act('plan-changed', '2026-11-03 12:00', 'innl', { by: hospital }),
  ],
  [
    'a change of plan is no longer to be told when readiness is withdrawn',
    'change-update',
    'void W',
    [
      ...without('svar', 'uts', 'epi', 'utskr'),
      message('avm', 'LOG_AVMELDING', '2026-11-04 12:00'),
      health('hel3', '2', '2026-11-05 12:00'),
    ],
    act('plan-changed', '2026-11-04 10:00', 'innl', { by: hospital }),
  ],
  [
    'a doctor’s word of readiness is followed by the notice within the hour',
    'ready-notice',
    'met',
    goodStay,
    act('ready-declared', '2026-11-04 08:30', 'innl', { by: hospital }),
  ],
  [
    'a doctor’s word of readiness that waits two hours for the notice is late',
    'ready-notice',
    'met-late',
    goodStay,
    act('ready-declared', '2026-11-04 07:00', 'innl', { by: hospital }),
  ],
  [
    'one who is no longer ready is withdrawn at once',
    'withdrawal',
    'met-late',
    [...without('uts', 'epi', 'utskr'), message('avm', 'LOG_AVMELDING', '2026-11-05 12:00')],
    act('no-longer-ready', '2026-11-05 10:00', 'klar', { by: hospital }),
  ],
  [
    'a patient who needs an individual plan is told of within three working days',
    'ip-notice',
    'met-late',
    goodStay,
    act('individual-plan-needed', '2026-11-02 12:00', 'innl', { by: hospital }),
    act('individual-plan-notified', '2026-11-06 08:00', 'innl', { by: hospital }),
  ],
  [
    'partners of mental health care are called before the patient is ready',
    'joint-plan-phv-tsb',
    'met',
    inPsychiatry,
    act('need-identified', '2026-11-02 09:00', 'innl', { by: hospital }),
    act('joint-plan-called', '2026-11-03 12:00', 'innl', { by: hospital }),
  ],
  [
    'the GP who must follow up is told before the patient leaves',
    'gp-oriented',
    'met',
    goodStay,
    act('gp-follow-up-needed', '2026-11-03 12:00', 'innl', { by: hospital }),
  ],
  [
    'the GP who is told when the patient has left is told late',
    'gp-oriented',
    'met-late',
    [...without('epi'), message('epi', 'EPIKRISE', '2026-11-04 16:00')],
    act('gp-follow-up-needed', '2026-11-03 12:00', 'innl', { by: hospital }),
  ],
  [
    'a therapist who is to follow up has a message the day the patient leaves',
    'allied-basis',
    'met',
    [...goodStay, toTherapist],
    act('therapy-follow-up-needed', '2026-11-03 12:00', 'innl', { by: hospital }),
  ],
  [
    'child psychiatry is contacted before a young patient leaves',
    'bup-acute-detox',
    'met',
    told('under-18'),
    act('acute-intoxication', '2026-11-02 09:00', 'innl', { by: hospital }),
    act('bup-contacted', '2026-11-03 09:00', 'innl', { by: hospital }),
  ],
  [
    'a plan reported at the discharge is a plan handed over',
    'deterioration-plan/handed-over',
    'met',
    goodStay,
    act('follow-up-group-set', '2026-11-02 09:00', 'innl'),
    act('deterioration-plan-available', '2026-11-04 15:00', 'innl'),
  ],
];

describe('what is reported', () => {
  const cases = reported.map(([sentence, key, fate, messages, ...acts]) => ({
    sentence,
    key,
    fate,
    messages,
    acts,
  }));
  it.each(cases)('$sentence', ({ key, fate, messages, acts }) => {
    const told = handover({ messages, acts, now: '2026-11-30 12:00' });
    expect(became(told.expected, key)).toEqual([fate]);
  });

  it('of two requested visits, one that was made meets only the first', () => {
    const acts = [
      act('tsb-visit-requested', '2026-11-02 09:00', 'innl', { by: hospital }),
      act('tsb-visit-made', '2026-11-02 15:00', 'innl', { by: hospital }),
      act('tsb-visit-requested', '2026-11-03 09:00', 'innl', { by: hospital }),
    ];
    const told = handover({ messages: goodStay, acts, now: '2026-11-30 12:00' });
    expect(became(told.expected, 'tsb-ward-consult')).toEqual(['met', 'not-observable no-acts-reported']);
  });

  it('about a message that was cancelled since is about the handover all the same', () => {
    const first = message('innl', 'LOG_INNLAGT', '2026-11-02 08:00');
    const messages = [
      first,
      cancel('annul', first, '2026-11-02 08:10'),
      message('nyinn', 'LOG_INNLAGT', '2026-11-02 08:20'),
      health('varsel', '1', '2026-11-02 09:00'),
    ];
    const told = handover({
      messages,
      acts: [act('need-identified', '2026-11-02 12:00', 'innl')],
      now: '2026-11-02 13:00',
    });
    expect(told.anchor).toBe(idOf('innl'));
    const dead = handover({
      messages,
      acts: [act('death-known', '2026-11-02 12:00', 'innl')],
      now: '2026-11-02 13:00',
    });
    expect([told.state, dead.state, dead.diedAt]).toEqual([
      'planning',
      'closed-death',
      oslo('2026-11-02 12:00'),
    ]);
  });

  it('to one municipality says nothing of another', () => {
    const acts = [act('need-identified', '2026-11-02 20:00', 'innl', { municipality: gp.enterprise! })];
    const late = [goodStay[0]!, health('hel1', '1', '2026-11-03 10:00')];
    const judged = (own: readonly HandoverAct[]) =>
      became(handover({ messages: late, acts: own, now: '2026-11-30 12:00' }).expected, 'early-warning');
    expect(judged(acts)).toEqual(['met-late']);
    expect(judged([{ ...acts[0]!, municipality }])).toEqual(['met']);
  });
});

describe('a palliative plan that has passed', () => {
  const now = '2026-11-30 12:00';

  it('follows the patient both ways', () => {
    const { expected } = handover({ messages: told('palliative-plan'), now });
    expect(became(expected, 'palliative-plan-follows/admission')).toEqual(['late']);
    expect(became(expected, 'palliative-plan-follows/discharge')).toEqual(['late']);
    const carried = told('palliative-plan').map((one) => ({
      ...one,
      blocks: { present: ['palliative-plan'], missing: [], explained: [], noted: [] },
    }));
    const kept = handover({ messages: carried, now }).expected;
    expect(became(kept, 'palliative-plan-follows/admission')).toEqual(['met']);
    expect(became(kept, 'palliative-plan-follows/discharge')).toEqual(['met']);
  });

  it('is not asked for in a stay before it passed', () => {
    const later = message('plan', 'EPIKRISE', '2026-12-04 13:00', { flags: ['palliative-plan'] });
    const [first] = fold({ messages: [...goodStay, later], now }).handovers;
    expect(became(first!.expected, 'palliative-plan-follows/admission')).toEqual([]);
  });

  it('may be in the record that both ends share', () => {
    const shared = told('palliative-plan').map((one) => ({
      ...one,
      sender: onShared(one.sender),
      receivers: one.receivers.map((each) => ({ ...each, ...onShared(each) })),
    }));
    expect(became(handover({ messages: shared, now }).expected, 'palliative-plan-follows/admission')).toEqual(
      ['not-observable shared-record'],
    );
  });
});
