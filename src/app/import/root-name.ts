/** Enough for a prolog; what has a longer one is parsed to be told. */
const looked = 2_048;
const prolog = /^\s*(?:<\?[^>]*\?>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:[\w.-]+:)?([\w.-]+)[\s/>]/;

/** What a file's first bytes tell of it. */
export type Kind = 'receipt' | 'document' | 'unsure' | 'no-xml';

/** Tells receipts from other documents without parsing them, or that only parsing can tell. */
export const kindOf = (bytes: Uint8Array): Kind => {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(looked, bytes.length));
  const [first = 0, second = 0, third = 0] = start;
  // UTF-16 in either order.
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'unsure';
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  const text = start.toString('latin1', hasMark ? 3 : 0);
  if (!text.trimStart().startsWith('<')) return 'no-xml';
  const root = prolog.exec(text)?.[1];
  if (root === undefined) return 'unsure';
  return root === 'AppRec' ? 'receipt' : 'document';
};
