import { describe, expect, it } from 'vitest';
import { drafted, type ExpectationDraft } from '../../src/domain/expectation-draft.ts';
import { rules } from './handover/pathway.ts';

const nothing: ExpectationDraft = { expectations: [], retire: [], thresholds: [], settings: [] };
const draft = (change: Partial<ExpectationDraft>) =>
  drafted(rules, { ...nothing, ...change }, (code) => code !== 'HEIMEBREV');
const must = (change: Partial<ExpectationDraft>) => {
  const made = draft(change);
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  return made.value;
};
const faults = (change: Partial<ExpectationDraft>): readonly string[] => {
  const made = draft(change);
  return made.ok ? [] : made.fault.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const row = (id: string) => rules.catalogue.expectations.find((each) => each.id === id)!;
const hours = (amount: number) => ({ kind: 'hours', amount }) as const;
const settings = rules.catalogue.settings[0]!;

describe('A draft of expectations', () => {
  it('that changes nothing leaves the rules as they are', () => {
    expect(must({})).toEqual({ catalogue: rules.catalogue, switchedOff: rules.switchedOff });
  });

  it('puts rows in the place of those of the same id, others after all, and leaves out those that are retired', () => {
    const changed = { ...row('early-warning'), severity: 'low' as const };
    const added = { ...row('early-warning'), id: 'earlier-warning' };
    const { catalogue } = must({ expectations: [added, changed], retire: ['legevakt-note'] });
    const ids = rules.catalogue.expectations.map(({ id }) => id).filter((id) => id !== 'legevakt-note');
    expect(catalogue.expectations.map(({ id }) => id)).toEqual([...ids, 'earlier-warning']);
    expect(catalogue.expectations.find(({ id }) => id === 'early-warning')).toEqual(changed);
  });

  it('puts a deadline in the place of what holds from its day on, and leaves what holds before', () => {
    const [from, later] = [
      { expectation: 'early-warning', validFrom: '2026-06-01', deadline: hours(12) },
      { expectation: 'early-warning', validFrom: '2027-01-01', deadline: hours(6) },
    ];
    const deadlinesOf = (thresholds: ExpectationDraft['thresholds']) =>
      must({ thresholds }).catalogue.expectations.find(({ id }) => id === 'early-warning')?.cases[0]
        ?.deadlines;
    const delivered = row('early-warning').cases[0]!.deadlines[0]!;
    const [first, second] = [
      { validFrom: '2026-06-01', deadline: hours(12) },
      { validFrom: '2027-01-01', deadline: hours(6) },
    ];
    expect(deadlinesOf([later, from])).toEqual([delivered, first, second]);
    expect(deadlinesOf([{ ...from, validFrom: delivered.validFrom }])).toEqual([
      { ...first, validFrom: delivered.validFrom },
    ]);
  });

  it('asks for the case where a row has several', () => {
    const threshold = { expectation: 'medication-list', validFrom: '2026-01-01', deadline: hours(12) };
    const [first] = row('medication-list').cases;
    expect(faults({ thresholds: [threshold] })).toEqual([
      expect.stringMatching(/^thresholds\.0\.case: medication-list has the cases .*discharge.*: name one$/),
    ]);
    const { catalogue } = must({ thresholds: [{ ...threshold, case: first!.name! }] });
    const changed = catalogue.expectations.find(({ id }) => id === 'medication-list')!.cases;
    expect(changed.map(({ deadlines }) => deadlines.length)).toEqual(
      row('medication-list').cases.map(({ deadlines }, at) => deadlines.length + (at === 0 ? 1 : 0)),
    );
  });

  it('puts settings among the others by their day, and takes all that is switched off from itself', () => {
    const fewer = { ...settings, readmissionDays: 7 };
    const off = [{ expectation: 'early-warning', from: '2026-01-01' }];
    const made = must({ settings: [{ ...fewer, validFrom: '2026-01-01' }], switchedOff: off });
    expect(made.catalogue.settings).toEqual([settings, { ...fewer, validFrom: '2026-01-01' }]);
    expect(made.switchedOff).toEqual(off);
    expect(must({ settings: [fewer] }).catalogue.settings).toEqual([fewer]);
  });

  it('is refused with every fault, each where it stands in the draft', () => {
    const bad = { ...row('early-warning'), changes: ['D', 'D+'] as const };
    const [only] = bad.cases;
    expect(
      faults({
        expectations: [
          {
            ...bad,
            cases: [{ ...only!, triggers: [{ ...only!.triggers[0]!, on: 'phase', enters: 'ready' }] }],
          },
        ],
        retire: ['no-such-row'],
        thresholds: [
          { expectation: 'nothing', validFrom: '2026-01-01', deadline: hours(1) },
          { expectation: 'consult-before-referral', validFrom: '2026-01-01', deadline: hours(1) },
        ],
        settings: [settings, settings],
        switchedOff: [{ expectation: 'nothing-either', from: '2026-01-01' }],
      }).toSorted(),
    ).toEqual([
      'expectations.0.changes: it is void at death (D) or survives it (D+), not both',
      'retire.0: there is no row no-such-row',
      'settings.1.validFrom: other settings of the draft hold from that day',
      'switchedOff.0.expectation: there is no row nothing-either',
      'thresholds.0.expectation: there is no row nothing',
      'thresholds.1: a look-back needs the days of a deadline of kind before',
    ]);
  });

  it('may not have a row twice, retire one that another needs, or hold before there are settings', () => {
    const twice = row('early-warning');
    expect(faults({ expectations: [twice, twice] })).toEqual(['expectations.1.id: another row has this id']);
    const needed = rules.catalogue.expectations.find(({ replaces }) => replaces !== undefined)!.replaces!;
    expect(faults({ retire: [needed] })).toEqual([`retire: there is no other row ${needed}`]);
    expect(faults({ expectations: [{ ...twice, id: 'old-one', validFrom: '1999-01-01' }] })).toEqual(
      expect.arrayContaining(['expectations.0.validFrom: it holds before the first settings do']),
    );
  });
});
