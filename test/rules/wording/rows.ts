import type { Vocabulary, WordingRule } from '../../../src/domain/rule.ts';
import type { RuleText } from '../../../src/rules/input.ts';
import { compileWording } from '../../../src/rules/wording.ts';
import { parseXml } from '../../../src/xml/parse.ts';

/** Small wording rows for tests of the engine, and texts to judge by them. */

const words: Vocabulary['words'] = {
  stop: ['som', 'men'],
  clause: ['men', 'og {must}'],
  must: ['må', 'skal'],
  place: ['sjukeheim*', 'plass på sjukeheim', '*plass'],
  not: ['ikkje', 'ikke'],
  home: ['{place}', 'heimen'],
};
const excuses: Vocabulary['excuses'] = {
  negated: { where: 'clause-before', phrases: ['{not}'], unless: [] },
  denied: { where: 'clause', phrases: ['{not}'], unless: [] },
  agreed: { where: 'previous', phrases: ['avtalt'], unless: ['negated'] },
  dated: { where: 'next', phrases: ['@date'], unless: [] },
  said: { where: 'before', phrases: ['ho seier'], unless: [] },
  inside: { where: 'within', phrases: ['kanskje'], unless: [] },
  anywhere: { where: 'sentence', phrases: ['kanskje'], unless: [] },
  looping: { where: 'sentence', phrases: ['kanskje'], unless: ['looping'] },
};
const vocabulary: Vocabulary = { words, excuses };

/** A row that looks for `phrase`; other fields as given. */
export const wordingRow = (
  phrases: readonly string[],
  fields: Partial<WordingRule> & { readonly unless?: readonly string[] } = {},
): WordingRule => {
  const { unless = [], ...rest } = fields;
  const wording = { title: 'tittel', mend: 'Råd.' };
  return {
    id: 'wording-test',
    types: ['epikrise'],
    families: [],
    statuses: ['N', 'M'],
    level: 'hint',
    severity: 'info',
    source: { document: 'test', section: '1' },
    validFrom: '2020-01-01',
    texts: { nb: wording, nn: wording, en: wording },
    kind: 'wording',
    sign: 'flag',
    unlisted: false,
    find: [{ phrases, unless }],
    settled: [],
    vocabulary,
    ...rest,
  };
};

/** What is wrong with a row; undefined when nothing is. */
export const faultOf = (row: WordingRule): string | undefined => {
  const judge = compileWording(row);
  return judge.ok ? undefined : judge.fault;
};

/** Texts as `OP: the text`, or without heading. */
const textOf = (source: string, element: RuleText['element']): RuleText => {
  const [, v, list, text] = /^(?:(\w+)(?:@(\d+))?: )?([\s\S]*)$/.exec(source) ?? [];
  if (v === undefined) return { text: text ?? '', element };
  const s = list === undefined ? {} : { s: `2.16.578.1.12.4.1.1.${list}` };
  return { heading: { v, ...s }, text: text ?? '', element };
};

/** Whether a row tells of texts. */
export const tells = (row: WordingRule, texts: readonly string[], medications = 0): boolean => {
  const parsed = parseXml(Buffer.from('<t/>'));
  if (!parsed.ok) throw new Error('no element');
  using document = parsed.value;
  const judge = compileWording(row);
  if (!judge.ok) throw new Error(judge.fault);
  return (
    judge.value(
      texts.map((each) => textOf(each, document.root)),
      { medications },
    ) !== true
  );
};
