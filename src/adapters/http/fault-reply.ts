import type { Response } from 'express';
import { outcomeRow } from '../../domain/outcome.ts';
import { render, type Wording } from '../../domain/texts.ts';
import { type Context, contextOf } from './context.ts';
import type { HttpDeps } from './deps.ts';
import { ediErrorCodes } from './edi-error-codes.ts';
import type { RequestFault } from './request-fault.ts';

const laterSeconds = 5;

/** The EDI 2.0 error model: `{error, errorCode, validationErrors?, stackTrace, requestId}`. */
const ediBody = (
  { settings }: HttpDeps,
  context: Context,
  { code, problems }: RequestFault,
  { title, mend }: Wording,
): object => {
  const body = {
    error: `${title} ${mend}`,
    errorCode: ediErrorCodes[code],
    ...(problems !== undefined && {
      validationErrors: problems.map(({ where, expected }) => `${where}: ${expected}`),
    }),
    stackTrace: null,
    requestId: context.requestId,
  };
  if (settings.errorKeys === 'camel') return body;
  const pascal = Object.entries(body).map(([key, value]) => [
    key.charAt(0).toUpperCase() + key.slice(1),
    value,
  ]);
  return Object.fromEntries(pascal);
};

/** Problem details (RFC 9457) with our stable code. */
const problemBody = (
  context: Context,
  { code, problems }: RequestFault,
  { title, mend }: Wording,
): object => ({
  type: `urn:overgang:outcome:${code}`,
  title,
  status: outcomeRow(code).http,
  detail: mend,
  code,
  requestId: context.requestId,
  ...(problems !== undefined && { errors: problems }),
});

/** What a client that was not let in must bring (RFC 9449 §7.1). */
const challenge = (reason: unknown): string => {
  const kind = String(reason).split('-')[0];
  const error =
    kind === 'proof' ? 'error="invalid_dpop_proof", ' : kind === 'token' ? 'error="invalid_token", ' : '';
  return `DPoP ${error}algs="RS256 PS256 ES256"`;
};

/** Ends a request with a fault, in the error model of its part of the site and the caller's language. */
export const sendFault = (http: HttpDeps, res: Response, fault: RequestFault): void => {
  const context = contextOf(res);
  context.outcome = fault.code;
  if (res.headersSent) {
    // Half an answer must not look like a whole one.
    res.destroy();
    return;
  }
  const row = outcomeRow(fault.code);
  const wording = render(http.texts, context.language, fault.code, fault.params);
  res.status(row.http);
  res.setHeader('Overgang-Outcome', fault.code);
  res.setHeader('Content-Language', context.language);
  res.vary('Accept-Language');
  if (row.http === 401) res.setHeader('WWW-Authenticate', challenge(fault.params?.reason));
  if (row.retry === 'later' && row.http !== 500) {
    res.setHeader('Retry-After', String(fault.params?.seconds ?? laterSeconds));
  }
  if (fault.code === 'method-not-allowed') res.setHeader('Allow', String(fault.params?.expected ?? ''));
  if (context.errors === 'edi') res.json(ediBody(http, context, fault, wording));
  else res.type('application/problem+json').send(JSON.stringify(problemBody(context, fault, wording)));
};
