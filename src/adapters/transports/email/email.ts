import { createTransport } from 'nodemailer';
import type { Log, Mailer, MailOutcome } from '../../../domain/ports.ts';
import { domainOf, type MailFrom, type SmtpServer } from './settings.ts';

export interface EmailOptions {
  readonly server: SmtpServer;
  readonly from: MailFrom;
  /** Time for the connection to stand, and for each of the server's answers. */
  readonly timeoutMs?: number;
}

/** A mailer whose connections are to be closed at shutdown. */
export interface OpenMailer extends Mailer {
  close(): void;
}

const lastPermanent = 600;
const firstPermanent = 500;
/** Commands whose refusal speaks of this mail or its receivers; others speak of us, which an operator can mend. */
const ofThisMail = new Set(['RCPT TO', 'DATA']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** An error's code and what the server answered, as a number: its text may hold addresses. */
const factsOf = (
  error: unknown,
): { readonly code: string; readonly status: number; readonly command: string } => {
  const facts = isObject(error) ? error : {};
  const code = typeof facts.code === 'string' && /^\w{1,60}$/.test(facts.code) ? facts.code : 'unknown';
  const status = typeof facts.responseCode === 'number' ? facts.responseCode : 0;
  return { code, status, command: typeof facts.command === 'string' ? facts.command : '' };
};

/**
 * Sends mail over SMTP, with TLS unless the server is on this machine. Whatever goes wrong is an outcome; why is logged
 * with the server's name and its answer's number, without addresses or content.
 */
export const openEmail = ({ server, from, timeoutMs = 10_000 }: EmailOptions, log: Log): OpenMailer => {
  const { host, port, tls, user, password } = server;
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, to, language, subject, text, html, at }): Promise<MailOutcome> {
      try {
        const sent = await transport.sendMail({
          from,
          to: [...to],
          subject,
          text,
          html,
          date: at,
          messageId: `<${id}@${domainOf(from)}>`,
          // Nobody's absence is to be answered to (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        });
        if (sent.rejected.length > 0) {
          log.warn({ channel: 'email', host, rejected: sent.rejected.length }, 'some addresses took no mail');
        }
        return { kind: 'delivered' };
      } catch (error) {
        const { code, status, command } = factsOf(error);
        log.warn({ channel: 'email', host, code, status }, 'mail was not taken');
        const isFinal = status >= firstPermanent && status < lastPermanent && ofThisMail.has(command);
        return { kind: isFinal ? 'refused' : 'failed' };
      }
    },
    close: () => transport.close(),
  };
};
