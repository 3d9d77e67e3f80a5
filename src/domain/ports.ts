import type { OrganisationSettings } from './directory.ts';
import type { HerId, MessageId, Pseudonym } from './ids.ts';
import type { Ident } from './message.ts';

/** The only source of time. */
export interface Clock {
  now(): Date;
}

/** Tells how long things take; not what time it is. */
export interface Stopwatch {
  /** Milliseconds, with their fractions, since some moment that stays the same. Never goes back. */
  elapsed(): number;
}

/** The only source of randomness that ends up in stored values. */
export interface Ids {
  /** UUIDv7 of the clock's time: ids sort by time, and the store's partitions follow them. */
  messageId(): MessageId;
  /** A random UUID, for AppRec ids and requests. */
  uuid(): string;
  /** Uniform in [0, 1), for jitter. */
  random(): number;
}

/** A sealed payload: AES-256-GCM under the key named. */
export interface Sealed {
  readonly keyId: string;
  readonly nonce: Uint8Array;
  /** Ciphertext with the 16-byte tag at its end. */
  readonly data: Uint8Array;
}

/** Encrypts payloads at rest. `context` (the owner's id) is authenticated too, so that rows cannot be swapped. */
export interface PayloadCipher {
  seal(plain: Uint8Array, context: string): Sealed;
  /** Throws KeyMissingError when the key is not on the ring, TamperedError when the data does not verify. */
  open(sealed: Sealed, context: string): Uint8Array;
  /** Key that new payloads are sealed with. */
  readonly currentKeyId: string;
}

/** Turns what may tell who a patient is into what stands for it everywhere outside the payload. */
export interface Pseudonymiser {
  /** The pseudonym of a person's identifier. */
  patient(ident: Ident): Pseudonym;
  /** Keyed digest of an id of others' making, which may be anything: 64 hex digits. */
  outsideId(id: string): string;
}

/** Structured log. Fields are ids, codes and figures: no content, no names, no numbers of persons. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Counters and timings, by stable names; labels are few and bounded. */
export interface Metrics {
  count(name: CounterName, labels: Readonly<Record<string, string>>, by?: number): void;
  time(name: TimerName, labels: Readonly<Record<string, string>>, seconds: number): void;
}
export type CounterName =
  | 'overgang_messages_received_total'
  | 'overgang_messages_processed_total'
  | 'overgang_receipts_total'
  | 'overgang_deliveries_total'
  | 'overgang_jobs_total'
  | 'overgang_findings_total';
export type TimerName =
  | 'overgang_accept_seconds'
  | 'overgang_process_seconds'
  | 'overgang_deliver_seconds'
  | 'overgang_end_to_end_seconds';

/** Pushes one message to a receiver that does not fetch by itself. */
export interface Transport {
  /** Sends the original bytes unchanged; `idempotencyKey` is the same at every attempt of one delivery. */
  push(request: PushRequest): Promise<PushOutcome>;
}

export interface PushRequest {
  readonly url: string;
  /** Shared secret of the endpoint (Standard Webhooks: base64 after `whsec_`). */
  readonly secret: string;
  readonly idempotencyKey: string;
  readonly contentType: 'application/xml' | 'application/json';
  readonly body: Uint8Array;
  /** Facts of the envelope for headers: ids only. */
  readonly headers: Readonly<Record<string, string>>;
}

export type PushOutcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'failed'; readonly status?: number; readonly retryAfterSeconds?: number };

/** Sends e-mail that no patient is named in. */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
}

export interface Mail {
  /** The same at every attempt; receivers know a repetition by it. */
  readonly id: string;
  readonly to: readonly string[];
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** When it was written. */
  readonly at: Date;
}

/** `refused`: the receiver's server will never take it. */
export type MailOutcome = { readonly kind: 'delivered' | 'refused' | 'failed' };

/** Where a receiver wants its messages. */
export type Endpoint =
  | { readonly channel: 'inbox' }
  | { readonly channel: 'webhook'; readonly url: string; readonly secretRef: string };

/** Finds the secret an endpoint refers to; secrets never stand in seeds or the database in the clear. */
export interface Secrets {
  find(ref: string): string | undefined;
}

/** A HER-id with its holder's place in the directory. */
export interface AddressBook {
  find(herId: HerId): AddressEntry | undefined;
}

export interface AddressEntry {
  readonly level: 'enterprise' | 'party';
  readonly enterprise: HerId;
  readonly enterpriseName: string;
  readonly name: string;
  readonly endpoint: Endpoint;
  /** Who gives the positive AppRec. */
  readonly receipting: 'receiver' | 'gateway';
  /** What its enterprise has chosen. */
  readonly settings: OrganisationSettings;
}
