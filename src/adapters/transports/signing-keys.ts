const shortest = 24;
const longest = 64;

/** Node skips what is not base64, so the way back must give the same text. */
const isBase64Of = (text: string, bytes: Buffer): boolean =>
  bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');

/**
 * Keys of an endpoint's secret: base64 of 24 to 64 bytes, `whsec_` before it or not (Standard Webhooks).
 * While a secret is exchanged there are several with white space between, and each signs. Undefined when
 * one of them is not that.
 */
export const signingKeys = (secret: string): readonly Buffer[] | undefined => {
  const keys: Buffer[] = [];
  for (const part of secret.trim().split(/\s+/)) {
    const text = part.startsWith('whsec_') ? part.slice('whsec_'.length) : part;
    const key = Buffer.from(text, 'base64');
    if (!isBase64Of(text, key) || key.length < shortest || key.length > longest) return undefined;
    keys.push(key);
  }
  return keys;
};
