import { XmlElement } from '../dom.ts';
import { spend } from './budget.ts';
import { parentOf, type XmlNode } from './nodes.ts';
import { Refusal } from './refusal.ts';
import type { Visit } from './values.ts';

/** Visits the nodes that stand in some relation to one; true when a visit ended it. */
export type Walk = (node: XmlNode, visit: Visit) => boolean;
export type Matches = (node: XmlNode) => boolean;
type Children = (node: XmlNode) => readonly XmlNode[];

const child =
  (matches: Matches, childrenOf: Children): Walk =>
  (node, visit) => {
    const children = childrenOf(node);
    spend(children.length);
    for (const each of children) if (matches(each) && visit(each)) return true;
    return false;
  };

const descendant = (matches: Matches, childrenOf: Children): Walk => {
  const walk: Walk = (node, visit) => {
    const children = childrenOf(node);
    spend(children.length);
    for (const each of children) if ((matches(each) && visit(each)) || walk(each, visit)) return true;
    return false;
  };
  return walk;
};

const self =
  (matches: Matches): Walk =>
  (node, visit) =>
    matches(node) && visit(node);

const parent =
  (matches: Matches): Walk =>
  (node, visit) => {
    const up = parentOf(node);
    spend(1);
    return up !== undefined && matches(up) && visit(up);
  };

/** Nearest first, as XPath counts them. */
const ancestor =
  (matches: Matches): Walk =>
  (node, visit) => {
    for (let up = parentOf(node); up !== undefined; up = parentOf(up)) {
      spend(1);
      if (matches(up) && visit(up)) return true;
    }
    return false;
  };

const attribute =
  (matches: Matches): Walk =>
  (node, visit) => {
    if (!(node instanceof XmlElement)) return false;
    spend(node.attributes.length);
    for (const each of node.attributes) if (matches(each) && visit(each)) return true;
    return false;
  };

const orSelf =
  (matches: Matches, others: Walk): Walk =>
  (node, visit) =>
    (matches(node) && visit(node)) || others(node, visit);

/** The axes that look along siblings would take quadratic time in a large document, and are not here. */
const axes: Readonly<Record<string, (matches: Matches, childrenOf: Children) => Walk>> = {
  child,
  descendant,
  'descendant-or-self': (matches, childrenOf) => orSelf(matches, descendant(matches, childrenOf)),
  self,
  parent,
  ancestor,
  'ancestor-or-self': (matches) => orSelf(matches, ancestor(matches)),
  attribute,
};
const slowAxes = ['following', 'preceding', 'following-sibling', 'preceding-sibling'];

/**
 * The walk along an axis to the nodes that match; a Refusal when there is no such axis. `childrenOf`: what is looked
 * at on the way down.
 */
export const walkAlong = (axis: string, matches: Matches, childrenOf: Children): Walk => {
  const make = Object.hasOwn(axes, axis) ? axes[axis] : undefined;
  if (make === undefined) {
    const isSlow = slowAxes.includes(axis);
    throw new Refusal(
      isSlow ? `the axis ${axis} is too slow for large documents` : `there is no axis ${axis}`,
    );
  }
  return make(matches, childrenOf);
};
