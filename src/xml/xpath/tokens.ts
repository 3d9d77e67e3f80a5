/** A piece of an expression; `number` holds digits, `literal` what stands between its quotes. */
export interface Token {
  readonly type: 'name' | 'operator' | 'literal' | 'number' | 'symbol' | 'end';
  readonly text: string;
}

const ncName = '[\\p{L}_][\\p{L}\\p{M}\\p{N}._·-]*';
const pattern = new RegExp(
  `[ \\t\\r\\n]*(?:` +
    `(?<literal>"[^"]*"|'[^']*')` +
    `|(?<number>\\d+(?:\\.\\d*)?|\\.\\d+)` +
    `|(?<name>${ncName}(?::(?!:)(?:${ncName}|\\*))?)` +
    `|(?<symbol>::|//|\\.\\.|!=|<=|>=|[()[\\].@,/|+=<>*$-])` +
    `|(?<end>$))`,
  'uy',
);
const operators = new Set(['and', 'or', 'mod', 'div', '*']);
/** Behind these an operand must follow, so that a name or `*` there is no operator (XPath 1.0 §3.7). */
const beforeOperand = new Set('@ :: ( [ , / // | + - = != < <= > >= $'.split(' '));

/** The pieces of an XPath 1.0 expression, the last one `end`; undefined where something is none. */
export const tokenize = (source: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (;;) {
    const groups = pattern.exec(source)?.groups;
    if (groups === undefined) return undefined;
    const { literal, number, name, symbol } = groups;
    const before = tokens.at(-1);
    const isOperand =
      before === undefined ||
      before.type === 'operator' ||
      (before.type === 'symbol' && beforeOperand.has(before.text));
    if (literal !== undefined) tokens.push({ type: 'literal', text: literal.slice(1, -1) });
    else if (number !== undefined) tokens.push({ type: 'number', text: number });
    else if (name !== undefined || symbol !== undefined) {
      const text = name ?? symbol ?? '';
      const type = !isOperand && operators.has(text) ? 'operator' : name === undefined ? 'symbol' : 'name';
      tokens.push({ type, text });
    } else return [...tokens, { type: 'end', text: '' }];
  }
};
