import type { Mark, Telling } from '../domain/mark.ts';
import { evaluateBoolean } from '../xml/xpath.ts';
import { readExpression } from './expression.ts';
import type { RuleInput, RuleText } from './input.ts';
import { compileWording } from './wording.ts';

/** One mark made ready for one message type. */
export interface CompiledMark {
  readonly id: string;
  readonly tells: Telling;
  readonly isFound: (input: RuleInput) => boolean;
}

const blank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** What headings and attachments are called: a plan often comes as a file, or under a heading of its own. */
const namesIn = ({ payload, envelope, clinical }: RuleInput): readonly RuleText[] =>
  payload.document.once(namesIn, () => {
    const headings = clinical().texts.flatMap(({ heading }) => [heading?.dn, heading?.ot]);
    const files = envelope.documents.slice(1).map(({ description }) => description);
    const names = new Set([...headings, ...files].filter((name) => !blank(name)));
    return [...names].map((text): RuleText => ({ text: text ?? '', element: payload }));
  });

/** Makes one mark ready for one type; `refuse` hears why it cannot be used. */
export const compileMark = (
  mark: Mark,
  namespaces: Readonly<Record<string, string>>,
  refuse: (field: 'assert' | 'find', reason: string) => undefined,
): CompiledMark | undefined => {
  const { id, tells } = mark;
  if (mark.kind === 'xpath') {
    const assert = readExpression(mark.assert, namespaces);
    if (!assert.ok) return refuse('assert', assert.fault);
    return { id, tells, isFound: ({ payload }) => evaluateBoolean(assert.value, payload) };
  }
  const wording = compileWording(mark);
  if (!wording.ok) return refuse('find', wording.fault);
  const stands = (texts: readonly RuleText[]): boolean =>
    texts.length > 0 && wording.value(texts, { medications: 0 }) !== true;
  return { id, tells, isFound: (input) => stands(input.clinical().texts) || stands(namesIn(input)) };
};
