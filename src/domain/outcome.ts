import type { AppRecErrorCode } from './app-rec-codes.ts';

/**
 * The outcome catalogue: every expected fault that a user, a partner or an operator can meet, once.
 * A code is stable: it may be retired, never reused. Its wording lives in seeds/texts, per language.
 */

/** What the caller can do: never try the same again, try again later, or (in a worker) wait for a given time. */
type RetryClass = 'never' | 'later';

interface OutcomeRow {
  /** HTTP status when the fault ends a request. */
  readonly http: number;
  readonly retry: RetryClass;
  /** 8221 code when the fault ends up in an AppRec. */
  readonly appRec?: AppRecErrorCode;
  /** Names of the values its text may show; values are numbers, codes, names of the standard, never content. */
  readonly params?: readonly string[];
}

const input = (params: readonly string[] = [], http = 400): OutcomeRow => ({ http, retry: 'never', params });
const rejected = (appRec: AppRecErrorCode, params: readonly string[] = []): OutcomeRow => ({
  http: 400,
  retry: 'never',
  appRec,
  params,
});

export const outcomes = {
  // The request itself
  'json-invalid': input(),
  'body-missing': input(),
  'body-too-large': input(['limit'], 413),
  'content-type-unsupported': input(['expected'], 415),
  'content-encoding-unsupported': input([], 415),
  'request-invalid': input(['where', 'expected']),
  'document-encoding-unsupported': input(['expected']),
  'base64-invalid': input(),
  'api-version-unsupported': input(['expected']),
  'not-found': input([], 404),
  'method-not-allowed': input(['expected'], 405),
  'message-not-found': input([], 404),
  'not-authenticated': input(['reason'], 401),
  'her-id-not-authorised': input(['herId'], 403),
  'role-not-allowed': input(['role', 'expected'], 403),
  'draft-invalid': input(['where', 'expected']),
  'handover-not-found': input([], 404),
  'act-not-yours': input(['kind'], 403),
  'act-id-conflict': input([], 409),
  'acts-too-many': input(['limit'], 409),
  'alert-not-found': input([], 404),
  'alert-closed': input([], 409),
  'too-many-requests': { http: 429, retry: 'later', params: ['seconds'] },

  // Reading the document
  'xml-empty': rejected('T01'),
  'xml-too-large': { ...rejected('T01', ['limit']), http: 413 },
  'xml-encoding': rejected('T01', ['line']),
  'xml-dtd': rejected('T01', ['line']),
  'xml-entity': rejected('T01', ['line']),
  'xml-too-deep': rejected('T01', ['limit', 'line']),
  'xml-too-many-elements': rejected('T01', ['limit']),
  'xml-too-many-attributes': rejected('T01', ['limit', 'line']),
  'xml-name-too-long': rejected('T01', ['limit', 'line']),
  'xml-not-well-formed': rejected('T01', ['line', 'reason']),
  'root-unknown': rejected('T10'),
  'envelope-version-unknown': rejected('T10', ['expected']),
  'envelope-incomplete': rejected('T02', ['where']),
  'envelope-date-invalid': rejected('T02', ['where']),
  'type-unsupported': rejected('T10'),
  'payload-missing': rejected('T02'),
  'payload-mismatch': rejected('T10', ['type', 'expected']),
  'schema-invalid': rejected('T02', ['line', 'reason']),
  'msgid-not-uuid': rejected('E10'),
  'attachment-type-refused': rejected('T99', ['expected']),
  'attachment-unreadable': rejected('T99'),

  // Who it is from, to and about
  'sender-unknown': input(['herId'], 403),
  'sender-not-level-2': input([], 403),
  'receiver-unknown': input(['herId']),
  'receiver-not-ours': input(['herId']),
  'receivers-too-many': input(['limit']),
  'receiver-subset-empty': input(['herId']),
  'party-unknown': rejected('E21', ['herId']),
  'party-not-level-2': rejected('E21'),
  'patient-insufficient': rejected('E36'),
  'patient-not-in-system': rejected('E35'),
  'signature-invalid': rejected('S01'),
  'certificate-invalid': rejected('S02'),
  'certificate-revoked': rejected('S03'),
  'msgid-conflict': input([], 409),

  // Receipts
  'apprec-original-unknown': input([], 404),
  'apprec-not-receiver': input(['herId'], 403),
  'apprec-on-apprec': input(),
  'apprec-already-given': input([], 409),
  'apprec-errors-required': input(),
  'apprec-errors-not-allowed': input(),
  'apprec-status-unsupported': input(['expected']),
  'apprec-original-not-delivered': input([], 409),
  'apprec-code-unusable': input(['number', 'version', 'expected']),
  'apprec-details-required': input(['number']),

  // Delivery
  'delivery-refused-by-endpoint': { http: 502, retry: 'never', params: ['status'] },
  'delivery-endpoint-failed': { http: 502, retry: 'later', params: ['status'] },
  'delivery-endpoint-unreachable': { http: 502, retry: 'later' },
  'delivery-abandoned': { http: 504, retry: 'never', params: ['hours'] },
  'apprec-timed-out': { http: 504, retry: 'never', params: ['hours'] },

  'resend-not-possible': input([], 409),

  // The gateway itself
  'identity-provider-unavailable': { http: 503, retry: 'later' },
  'storage-unavailable': { http: 503, retry: 'later' },
  'internal-error': { http: 500, retry: 'later' },
} as const satisfies Record<string, OutcomeRow>;

export type OutcomeCode = keyof typeof outcomes;

/** The catalogue's row of a code, with all optional fields visible. */
export const outcomeRow = (code: OutcomeCode): OutcomeRow => outcomes[code];

/** A fault as a value: what (code), where and with which safe figures. Never message content. */
export interface Fault {
  readonly code: OutcomeCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Makes a fault. */
export const fault = (code: OutcomeCode, params?: Readonly<Record<string, string | number>>): Fault =>
  params === undefined ? { code } : { code, params };
