import { Refusal } from './refusal.ts';
import { type Token, tokenize } from './tokens.ts';

/** A name as written; `*` is any. */
export interface WrittenName {
  readonly prefix?: string;
  readonly name: string;
}

/** What a step looks for: elements or attributes by name, or a kind of node. */
export type NodeTest =
  | { readonly type: 'name'; readonly names: readonly WrittenName[] }
  | { readonly type: 'node' | 'text' | 'comment' };

/** One step of a path. */
export interface Step {
  readonly axis: string;
  readonly test: NodeTest;
  readonly predicates: readonly Expression[];
}

/** An expression as written, `a//b` with its steps in full. */
export type Expression =
  | { readonly type: 'literal'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'call'; readonly name: string; readonly given: readonly Expression[] }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: 'negative'; readonly of: Expression }
  | { readonly type: 'filter'; readonly of: Expression; readonly predicates: readonly Expression[] }
  | {
      readonly type: 'path';
      /** Where the first step starts. */
      readonly from: 'root' | 'here' | Expression;
      readonly steps: readonly Step[];
    };

/** Operators by how tight they bind, loosest first (XPath 1.0 §3.5). */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];
const kindsOfNode = ['node', 'text', 'comment'] as const;
/** Nesting that no sensible row needs; parsing recurses. */
const maxDepth = 100;

const notWellFormed = 'it is not well-formed XPath 1.0';

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#expression();
    if (this.#next.type !== 'end') throw new Refusal(notWellFormed);
    return expression;
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { type: 'end', text: '' };
  }

  #is(...texts: readonly string[]): boolean {
    const { type, text } = this.#next;
    return (type === 'symbol' || type === 'operator') && texts.includes(text);
  }

  #take(): Token {
    const token = this.#next;
    this.#at += 1;
    return token;
  }

  #skip(text: string): boolean {
    const found = this.#is(text);
    if (found) this.#at += 1;
    return found;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw new Refusal(notWellFormed);
  }

  #expression(): Expression {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new Refusal('it is nested too deep');
    const expression = this.#binary(0);
    this.#depth -= 1;
    return expression;
  }

  #binary(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (this.#is(...operators)) {
      const operator = this.#take().text;
      left = { type: 'binary', operator, left, right: this.#binary(level + 1) };
    }
    return left;
  }

  #unary(): Expression {
    let signs = 0;
    while (this.#skip('-')) signs += 1;
    let operand = this.#union();
    for (; signs > 0; signs -= 1) operand = { type: 'negative', of: operand };
    return operand;
  }

  #union(): Expression {
    let left = this.#path();
    while (this.#skip('|')) left = { type: 'binary', operator: '|', left, right: this.#path() };
    return left;
  }

  #path(): Expression {
    const { type, text } = this.#next;
    if (text === '$') throw new Refusal('variables are not known');
    const follower = this.#tokens[this.#at + 1]?.text;
    const isCall = type === 'name' && follower === '(' && !kindsOfNode.some((kind) => kind === text);
    if (!isCall && type !== 'literal' && type !== 'number' && !this.#is('(')) return this.#location();
    const primary = this.#primary();
    const predicates = this.#predicates();
    const of: Expression = predicates.length === 0 ? primary : { type: 'filter', of: primary, predicates };
    return this.#is('/', '//') ? { type: 'path', from: of, steps: this.#moreSteps() } : of;
  }

  #primary(): Expression {
    const { type, text } = this.#take();
    if (type === 'literal') return { type, value: text };
    if (type === 'number') return { type, value: Number(text) };
    if (type !== 'name') {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    this.#expect('(');
    const given: Expression[] = [];
    while (!this.#skip(')')) {
      if (given.length > 0) this.#expect(',');
      given.push(this.#expression());
    }
    return { type: 'call', name: text, given };
  }

  #location(): Expression {
    if (this.#is('/', '//')) {
      const isRootAlone = this.#skip('/') && !this.#startsStep();
      if (isRootAlone) return { type: 'path', from: 'root', steps: [] };
      if (this.#is('//')) return { type: 'path', from: 'root', steps: this.#moreSteps() };
      return { type: 'path', from: 'root', steps: [this.#step(), ...this.#moreSteps()] };
    }
    if (!this.#startsStep()) throw new Refusal(notWellFormed);
    return { type: 'path', from: 'here', steps: [this.#step(), ...this.#moreSteps()] };
  }

  #startsStep(): boolean {
    return this.#next.type === 'name' || this.#is('.', '..', '@', '*');
  }

  #moreSteps(): Step[] {
    const steps: Step[] = [];
    while (this.#is('/', '//')) {
      if (this.#take().text === '//') steps.push(anywhere);
      if (!this.#startsStep()) throw new Refusal(notWellFormed);
      steps.push(this.#step());
    }
    return steps;
  }

  #step(): Step {
    if (this.#skip('.')) return { axis: 'self', test: { type: 'node' }, predicates: [] };
    if (this.#skip('..')) return { axis: 'parent', test: { type: 'node' }, predicates: [] };
    let axis = 'child';
    if (this.#skip('@')) axis = 'attribute';
    else if (this.#tokens[this.#at + 1]?.text === '::') {
      axis = this.#take().text;
      this.#expect('::');
    }
    return withNames({ axis, test: this.#test(), predicates: this.#predicates() });
  }

  #test(): NodeTest {
    const { type, text } = this.#take();
    if (text === '*' && type !== 'literal') return { type: 'name', names: [{ name: '*' }] };
    if (type !== 'name') throw new Refusal(notWellFormed);
    const kind = kindsOfNode.find((each) => each === text);
    if (this.#is('(')) {
      // The parenthesis of a function cannot stand here, as in a/b(c).
      if (kind === undefined) throw new Refusal(`there is no function ${text} in a path`);
      this.#expect('(');
      this.#expect(')');
      return { type: kind };
    }
    const colon = text.indexOf(':');
    if (colon === -1) return { type: 'name', names: [{ name: text }] };
    return { type: 'name', names: [{ prefix: text.slice(0, colon), name: text.slice(colon + 1) }] };
  }

  #predicates(): Expression[] {
    const predicates: Expression[] = [];
    while (this.#skip('[')) {
      predicates.push(this.#expression());
      this.#expect(']');
    }
    return predicates;
  }
}

/** The names of `self::a or self::b`, when an expression is that and no more. */
const selfNames = (expression: Expression): readonly WrittenName[] | undefined => {
  if (expression.type === 'binary' && expression.operator === 'or') {
    const [left, right] = [selfNames(expression.left), selfNames(expression.right)];
    return left && right && [...left, ...right];
  }
  if (expression.type !== 'path' || expression.from !== 'here') return undefined;
  const [step, ...others] = expression.steps;
  const isSelf = step?.axis === 'self' && step.predicates.length === 0 && others.length === 0;
  return isSelf && step.test.type === 'name' ? step.test.names : undefined;
};

/** Whether it is `*`. */
export const isAny = (test: NodeTest): boolean =>
  test.type === 'name' && test.names.every(({ name, prefix }) => name === '*' && prefix === undefined);

/** `*[self::a or self::b]` is a step to elements of two names, and those an index can find. */
const withNames = (step: Step): Step => {
  const [first, ...predicates] = step.predicates;
  const names = step.axis === 'attribute' || first === undefined ? undefined : selfNames(first);
  return names === undefined || !isAny(step.test)
    ? step
    : { axis: step.axis, test: { type: 'name', names }, predicates };
};

const anywhere: Step = { axis: 'descendant-or-self', test: { type: 'node' }, predicates: [] };

/** Reads an XPath 1.0 expression, or throws a Refusal when it is none. Names are not looked at. */
export const parseXPath = (source: string): Expression => {
  const tokens = tokenize(source);
  if (tokens === undefined) throw new Refusal(notWellFormed);
  return new Parser(tokens).whole();
};
