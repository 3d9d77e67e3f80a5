import { describe, expect, it } from 'vitest';
import {
  became,
  caseOffice,
  fold,
  goodStay,
  handover,
  message,
  municipality,
  nursing,
  onShared,
  otherCaseOffice,
  otherMunicipality,
  otherNursing,
  ward,
  without,
} from './pathway.ts';

const later = '2026-11-30 12:00';

describe('two municipalities', () => {
  const toBoth = goodStay.map((one) => ({
    ...one,
    receivers: one.receivers.flatMap((each) => {
      if (each.herId === caseOffice.herId) return [each, { ...otherCaseOffice, copy: false }];
      if (each.herId === nursing.herId) return [each, { ...otherNursing, copy: false }];
      return [each];
    }),
  }));

  it('have a handover each, of one stay', () => {
    const { handovers } = fold({ messages: toBoth, now: later });
    expect(handovers.map((one) => one.municipality)).toEqual([municipality, otherMunicipality]);
    expect(new Set(handovers.map(({ stay }) => stay)).size).toBe(1);
    expect(handovers.some(({ supersededAt }) => supersededAt !== undefined)).toBe(false);
  });

  it('each answer for themselves', () => {
    const { handovers } = fold({ messages: toBoth, now: later });
    expect(handovers.map((one) => became(one.expected, 'municipal-reply'))).toEqual([['met'], ['late']]);
    expect(handovers.map((one) => became(one.expected, 'admission-report'))).toEqual([['met'], ['late']]);
    expect(handovers.map((one) => became(one.expected, 'epikrise-7d'))).toEqual([['met'], ['met']]);
  });
});

describe('a record that both ends share', () => {
  const shared = (messages: typeof goodStay) =>
    messages.map((one) => ({
      ...one,
      sender: onShared(one.sender),
      receivers: one.receivers.map((each) => ({ ...each, ...onShared(each) })),
    }));

  it('hides what is missing, and shows what is seen', () => {
    const told = handover({ messages: shared(without('hel1', 'hel2', 'klar', 'svar', 'inn')), now: later });
    expect(became(told.expected, 'admission-report')).toEqual(['not-observable shared-record']);
    expect(became(told.expected, 'early-warning')).toEqual(['not-observable shared-record']);
    expect(became(told.expected, 'medication-list/discharge')).toEqual(['met']);
    expect([told.state, told.late]).toEqual(['complete', false]);
  });

  it('hides what is void too: it was never late', () => {
    const again = message('igjen', 'LOG_INNLAGT', '2026-11-10 08:00');
    const [first] = fold({
      messages: [...shared(without('uts', 'inn')), again],
      now: later,
    }).handovers;
    expect(became(first!.expected, 'discharge-report')).toEqual(['void R']);
    expect([first!.state, first!.late]).toEqual(['complete', false]);
  });

  it('hides nothing before it was taken into use', () => {
    const before = [{ ...goodStay[0]!, sender: onShared(ward, '2027-01-01') }];
    expect(became(handover({ messages: before, now: later }).expected, 'early-warning')).toEqual(['late']);
  });
});

it('voids what is switched off for whoever owes it, and for nobody else', () => {
  const off = { expectation: 'admission-report', enterprise: municipality, from: '2026-01-01' };
  const messages = [goodStay[0]!];
  const told = handover({ messages, rules: { switchedOff: [off] }, now: later });
  expect(became(told.expected, 'admission-report')).toEqual(['void switched-off']);
  expect(became(told.expected, 'early-warning')).toEqual(['late']);
  const other = { ...off, enterprise: otherMunicipality };
  expect(
    became(handover({ messages, rules: { switchedOff: [other] }, now: later }).expected, 'admission-report'),
  ).toEqual(['late']);
});
