import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server took it. */
interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Head and body, with soft line breaks and quoted-printable undone. */
  readonly source: string;
  readonly secure: boolean;
}

/** A mail server on this machine. */
export interface TestMailServer {
  readonly port: number;
  readonly mails: readonly TakenMail[];
  /** What it answers receivers or mails with from now on; takes them when undefined. */
  refuse(where: 'receiver' | 'mail' | undefined, status?: number): void;
  close(): Promise<void>;
}

const readable = (source: string): string => {
  const bytes = source
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

/** The subject, its encoded words read (RFC 2047, Q). */
const subjectOf = (source: string): string => {
  const folded = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(source)?.[1] ?? '';
  return folded
    .replaceAll(/\?=\s+=\?UTF-8\?Q\?/g, '')
    .replaceAll(/=\?UTF-8\?Q\?(.*?)\?=/g, (_whole, words: string) => readable(words.replaceAll('_', ' ')));
};

class Refusal extends Error {
  readonly responseCode: number;
  constructor(status: number) {
    super('refused');
    this.responseCode = status;
  }
}

/** Opens a mail server that keeps what it takes. It asks nobody who they are. */
export const openMailServer = async (options: SMTPServerOptions = {}): Promise<TestMailServer> => {
  const mails: TakenMail[] = [];
  let refused: { readonly where: 'receiver' | 'mail'; readonly status: number } | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      callback(refused?.where === 'receiver' ? new Refusal(refused.status) : null),
    onData: (stream, session, callback) => {
      void buffer(stream).then((data) => {
        if (refused?.where === 'mail') return callback(new Refusal(refused.status));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          subject: subjectOf(data.toString('latin1')),
          source: readable(data.toString('latin1')),
          secure: session.secure,
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    port,
    mails,
    refuse(where, status = 550) {
      refused = where && { where, status };
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
