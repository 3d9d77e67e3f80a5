import type { XmlDocument, XmlElement } from './dom.ts';
import { nodeType, type Pointer, parentOf, prevOf, typeOf } from './libxml2.ts';
import type { QName } from './names.ts';

/**
 * Where an element stands, as an XPath with positions: `/mh:MsgHead/mh:MsgInfo[1]/mh:Sender[1]`. Prefixes and names
 * are those of the schema set that judged the document; any other name becomes `*`, so that nothing of a sender's
 * making is shown.
 */
export function path(element: XmlElement): string {
  const { document } = element;
  const steps: string[] = [];
  for (let node = element.pointer; isElement(node); node = parentOf(node)) steps.push(step(document, node));
  return `/${steps.reverse().join('/')}`;
}

// By address, not by XmlElement: a faulty element among 100,000 siblings should not make one of each.
function step(document: XmlDocument, node: Pointer): string {
  const qname = document.qname(node);
  const shown = document.vocabulary?.show(qname.namespace, qname.name);
  if (!isElement(parentOf(node))) return shown ?? '*';
  let position = 1;
  for (let before = prevOf(node); before !== 0; before = prevOf(before)) {
    if (isElement(before) && (shown === undefined || hasName(document, before, qname))) position += 1;
  }
  return `${shown ?? '*'}[${position}]`;
}

const hasName = (document: XmlDocument, node: Pointer, { name, namespace }: QName): boolean => {
  const other = document.qname(node);
  return other.name === name && other.namespace === namespace;
};

const isElement = (node: Pointer): boolean => node !== 0 && typeOf(node) === nodeType.element;
