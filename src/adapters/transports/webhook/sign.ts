import { createHmac } from 'node:crypto';

/**
 * The `webhook-signature` header: for each key `v1,` and base64 of HMAC-SHA-256 over `id.timestamp.body`,
 * separated by spaces (Standard Webhooks). It covers the exact bytes: the library `standardwebhooks` turns
 * the body into text first, which ISO-8859-1 documents do not survive.
 */
export const signature = (
  keys: readonly Uint8Array[],
  id: string,
  timestampSeconds: number,
  body: Uint8Array,
): string =>
  keys
    .map((key) => {
      const mac = createHmac('sha256', key).update(`${id}.${timestampSeconds}.`, 'utf8').update(body);
      return `v1,${mac.digest('base64')}`;
    })
    .join(' ');
