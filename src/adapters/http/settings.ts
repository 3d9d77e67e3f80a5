import { join } from 'node:path';

/** What an operator may set of the HTTP side; sizes in bytes, times in milliseconds. */
export interface HttpSettings {
  /** Address that clients use, without a path of ours; without it, what a request's own headers say. */
  readonly publicBaseUrl?: string | undefined;
  /** Callers say themselves who they are, and may choose (AUTH_MODE=none). */
  readonly sandbox: boolean;
  /** Names in the error model of `/Messages`: as in the specification, or as one known client reads them. */
  readonly errorKeys: 'camel' | 'pascal';
  /** One proxy in front of us, whose X-Forwarded headers are believed. */
  readonly trustProxy: boolean;
  /** Lets `/metrics` be read from other machines, as a bearer token. */
  readonly metricsToken?: string | undefined;
  readonly maxXmlBytes: number;
  /** A document of `maxXmlBytes` as base64, with room for what stands around it. */
  readonly maxJsonBytes: number;
  /** Bodies and documents held by all requests together; one alone is always let through. */
  readonly maxBytesInFlight: number;
  /** A whole request, from its first byte to its answer. */
  readonly requestTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** Longer than the 60 s after which common load balancers let go. */
  readonly keepAliveMs: number;
  readonly maxHeaderBytes: number;
  readonly maxConnections: number;
  /** How long `stop` waits for requests under way. */
  readonly stopMs: number;
  /** The built web app; there need not be one. */
  readonly webFolder: string;
}

export const defaultHttpSettings: HttpSettings = {
  sandbox: false,
  errorKeys: 'camel',
  trustProxy: false,
  maxXmlBytes: 35 * 1024 * 1024,
  maxJsonBytes: 50 * 1024 * 1024,
  maxBytesInFlight: 64 * 1024 * 1024,
  requestTimeoutMs: 120_000,
  headersTimeoutMs: 15_000,
  keepAliveMs: 65_000,
  maxHeaderBytes: 32 * 1024,
  maxConnections: 1_000,
  stopMs: 20_000,
  // Where `npm run build` puts it.
  webFolder: join(import.meta.dirname, '..', '..', '..', 'dist', 'web'),
};
