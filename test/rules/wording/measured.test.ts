import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readRules } from '../../../src/adapters/seeds/rules.ts';
import { readWordingCases } from '../../../src/adapters/seeds/wording-cases.ts';
import type { WordingRule } from '../../../src/domain/rule.ts';
import { messageTypes } from '../../../src/messages/index.ts';
import { measuredRules } from '../../../src/rules/measured.ts';
import { wordingFigures } from '../../../src/rules/wording-figures.ts';
import { parseXml } from '../../../src/xml/parse.ts';

const root = join(import.meta.dirname, '../../..');
const parsed = parseXml(Buffer.from('<t/>'));
if (!parsed.ok) throw new Error('no element');
const document = parsed.value;
afterAll(() => document[Symbol.dispose]());

it('what is shown of how well each wording rule does is what the held-out texts say', () => {
  const rows = readRules(join(root, 'seeds/rules')).filter(
    (row): row is WordingRule => row.kind === 'wording',
  );
  const cases = readWordingCases(join(root, 'fixtures/wording'));
  const { figures } = wordingFigures(rows, cases, messageTypes, document.root);
  const held = figures.filter(({ part }) => part === 'held-out');
  const counted = rows.map(({ id }) => {
    const own = held.filter(({ rule }) => rule === id);
    const sum = (key: 'truePositives' | 'falsePositives' | 'falseNegatives') =>
      own.reduce((total, figure) => total + figure[key], 0);
    return [id, { right: sum('truePositives'), wrong: sum('falsePositives'), missed: sum('falseNegatives') }];
  });
  expect(measuredRules).toEqual(Object.fromEntries(counted));
});
