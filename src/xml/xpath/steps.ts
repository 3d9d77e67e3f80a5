import { XmlAttribute, XmlElement } from '../dom.ts';
import { isSameName, type QName, sharedName } from '../names.ts';
import { type Matches, type Walk, walkAlong } from './axes.ts';
import { spend } from './budget.ts';
import { elementsIn, isComment, isText, namedIn, nodesIn, type XmlNode } from './nodes.ts';
import { isAny, type NodeTest, type Step, type WrittenName } from './parse.ts';
import { Refusal } from './refusal.ts';
import type { Compiled, Visit } from './values.ts';

export type Namespaces = Readonly<Record<string, string>>;

/** A predicate made ready: whether a node at a position among so many stays. */
export interface Predicate {
  readonly keeps: (node: XmlNode, position: number, size: number) => boolean;
  /** Asks for positions, so that all nodes must be found before one is judged. */
  readonly counts: boolean;
}

/** A number stands for a position (XPath 1.0 §2.4). */
export const predicateOf = ({ kind, boolean, number, positional }: Compiled): Predicate =>
  kind === 'number'
    ? { keeps: (node, position, size) => number(node, position, size) === position, counts: true }
    : { keeps: boolean, counts: positional };

/** A step as written, its predicates made ready. */
export interface JudgedStep extends Omit<Step, 'predicates'> {
  readonly predicates: readonly Predicate[];
}

/** A step made ready. */
export interface ReadyStep {
  readonly axis: string;
  readonly predicates: readonly Predicate[];
  readonly counts: boolean;
  /** Down to elements or attributes of some names, as nearly all steps go, or to any child. */
  readonly quick: (typeof quickAxes)[number] | undefined;
  /** None: any. */
  readonly names: readonly QName[];
  /** Any other step. */
  readonly walk: Walk;
}

const namespaceOf = (prefix: string, namespaces: Namespaces): string => {
  const uri = Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
  if (uri === undefined) throw new Refusal(`the prefix ${prefix} is not bound`);
  return uri;
};

const isElement = (node: XmlNode): node is XmlElement => node instanceof XmlElement;
const isAttribute = (node: XmlNode): node is XmlAttribute => node instanceof XmlAttribute;
const isNamed = (node: XmlNode): node is XmlElement | XmlAttribute => isElement(node) || isAttribute(node);
const kinds = { node: () => true, text: isText, comment: isComment } as const;

const hasName = ({ qname }: XmlElement | XmlAttribute, names: readonly QName[]): boolean => {
  for (const name of names) if (isSameName(qname, name)) return true;
  return names.length === 0;
};

const anyOf = ({ prefix, name }: WrittenName, namespaces: Namespaces): Matches => {
  const uri = prefix === undefined ? undefined : namespaceOf(prefix, namespaces);
  if (name === '*') return (node) => uri === undefined || (isNamed(node) && node.namespace === uri);
  const qname = sharedName(uri ?? '', name);
  return (node) => isNamed(node) && isSameName(node.qname, qname);
};

const matching = (test: NodeTest, axis: string, namespaces: Namespaces): Matches => {
  if (test.type !== 'name') return kinds[test.type];
  const isPrincipal = axis === 'attribute' ? isAttribute : isElement;
  const names = test.names.map((each) => anyOf(each, namespaces));
  return (node) => isPrincipal(node) && names.some((matches) => matches(node));
};

const none: readonly never[] = [];
const quickAxes = ['child', 'attribute', 'descendant', 'descendant-or-self'] as const;
const counts = ({ predicates }: JudgedStep): boolean => predicates.some((each) => each.counts);
const isAnywhere = ({ axis, test, predicates }: JudgedStep): boolean =>
  axis === 'descendant-or-self' && test.type === 'node' && predicates.length === 0;

/** `a//b` as `a/descendant::b`, which is the same where no position counts and looks at each node once. */
const shortened = (steps: readonly JudgedStep[]): JudgedStep[] =>
  steps.flatMap((step, at) => {
    const joins = (one: JudgedStep | undefined, other: JudgedStep | undefined): boolean =>
      one !== undefined && other?.axis === 'child' && isAnywhere(one) && !counts(other);
    if (joins(step, steps[at + 1])) return [];
    return joins(steps[at - 1], step) ? [{ ...step, axis: 'descendant' }] : [step];
  });

const ready = (step: JudgedStep, next: JudgedStep | undefined, namespaces: Namespaces): ReadyStep => {
  const { axis, test, predicates } = step;
  const written = test.type === 'name' ? test.names : [];
  const isNamed = written.length > 0 && written.every(({ name }) => name !== '*');
  const isAnyChild = axis === 'child' && isAny(test);
  const names = written.map(({ prefix, name }) =>
    sharedName(prefix === undefined ? '' : namespaceOf(prefix, namespaces), name),
  );
  // Only elements have elements or attributes in them: other nodes need not be looked at on the way to those.
  const leadsDown = next?.test.type === 'name' && (next.axis === 'child' || next.axis === 'attribute');
  const ofElements = test.type === 'name' || (isAnywhere(step) && leadsDown);
  return {
    axis,
    predicates,
    counts: counts(step),
    quick: isNamed || isAnyChild ? quickAxes.find((each) => each === axis) : undefined,
    names: isNamed ? names : [],
    walk: walkAlong(axis, matching(test, axis, namespaces), ofElements ? elementsIn : nodesIn),
  };
};

/** Makes the steps of a path ready; a Refusal when a prefix or an axis is none. */
export const readySteps = (steps: readonly JudgedStep[], namespaces: Namespaces): readonly ReadyStep[] => {
  const short = shortened(steps);
  return short.map((step, at) => ready(step, short[at + 1], namespaces));
};

/** What predicates leave of nodes in the order in which their positions count. */
export const kept = (nodes: readonly XmlNode[], predicates: readonly Predicate[]): readonly XmlNode[] =>
  predicates.reduce((left, { keeps }) => left.filter((node, at) => keeps(node, at + 1, left.length)), nodes);

/** Whether predicates that count nothing keep a node. */
export const isKept = (node: XmlNode, predicates: readonly Predicate[]): boolean => {
  for (const { keeps } of predicates) if (!keeps(node, 1, 1)) return false;
  return true;
};

/** What a quick step looks at; undefined where only a walk finds it. */
const candidates = (
  node: XmlNode,
  { quick, names }: ReadyStep,
): readonly (XmlElement | XmlAttribute)[] | undefined => {
  switch (quick) {
    case 'child':
      return elementsIn(node);
    case 'attribute':
      return isElement(node) ? node.attributes : none;
    case 'descendant':
      return namedIn(node, names);
    case 'descendant-or-self': {
      const below = namedIn(node, names);
      return below && isElement(node) ? [node, ...below] : below;
    }
    default:
      return undefined;
  }
};

/**
 * Visits what the steps from `at` on lead to. One function over the data of all steps: a function made for each step
 * is faster alone, but a message is judged by hundreds of them, each once.
 */
export const visitSteps = (steps: readonly ReadyStep[], at: number, node: XmlNode, visit: Visit): boolean => {
  const step = steps[at];
  if (step === undefined) return visit(node);
  const { predicates, walk } = step;
  if (step.counts) {
    const found: XmlNode[] = [];
    walk(node, (each) => found.push(each) < 0);
    return kept(found, predicates).some((each) => visitSteps(steps, at + 1, each, visit));
  }
  const list = candidates(node, step);
  if (list === undefined) {
    return walk(node, (each) => isKept(each, predicates) && visitSteps(steps, at + 1, each, visit));
  }
  spend(list.length);
  for (const each of list) {
    const isFound = hasName(each, step.names) && isKept(each, predicates);
    if (isFound && visitSteps(steps, at + 1, each, visit)) return true;
  }
  return false;
};
