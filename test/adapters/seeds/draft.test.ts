import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draftReader } from '../../../src/adapters/seeds/draft.ts';
import type { DraftFault } from '../../../src/app/replay/drafts.ts';
import { drafted } from '../../../src/domain/expectation-draft.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { Vocabulary } from '../../../src/domain/rule.ts';
import { loadStandards } from '../../../src/standards.ts';

const standards = loadStandards();
const seed = (path: string): string =>
  readFileSync(join(import.meta.dirname, '../../../seeds', path), 'utf8');
const empty: Vocabulary = { words: {}, excuses: {} };

const must = <T>(result: Result<T, readonly DraftFault[]>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};
const faults = (result: Result<unknown, readonly DraftFault[]>): readonly string[] =>
  result.ok ? [] : result.fault.map(({ where, reason }) => `${where}: ${reason}`);

describe('A draft', () => {
  it('of all delivered expectations is what is in force', () => {
    const rows = seed('expectations.yaml').replace(/^[\s\S]*?(?=^expectations:)/m, '');
    const draft = must(draftReader.expectations(rows));
    expect(draft.expectations).toEqual(standards.expectations.expectations);
    const inForce = { catalogue: standards.expectations, switchedOff: [] };
    expect(drafted(inForce, draft, () => true)).toEqual({ ok: true, value: inForce });
  });

  it('of a whole file of rules is what the file holds, wording with its own words', () => {
    for (const file of ['pasientlogistikk.yaml', 'wording.yaml']) {
      // Marks are no rules: nothing is found by them.
      const text = seed(`rules/${file}`).replace(/^marks:[\s\S]*?(?=^[a-z]+:|$(?![\s\S]))/m, '');
      const { rules, retire } = must(draftReader.rules(text, empty));
      const ids = new Set(rules.map(({ id }) => id));
      expect(rules.length).toBeGreaterThan(5);
      expect(rules).toEqual(standards.rules.filter(({ id }) => ids.has(id)));
      expect(retire).toEqual([]);
    }
  });

  it('may be YAML, JSON or a value, and has deadlines with their cases and decisions', () => {
    const threshold = {
      expectation: 'medication-list',
      case: 'discharge',
      validFrom: '2027-01-01',
      deadline: { kind: 'sameDay' },
      decided: { figures: ['kind'], reason: 'Avtalt i fagrådet.', approver: 'Fagrådet' },
    };
    const draft = { thresholds: [threshold], switchedOff: [{ expectation: 'apprec', from: '2027-01-01' }] };
    const read = must(draftReader.expectations(draft));
    expect(read).toEqual({ expectations: [], retire: [], settings: [], ...draft });
    expect(must(draftReader.expectations(JSON.stringify(draft)))).toEqual(read);
  });

  it('is refused with every place where it is not as seeds are', () => {
    expect(faults(draftReader.expectations('retire: [x'))).toEqual([
      expect.stringMatching(/^line 1, column \d+: it is not YAML$/),
    ]);
    expect(faults(draftReader.expectations(''))).toEqual([expect.stringContaining('it changes nothing')]);
    expect(faults(draftReader.rules({ rules: [] }, empty))).toEqual([
      expect.stringContaining('it changes nothing'),
    ]);
    expect(faults(draftReader.expectations('just words'))).toHaveLength(1);
    const threshold = { expectation: 'apprec', validFrom: 'soon', deadline: { kind: 'hours', amount: -1 } };
    const wrong = faults(draftReader.expectations({ thresholds: [threshold], treshold: [] }));
    expect(wrong.map((each) => each.split(':')[0])).toEqual([
      'thresholds[0].validFrom',
      'thresholds[0].deadline.amount',
      '',
    ]);
    expect(faults(draftReader.rules({ rules: [{ id: 'One' }] }, empty)).length).toBeGreaterThan(0);
  });

  it('that would grow without end is refused', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, at) => {
        const before = 'abcdefg'[at];
        return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
      }),
    ].join('\n');
    expect(faults(draftReader.expectations(bomb))).toEqual([': it is not YAML']);
    expect(faults(draftReader.expectations('['.repeat(20_000)))).toHaveLength(1);
  });
});
