const unpadded = (text: string): string => text.replace(/={1,2}$/, '');

/** Bytes of standard base64, padded or not; undefined for anything else, where Node would skip what it cannot read. */
export const bytesOfBase64 = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return unpadded(bytes.toString('base64')) === unpadded(text) ? bytes : undefined;
};
