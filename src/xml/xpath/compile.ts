import { callOf } from './functions.ts';
import { stringOf } from './nodes.ts';
import { type Expression, parseXPath } from './parse.ts';
import { filterOf, pathOf, unionOf } from './paths.ts';
import { Refusal } from './refusal.ts';
import { type Namespaces, predicateOf, readySteps } from './steps.ts';
import {
  type Compiled,
  type Evaluate,
  type NodeSet,
  ofBoolean,
  ofNodes,
  ofNumber,
  ofString,
  toNumber,
} from './values.ts';

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  div: (left, right) => left / right,
  mod: (left, right) => left % right,
};
const orders: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Two operands compared as values of one kind. */
const comparing =
  <T>(left: Evaluate<T>, right: Evaluate<T>, compare: (left: T, right: T) => boolean): Evaluate<boolean> =>
  (node, position, size) =>
    compare(left(node, position, size), right(node, position, size));

/** True when a node is found whose string-value compares so with the other operand. */
const anyOf =
  <T>(
    nodes: NodeSet,
    read: (text: string) => T,
    other: Evaluate<T>,
    compare: (found: T, other: T) => boolean,
  ): Evaluate<boolean> =>
  (node, position, size) => {
    const value = other(node, position, size);
    return nodes.some(node, position, size, (found) => compare(read(stringOf(found)), value));
  };

/** True when some node of each compare so: XPath's way with two node-sets. */
const anyPair =
  <T>(
    left: NodeSet,
    right: NodeSet,
    read: (text: string) => T,
    compare: (left: T, right: T) => boolean,
  ): Evaluate<boolean> =>
  (node, position, size) =>
    left.some(node, position, size, (one) => {
      const value = read(stringOf(one));
      return right.some(node, position, size, (other) => compare(value, read(stringOf(other))));
    });

const asText = (text: string): string => text;

/** `=` and `!=` (XPath 1.0 §3.4). */
const equality = (left: Compiled, right: Compiled, wanted: boolean): Evaluate<boolean> => {
  const compare = (one: unknown, other: unknown): boolean => (one === other) === wanted;
  if (left.kind === 'boolean' || right.kind === 'boolean')
    return comparing(left.boolean, right.boolean, compare);
  if (left.nodes !== undefined && right.nodes !== undefined) {
    return anyPair(left.nodes, right.nodes, asText, compare);
  }
  if (right.nodes !== undefined) return equality(right, left, wanted);
  const areNumbers = left.kind === 'number' || right.kind === 'number';
  if (left.nodes !== undefined) {
    return areNumbers
      ? anyOf(left.nodes, toNumber, right.number, compare)
      : anyOf(left.nodes, asText, right.string, compare);
  }
  return areNumbers
    ? comparing(left.number, right.number, compare)
    : comparing(left.string, right.string, compare);
};

/** `<` and its like: always between numbers, and a node-set beside a boolean counts as one boolean. */
const ordering = (
  left: Compiled,
  right: Compiled,
  compare: (left: number, right: number) => boolean,
): Evaluate<boolean> => {
  if (left.kind === 'boolean' || right.kind === 'boolean') {
    const [one, other] = [left, right].map((side) =>
      side.kind === 'nodes' ? ofBoolean(side.boolean) : side,
    );
    return comparing((one ?? left).number, (other ?? right).number, compare);
  }
  if (left.nodes !== undefined && right.nodes !== undefined) {
    return anyPair(left.nodes, right.nodes, toNumber, compare);
  }
  if (left.nodes !== undefined) return anyOf(left.nodes, toNumber, right.number, compare);
  if (right.nodes !== undefined) {
    return anyOf(right.nodes, toNumber, left.number, (found, other) => compare(other, found));
  }
  return comparing(left.number, right.number, compare);
};

const nodesOf = ({ nodes }: Compiled): NodeSet => {
  if (nodes === undefined) throw new Refusal('it asks for nodes where there are none');
  return nodes;
};

const binaryOf = (operator: string, left: Compiled, right: Compiled): Compiled => {
  const traits = { positional: left.positional || right.positional };
  switch (operator) {
    case 'or':
      return ofBoolean(
        (node, position, size) => left.boolean(node, position, size) || right.boolean(node, position, size),
        traits,
      );
    case 'and':
      return ofBoolean(
        (node, position, size) => left.boolean(node, position, size) && right.boolean(node, position, size),
        traits,
      );
    case '|':
      return ofNodes(unionOf(nodesOf(left), nodesOf(right)), traits);
    case '=':
    case '!=':
      return ofBoolean(equality(left, right, operator === '='), traits);
    default: {
      const order = orders[operator];
      if (order !== undefined) return ofBoolean(ordering(left, right, order), traits);
      const calculate = arithmetic[operator];
      if (calculate === undefined) throw new Error(`No such operator: ${operator}`);
      return ofNumber(
        (node, position, size) =>
          calculate(left.number(node, position, size), right.number(node, position, size)),
        traits,
      );
    }
  }
};

/** `whole`: the expression stands outside predicates. */
const compiledOf = (expression: Expression, namespaces: Namespaces, whole: boolean): Compiled => {
  const within = (inner: Expression): Compiled => compiledOf(inner, namespaces, whole);
  const ready = (predicates: readonly Expression[]) =>
    predicates.map((each) => predicateOf(compiledOf(each, namespaces, false)));
  switch (expression.type) {
    case 'literal':
      return ofString(() => expression.value);
    case 'number':
      return ofNumber(() => expression.value);
    case 'negative': {
      const { number, positional } = within(expression.of);
      return ofNumber((node, position, size) => -number(node, position, size), { positional });
    }
    case 'call':
      return callOf(expression.name, expression.given.map(within), ofNodes(pathOf('here', [], whole)));
    case 'binary':
      return binaryOf(expression.operator, within(expression.left), within(expression.right));
    case 'filter': {
      const of = within(expression.of);
      return ofNodes(filterOf(nodesOf(of), ready(expression.predicates)), of);
    }
    case 'path': {
      const judged = expression.steps.map((step) => ({ ...step, predicates: ready(step.predicates) }));
      const steps = readySteps(judged, namespaces);
      const { from } = expression;
      if (from === 'root' || from === 'here') return ofNodes(pathOf(from, steps, whole));
      const start = within(from);
      return ofNodes(pathOf(nodesOf(start), steps, whole), start);
    }
  }
};

/** Makes an XPath 1.0 expression ready for evaluation, or throws a Refusal that says why it cannot be used. */
export const compileExpression = (source: string, namespaces: Namespaces): Compiled =>
  compiledOf(parseXPath(source), namespaces, true);
