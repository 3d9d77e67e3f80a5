import type { XmlDocument } from '../dom.ts';
import { spend } from './budget.ts';
import { documentOf, inOrder, type XmlNode } from './nodes.ts';
import { isKept, kept, type Predicate, type ReadyStep, visitSteps } from './steps.ts';
import type { NodeSet } from './values.ts';

type Order = Pick<NodeSet, 'sorted' | 'apart'> & { readonly single: boolean };

/** What is known of the order of nodes after a step, given what was known before. */
const orderAfter = ({ sorted, apart, single }: Order, { axis }: ReadyStep): Order => {
  switch (axis) {
    case 'self':
      return { sorted, apart, single };
    case 'attribute':
      return { sorted, apart: true, single: false };
    case 'child':
      return { sorted: sorted && apart, apart, single: false };
    case 'descendant':
    case 'descendant-or-self':
      return { sorted: sorted && apart, apart: false, single: false };
    case 'parent':
      return { sorted: single, apart: single, single };
    default:
      return { sorted: false, apart: false, single: false };
  }
};

const listOf =
  (some: NodeSet['some'], sorted: boolean): NodeSet['list'] =>
  (node, position, size) => {
    const found: XmlNode[] = [];
    some(node, position, size, (each) => found.push(each) < 0);
    return sorted ? found : inOrder(found);
  };

const nodeSet = (some: NodeSet['some'], sorted: boolean, apart: boolean): NodeSet => ({
  some,
  sorted,
  apart,
  list: listOf(some, sorted),
});

/** Steps that a whole expression begins with, and that no predicate makes depend on more than where they start. */
const leadOf = (steps: readonly ReadyStep[]): readonly ReadyStep[] => {
  const end = steps.findIndex(({ quick, predicates }) => quick === undefined || predicates.length > 0);
  return end === -1 ? steps : steps.slice(0, end);
};

/** Steps that paths of many rows begin with. */
interface Lead {
  readonly from: 'root' | 'here';
  readonly steps: readonly ReadyStep[];
  /** Local names of what the last step to an element leads to. */
  readonly names: readonly string[];
}

/** One for all paths that begin alike: what it leads to is kept by it. */
const leads = new Map<string, Lead>();

const leadFor = (from: 'root' | 'here', steps: readonly ReadyStep[]): Lead => {
  const key = JSON.stringify([from, ...steps.map(({ axis, names }) => [axis, ...names])]);
  const known = leads.get(key);
  if (known !== undefined) return known;
  const last = steps.findLast(({ axis }) => axis !== 'attribute');
  const lead: Lead = { from, steps, names: (last?.names ?? []).map(({ name }) => name) };
  leads.set(key, lead);
  return lead;
};

const none: readonly never[] = [];
const follow = ({ steps }: Lead, start: XmlNode): readonly XmlNode[] => {
  const found: XmlNode[] = [];
  visitSteps(steps, 0, start, (each) => found.push(each) < 0);
  return found;
};

const isThere = (document: XmlDocument, { names }: Lead): boolean => {
  for (const name of names) if (document.named(name).length > 0) return true;
  return names.length === 0;
};

/** What a path's first steps lead to, found once per document: rows are many, the places they look at are few. */
const startOf = (lead: Lead, node: XmlNode): readonly XmlNode[] => {
  const document = documentOf(node);
  // Most of what rows ask for is not in a message: that an index says at once.
  if (!isThere(document, lead)) return none;
  const start = lead.from === 'root' ? document : node;
  const shared = document.once(lead, () => ({ start, found: follow(lead, start) }));
  return shared.start === start ? shared.found : follow(lead, start);
};

const someFrom = (
  from: 'root' | 'here' | NodeSet,
  steps: readonly ReadyStep[],
  whole: boolean,
): NodeSet['some'] => {
  if (typeof from !== 'string') {
    return (node, at, of, visit) => from.some(node, at, of, (found) => visitSteps(steps, 0, found, visit));
  }
  const lead = whole ? leadOf(steps) : [];
  if (lead.length > 0) {
    const shared = leadFor(from, lead);
    return (node, _at, _of, visit) => {
      const found = startOf(shared, node);
      spend(found.length);
      for (const each of found) if (visitSteps(steps, lead.length, each, visit)) return true;
      return false;
    };
  }
  if (from === 'here') return (node, _at, _of, visit) => visitSteps(steps, 0, node, visit);
  return (node, _at, _of, visit) => visitSteps(steps, 0, documentOf(node), visit);
};

/**
 * A path from the root, from the context node or from the nodes of another expression. `whole`: it stands outside
 * predicates, so that its context node is that of the whole expression.
 */
export const pathOf = (
  from: 'root' | 'here' | NodeSet,
  steps: readonly ReadyStep[],
  whole: boolean,
): NodeSet => {
  const isOne = from === 'root' || from === 'here';
  const start: Order = isOne ? { sorted: true, apart: true, single: true } : { ...from, single: false };
  const { sorted, apart } = steps.reduce(orderAfter, start);
  return nodeSet(someFrom(from, steps, whole), sorted, apart);
};

export const unionOf = (one: NodeSet, other: NodeSet): NodeSet =>
  nodeSet(
    (node, at, of, visit) => one.some(node, at, of, visit) || other.some(node, at, of, visit),
    false,
    false,
  );

/** `(a)[b]`: positions count in document order. */
export const filterOf = (nodes: NodeSet, predicates: readonly Predicate[]): NodeSet => {
  if (predicates.some(({ counts: counting }) => counting)) {
    return nodeSet(
      (node, at, of, visit) => kept(nodes.list(node, at, of), predicates).some(visit),
      true,
      nodes.apart,
    );
  }
  return nodeSet(
    (node, at, of, visit) => nodes.some(node, at, of, (found) => isKept(found, predicates) && visit(found)),
    nodes.sorted,
    nodes.apart,
  );
};
