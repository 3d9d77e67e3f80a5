/**
 * Builds XML from values: a tree of plain elements in, UTF-8 bytes out. What goes in is escaped, so that reading
 * the result gives the same values back; characters that XML 1.0 cannot hold are left out.
 */

/** An element to be written. `name` may have a prefix; its namespace is declared by an `xmlns` attribute. */
export interface XmlElementValue {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly XmlContent[];
}

/** What an element may hold: elements, text, or nothing (undefined is left out, so that optional parts read well). */
export type XmlContent = XmlElementValue | string | undefined;

/** Makes an element. Attributes that are undefined are left out. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly XmlContent[]
): XmlElementValue => ({ name, attributes, children });

/** Writes a document: XML declaration, UTF-8, no byte order mark. Throws on a name that is not an XML name. */
export function buildXml(root: XmlElementValue): Uint8Array {
  const parts: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  write(root, parts);
  return new TextEncoder().encode(parts.join(''));
}

function write(value: XmlElementValue, parts: string[]): void {
  checkName(value.name);
  parts.push('<', value.name);
  for (const [name, text] of Object.entries(value.attributes)) {
    if (text === undefined) continue;
    checkName(name);
    parts.push(' ', name, '="', escapeAttribute(text), '"');
  }
  const content = value.children.filter((child) => child !== undefined && child !== '');
  if (content.length === 0) {
    parts.push('/>');
    return;
  }
  parts.push('>');
  for (const child of content) {
    if (typeof child === 'string') parts.push(escapeText(child));
    else if (child !== undefined) write(child, parts);
  }
  parts.push('</', value.name, '>');
}

const nameStart = 'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF';
const namePart = `[${nameStart}][${nameStart}\\-.0-9\\u00B7]*`;
const qualifiedName = new RegExp(`^${namePart}(?::${namePart})?$`, 'u');

function checkName(name: string): void {
  if (!qualifiedName.test(name)) throw new Error('Not a name that XML can have');
}

// Everything outside the Char production of XML 1.0, lone surrogates among it.
const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text without the characters that XML 1.0 cannot hold, escaped or not: controls, lone surrogates, U+FFFE, U+FFFF. */
const withoutIllegalCharacters = (text: string): string => text.replace(illegal, '');

// A carriage return, and white space in attributes, would be normalised away on reading unless written as references.
const textEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
};
const attributeEscapes: Readonly<Record<string, string>> = {
  ...textEscapes,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

const escapeText = (text: string): string =>
  withoutIllegalCharacters(text).replace(/[&<>\r]/g, (character) => textEscapes[character] ?? character);
const escapeAttribute = (text: string): string =>
  withoutIllegalCharacters(text).replace(
    /[&<>"\r\t\n]/g,
    (character) => attributeEscapes[character] ?? character,
  );
