import { fail, ok, type Result } from '../../../domain/result.ts';

/** A mail server to send through. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `implicit` from the first byte, `starttls` before anything is said; `none` on this machine alone. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user?: string;
  readonly password?: string;
}

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];
const implicitPort = 465;
const submissionPort = 587;

/** What an address says with per cent signs; undefined when they are wrong. */
const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** Reads SMTP_URL: `smtps:` or `smtp:` (with STARTTLS, but on this machine). The fault holds nothing of the value. */
export const readSmtpUrl = (text: string): Result<SmtpServer, string> => {
  const url = URL.parse(text);
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    return fail('must be an address that begins with smtps:// or smtp://');
  if (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname))
    return fail('must end with the port, if it has one');
  if ((url.username === '') !== (url.password === '')) return fail('has a user or a password, but not both');
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === undefined || password === undefined)
    return fail('has a user or password in which a % is not followed by two hex digits');
  const isImplicit = url.protocol === 'smtps:';
  const isLocal = loopbackHosts.includes(url.hostname.toLowerCase());
  return ok({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isImplicit ? implicitPort : submissionPort) : Number(url.port),
    tls: isImplicit ? 'implicit' : isLocal ? 'none' : 'starttls',
    ...(user !== '' && { user, password }),
  });
};

/** Whom mail comes from. */
export interface MailFrom {
  readonly name: string;
  readonly address: string;
}

const named = /^(?<name>[^<>"\r\n]{1,100}?)\s*<(?<address>[^<>]+)>$/;
const bare = /^[^\s@<>",;:]+@(?<domain>[a-z\d-]+(\.[a-z\d-]+)+)$/i;

/** Reads MAIL_FROM: an address, or a name with the address in angle brackets. */
export const readMailFrom = (text: string): Result<MailFrom, string> => {
  const parts = named.exec(text.trim())?.groups;
  const address = (parts?.address ?? text).trim();
  if (!bare.test(address))
    return fail('must be an e-mail address, or a name and then the address in < and >');
  return ok({ name: parts?.name?.trim() ?? 'Overgang', address });
};

/** Domain of an address, for the ids of its mail. */
export const domainOf = ({ address }: MailFrom): string => bare.exec(address)?.groups?.domain ?? 'localhost';
