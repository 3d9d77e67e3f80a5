import { expect, it } from 'vitest';
import { drafted, type ExpectationDraft } from '../../../src/domain/expectation-draft.ts';
import { compareJudgements, type Judgement } from '../../../src/domain/handover/compare.ts';
import type { HandoverMessage } from '../../../src/domain/handover/facts.ts';
import { foldHandovers } from '../../../src/domain/handover/fold.ts';
import type { HandoverRules } from '../../../src/domain/handover/ground.ts';
import { goodStay, message, oslo, otherCaseOffice, reply, rules, ward, without } from './pathway.ts';

const nothing: ExpectationDraft = { expectations: [], retire: [], thresholds: [], settings: [] };

/** Every change that a draft makes, as a line: what, of what, from and to. */
const changes = (
  messages: readonly HandoverMessage[],
  draft: Partial<ExpectationDraft>,
  now = '2026-11-20 12:00',
): readonly string[] => {
  const made = drafted(rules, { ...nothing, ...draft }, () => true);
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  const judge = (by: HandoverRules): Judgement => ({
    ...foldHandovers(messages, [], by, oslo(now)),
    enterprises: () => [],
  });
  const changed = compareJudgements(judge(rules), judge({ ...made.value, reports: rules.reports }));
  return changed.map(({ change: { kind, from, to, moved }, expectation, case: name, enterprise }) =>
    [kind, expectation, name, from, to, moved, enterprise].filter((part) => part !== undefined).join(' | '),
  );
};

const hours = (amount: number) => ({ kind: 'hours', amount }) as const;

it('A shorter deadline makes what came in time late, and its handover with it', () => {
  const thresholds = [{ expectation: 'admission-report', validFrom: '2026-01-01', deadline: hours(1) }];
  expect(changes(goodStay, { thresholds })).toEqual([
    'state | admission-report | met | met-late | 40',
    'lateness | in-time | late | 40',
  ]);
});

it('A deadline from a later day leaves what began before it alone', () => {
  const thresholds = [{ expectation: 'admission-report', validFrom: '2026-11-03', deadline: hours(1) }];
  expect(changes(goodStay, { thresholds })).toEqual([]);
});

it('A longer deadline only moves what was met in time anyway', () => {
  const thresholds = [
    {
      expectation: 'admission-report',
      validFrom: '2026-01-01',
      deadline: { ...hours(48), warn: { left: hours(28) } },
    },
  ];
  // The warning comes when it came; only the deadline is later.
  expect(changes(goodStay, { thresholds })).toEqual(['due | admission-report | later | 40']);
});

it('A row that is retired is gone for the one who owed it, and so is what was late by it alone', () => {
  expect(changes(without('uts'), { retire: ['discharge-report'] })).toEqual([
    'gone | discharge-report | late | 20',
    'handover | discharged | complete | 40',
    'lateness | late | in-time | 40',
  ]);
});

it('A row that another owes is gone for the one and added for the other', () => {
  const row = rules.catalogue.expectations.find(({ id }) => id === 'discharge-notice')!;
  const expectations = [
    {
      ...row,
      cases: row.cases.map((each) => ({ ...each, from: ['nursing'] as const, to: ['hospital'] as const })),
    },
  ];
  expect(changes(goodStay, { expectations })).toEqual([
    'gone | discharge-notice | met | 20',
    'added | discharge-notice | late | 40',
    'handover | complete | discharged | 40',
    'lateness | in-time | late | 40',
  ]);
});

it('A row that is switched off for one enterprise is void there', () => {
  const switchedOff = [
    { expectation: 'discharge-report', enterprise: ward.enterprise!, from: '2026-01-01' },
    { expectation: 'municipal-reply', enterprise: otherCaseOffice.enterprise!, from: '2026-01-01' },
  ];
  expect(changes(goodStay, { switchedOff })).toEqual([
    'state | discharge-report | met | void switched-off | 20',
  ]);
});

it('Other settings show in readmissions, and in when somebody is told of a reply without a notice', () => {
  const again = [
    ...goodStay,
    message('innl2', 'LOG_INNLAGT', '2026-11-14 08:30', { event: '2026-11-14 08:00' }),
    reply('svar9', 'can', '2026-11-19 10:00', { sender: otherCaseOffice, ref: 'ukjent' }),
  ];
  const settings = [{ ...rules.catalogue.settings[0]!, readmissionDays: 7, parkedHours: 48 }];
  expect(changes(again, { settings }, '2026-11-14 09:00')).toEqual([
    'readmission | readmission | admission | 40',
    'parked | later | 50',
  ]);
});
