import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from '../domain/result.ts';
import { positionAt, type XmlFault } from './fault.ts';

/** What we read; receivers must take both, senders shall use UTF-8 (HIS 1037:2011). */
export type XmlEncoding = 'UTF-8' | 'ISO-8859-1';

const known: ReadonlyMap<string, XmlEncoding> = new Map([
  ['utf-8', 'UTF-8'],
  ['utf8', 'UTF-8'],
  ['iso-8859-1', 'ISO-8859-1'],
  ['iso_8859-1', 'ISO-8859-1'],
  ['iso8859-1', 'ISO-8859-1'],
  ['latin1', 'ISO-8859-1'],
]);

const maxDeclaration = 512;
const declaredEncoding = /^<\?xml\s[^>]*?\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/**
 * Finds the encoding that a document declares (none: UTF-8) and checks that its bytes can be that.
 * Other encodings, UTF-16 and bytes that contradict the declaration are `xml-encoding`.
 */
export function readEncoding(bytes: Uint8Array): Result<XmlEncoding, XmlFault> {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  const wide = first === 0 || second === 0 || third === 0 || fourth === 0;
  const wideMark = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
  if (bytes.length >= 4 && (wide || wideMark)) return fail({ code: 'xml-encoding', line: 1 });

  const marked = hasByteOrderMark(bytes);
  const start = marked ? 3 : 0;
  const head = Buffer.from(
    bytes.buffer,
    bytes.byteOffset + start,
    Math.min(maxDeclaration, bytes.length - start),
  );
  const match = declaredEncoding.exec(head.toString('latin1'));
  const encoding = match === null ? 'UTF-8' : known.get((match[1] ?? match[2] ?? '').toLowerCase());
  if (encoding === undefined || (marked && encoding !== 'UTF-8'))
    return fail({ code: 'xml-encoding', line: 1 });
  if (encoding === 'UTF-8' && !isUtf8(bytes)) return fail(invalidUtf8(bytes));
  return ok(encoding);
}

/** Whether the bytes open with the UTF-8 byte order mark, which we accept and never write. */
export const hasByteOrderMark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function invalidUtf8(bytes: Uint8Array): XmlFault {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return { code: 'xml-encoding', line: positionAt(bytes, start).line };
}
