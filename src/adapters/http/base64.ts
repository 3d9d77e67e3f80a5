/**
 * Bytes of padded standard base64 (RFC 4648 §4), strictly: undefined for any other character and for a length
 * that does not fit. Node's decoder skips what it cannot read, and then there are too few bytes.
 */
export const decodeBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : undefined;
};
