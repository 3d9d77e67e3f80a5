import { elements, text, XmlElement } from '../../xml/dom.ts';
import { textOf } from '../../xml/libxml2.ts';
import { isText, nodesIn, type XmlNode } from '../../xml/xpath/nodes.ts';

/** How a plain text shows that an element of XHTML ends (HISD 1155). Others end within the line. */
const endings: ReadonlyMap<string, string> = new Map([
  ...['br', 'tr', 'dt'].map((name) => [name, '\n'] as const),
  ...['td', 'th'].map((name) => [name, ' '] as const),
  ...['p', 'div', 'li', 'dd', 'pre', 'blockquote', 'table', 'caption', 'ul', 'ol', 'dl'].map(
    (name) => [name, '\n\n'] as const,
  ),
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, '\n\n'] as const),
]);

const leafText = (node: XmlNode): string =>
  !(node instanceof XmlElement) && isText(node) ? textOf(node.pointer) : '';

const textWithEndings = (element: XmlElement): string =>
  nodesIn(element)
    .map((node) =>
      node instanceof XmlElement ? textWithEndings(node) + (endings.get(node.name) ?? '') : leafText(node),
    )
    .join('');

/** Text of an element that may hold XHTML: what stands in different paragraphs, lines or cells does not run together. */
export const runningText = (element: XmlElement): string =>
  elements(element).length === 0 ? text(element) : textWithEndings(element).trim();
