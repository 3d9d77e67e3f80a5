import type { WordingRule } from '../domain/rule.ts';
import {
  type WordingCase,
  type WordingPart,
  type WrittenForm,
  wordingParts,
  writtenForms,
} from '../domain/wording-case.ts';
import type { XmlElement } from '../xml/dom.ts';
import { applies } from './compile.ts';
import type { RuleText, RuleType } from './input.ts';
import { compileWording } from './wording.ts';

/** How well the wording rows tell what people have labelled: counted by row, written form of Norwegian and part. */

/** Counts of one row over the cases it is for. */
export interface WordingFigure {
  readonly rule: string;
  readonly part: WordingPart;
  readonly language: WrittenForm;
  readonly n: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** Of those told of, the share that should be; undefined when none was. */
  readonly precision: number | undefined;
  /** Of those that should be told of, the share that was; undefined when none should. */
  readonly recall: number | undefined;
}

/** A case that a row judges otherwise than its label. */
export interface Misjudged {
  readonly rule: string;
  readonly case: WordingCase;
  readonly told: boolean;
}

interface Judgement {
  readonly case: WordingCase;
  readonly told: boolean;
  readonly labelled: boolean;
}

const concerns = (row: WordingRule, each: WordingCase, types: readonly RuleType[]): boolean =>
  (each.whole || row.sign !== 'absence') &&
  types.some((type) => type.name === each.message && applies(row, type));

const judgeAll = (
  row: WordingRule,
  cases: readonly WordingCase[],
  types: readonly RuleType[],
  element: XmlElement,
): readonly Judgement[] => {
  const judge = compileWording(row);
  if (!judge.ok) throw new Error(`${row.id}: ${judge.fault}`);
  return cases
    .filter((each) => concerns(row, each, types))
    .map((each) => {
      const texts = each.texts.map((text): RuleText => ({ ...text, element }));
      const told = judge.value(texts, { medications: each.medications }) !== true;
      return { case: each, told, labelled: each.hits.includes(row.id) };
    });
};

const share = (part: number, of: number): number | undefined => (of === 0 ? undefined : part / of);

const count = (
  rule: string,
  part: WordingPart,
  language: WrittenForm,
  judged: readonly Judgement[],
): WordingFigure => {
  const of = (told: boolean, labelled: boolean): number =>
    judged.filter((each) => each.told === told && each.labelled === labelled).length;
  const truePositives = of(true, true);
  const falsePositives = of(true, false);
  const falseNegatives = of(false, true);
  return {
    rule,
    part,
    language,
    n: judged.length,
    truePositives,
    falsePositives,
    falseNegatives,
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
  };
};

/**
 * Figures of every row, with the cases it misjudges. `element` stands for the element that a text would have in a
 * message. Throws on a row that cannot be compiled, and on a label that no row can meet: both are defects of the seeds.
 */
export const wordingFigures = (
  rows: readonly WordingRule[],
  cases: readonly WordingCase[],
  types: readonly RuleType[],
  element: XmlElement,
): { readonly figures: readonly WordingFigure[]; readonly misjudged: readonly Misjudged[] } => {
  for (const each of cases) {
    const deaf = each.hits.find((id) => !rows.some((row) => row.id === id && concerns(row, each, types)));
    if (deaf !== undefined) throw new Error(`${deaf} is not for ${each.message}: ${each.texts[0]?.text}`);
  }
  const judged = rows.map((row) => ({ row, all: judgeAll(row, cases, types, element) }));
  const figures = judged.flatMap(({ row, all }) =>
    wordingParts.flatMap((part) =>
      writtenForms.map((language) =>
        count(
          row.id,
          part,
          language,
          all.filter((each) => each.case.part === part && each.case.language === language),
        ),
      ),
    ),
  );
  const misjudged = judged.flatMap(({ row, all }) =>
    all
      .filter(({ told, labelled }) => told !== labelled)
      .map((each): Misjudged => ({ rule: row.id, case: each.case, told: each.told })),
  );
  return { figures, misjudged };
};
