import { ParseOption } from 'libxml2-wasm';
import { fail, ok, type Result } from '../domain/result.ts';
import { XmlDocument } from './dom.ts';
import { hasByteOrderMark, readEncoding } from './encoding.ts';
import { reasonOf, type XmlFault } from './fault.ts';
import {
  listenToParser,
  withErrors,
  xmlFreeDoc,
  xmlFreeParserCtxt,
  xmlNewParserCtxt,
  xmlReadMemory,
} from './libxml2.ts';
import { defaultXmlLimits, type XmlLimits } from './limits.ts';
import { scanXml } from './scan.ts';

/**
 * HUGE lifts libxml2's 10 MB limit on a text node (attachments); the scan has set stricter limits before it. Entities
 * are not substituted, nothing external is loaded, and no input provider is registered that could.
 */
const options: number =
  ParseOption.XML_PARSE_HUGE |
  ParseOption.XML_PARSE_BIG_LINES |
  ParseOption.XML_PARSE_COMPACT |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG;

const errorLevel = 2;
const noMemory = 2;
/** XML_WAR_NS_URI: a namespace name that is no URI. Nothing depends on its form, and no schema will know it. */
const namespaceNotUri = 99;

/**
 * Parses one document as received: UTF-8 or ISO-8859-1 by declaration, with or without a byte order mark.
 * DTDs, entities and whatever passes a limit are refused before libxml2 sees the bytes, so that its work is linear
 * in them. The value must be disposed (`using`). Faults hold no content.
 */
export function parseXml(
  bytes: Uint8Array,
  limits: XmlLimits = defaultXmlLimits,
): Result<XmlDocument, XmlFault> {
  if (bytes.length > limits.maxBytes) return fail({ code: 'xml-too-large', limit: limits.maxBytes });
  if (isBlank(bytes)) return fail({ code: 'xml-empty' });
  const encoding = readEncoding(bytes);
  if (!encoding.ok) return encoding;
  const refused = scanXml(bytes, limits);
  if (refused !== undefined) return fail(refused);

  let fault: XmlFault | undefined;
  const context = xmlNewParserCtxt();
  let pointer = 0;
  try {
    pointer = withErrors(
      (error) => {
        if (error.level < errorLevel || error.code === namespaceNotUri || fault !== undefined) return;
        if (error.code === noMemory) throw new Error('libxml2 ran out of memory');
        const { line, column } = error;
        fault = { code: 'xml-not-well-formed', line, column, reason: reasonOf(error.code) };
      },
      () => {
        listenToParser(context);
        return xmlReadMemory(context, bytes, null, encoding.value, options);
      },
    );
  } finally {
    xmlFreeParserCtxt(context);
  }
  // An undeclared prefix is an error that libxml2 survives; we do not.
  if (fault !== undefined || pointer === 0) {
    if (pointer !== 0) xmlFreeDoc(pointer);
    return fail(fault ?? { code: 'xml-not-well-formed', reason: 'other' });
  }
  return ok(new XmlDocument(pointer, encoding.value));
}

function isBlank(bytes: Uint8Array): boolean {
  for (let at = hasByteOrderMark(bytes) ? 3 : 0; at < bytes.length; at += 1) {
    const value = bytes[at];
    if (value !== 0x20 && value !== 0x09 && value !== 0x0a && value !== 0x0d) return false;
  }
  return true;
}
