/** No repetition to remember a way back through: one pass, however long the text. */
const foreign = /[^A-Za-z0-9+/=]/;

/**
 * Bytes of padded standard base64 (RFC 4648 §4), strictly: undefined for any other character and for a length
 * that does not fit. Node's decoder ends at the first padding, and then there are too few bytes.
 */
export const decodeBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || foreign.test(text)) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
};
