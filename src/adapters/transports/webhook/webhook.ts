import { Agent, request } from 'undici';
import type { Clock, Log, PushOutcome, PushRequest, Transport } from '../../../domain/ports.ts';
import { signingKeys } from '../signing-keys.ts';
import { guardedLookup, readEndpoint } from './egress.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { signature } from './sign.ts';

export interface WebhookOptions {
  /** Allows endpoints on this host, with http too: for the sandbox and for tests. */
  readonly allowLoopback: boolean;
  /** Time for the connection to stand. */
  readonly connectTimeoutMs?: number;
  /** Time for the whole push, waiting for a free connection and reading the answer included. */
  readonly totalTimeoutMs?: number;
  /** Connections to one origin. */
  readonly connections?: number;
}

export interface WebhookPorts {
  readonly clock: Clock;
  readonly log: Log;
}

/** A transport whose connections are to be closed at shutdown. */
export interface OpenTransport extends Transport {
  close(): Promise<void>;
}

/** Bytes of an answer that are read before the connection is dropped; nothing in them is used. */
const answerLimit = 64 * 1024;

/** The endpoint has read the message and will never have it. Others may pass: a wrong secret, a redeployment, an address set right. */
const final = new Set([400, 410, 413, 415, 422]);

/**
 * What a status means. Redirects are not followed: a signed message must not be led elsewhere, and the
 * operator has time to correct the address while it is tried again.
 */
const outcomeOf = (status: number, retryAfter: number | undefined): PushOutcome => {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (final.has(status)) return { kind: 'refused', status };
  return retryAfter === undefined
    ? { kind: 'failed', status }
    : { kind: 'failed', status, retryAfterSeconds: retryAfter };
};

/** An error's code alone: its text may hold the address. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return /^\w{1,60}$/.test(code) ? code : 'unknown';
};

const headersOf = (push: PushRequest, keys: readonly Uint8Array[], now: Date): Record<string, string> => {
  const timestamp = Math.floor(now.getTime() / 1000);
  const facts = Object.entries(push.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    'user-agent': 'Overgang',
    ...Object.fromEntries(facts),
    'content-type': push.contentType,
    'webhook-id': push.idempotencyKey,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature(keys, push.idempotencyKey, timestamp, push.body),
  };
};

/**
 * Pushes messages as signed webhooks (Standard Webhooks 1.0): the original bytes are the body. Whatever goes
 * wrong is an outcome; why is logged with the host's name, without path, query, header or content.
 */
export const openWebhook = (options: WebhookOptions, { clock, log }: WebhookPorts): OpenTransport => {
  const { allowLoopback, connectTimeoutMs = 5_000, totalTimeoutMs = 30_000, connections = 4 } = options;
  const agent = new Agent({
    connections,
    connect: { timeout: connectTimeoutMs, lookup: guardedLookup(allowLoopback) },
    headersTimeout: totalTimeoutMs,
    bodyTimeout: totalTimeoutMs,
  });

  const failed = (host: string, code: string): PushOutcome => {
    log.warn({ channel: 'webhook', host, code }, 'webhook push failed');
    return { kind: 'failed' };
  };

  return {
    async push(push) {
      const endpoint = readEndpoint(push.url, allowLoopback);
      if (!endpoint.ok) return failed(URL.parse(push.url)?.hostname ?? 'unknown', endpoint.fault);
      const url = endpoint.value;
      const keys = signingKeys(push.secret);
      if (keys === undefined) return failed(url.hostname, 'secret-invalid');

      const signal = AbortSignal.timeout(totalTimeoutMs);
      const now = clock.now();
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method: 'POST',
          headers: headersOf(push, keys, now),
          body: push.body,
          signal,
        });
        // The status is the answer: a body that breaks off changes nothing.
        await answer.body.dump({ limit: answerLimit, signal }).catch(() => undefined);
        return outcomeOf(answer.statusCode, retryAfterSeconds(answer.headers['retry-after'], now));
      } catch (error) {
        return failed(url.hostname, codeOf(error));
      }
    },

    close: () => agent.close(),
  };
};
