import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/adapters/log.ts';
import {
  type EmailOptions,
  type OpenMailer,
  openEmail,
} from '../../../src/adapters/transports/email/email.ts';
import {
  readMailFrom,
  readSmtpUrl,
  type SmtpServer,
} from '../../../src/adapters/transports/email/settings.ts';
import { openMailServer, type TestMailServer } from '../../helpers/mail-server.ts';

const mail = {
  id: '0198c0de-0000-4000-8000-000000000001',
  to: ['vakt@molde.example.no', 'melding@molde.example.no'],
  language: 'nn',
  subject: 'Hastar: varsel – æøå',
  text: 'Éin ting er forseinka.\n',
  html: '<p>Éin ting er forseinka.</p>',
  at: new Date('2026-11-20T18:00:00Z'),
};
const from = { name: 'Overgang', address: 'overgang@example.no' };

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const listen = async (options: Parameters<typeof openMailServer>[0] = {}): Promise<TestMailServer> => {
  const server = await openMailServer(options);
  closing.push(() => server.close());
  return server;
};

const open = (server: SmtpServer, rest: Partial<EmailOptions> = {}) => {
  const logged: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => logged.push(line) } });
  const mailer: OpenMailer = openEmail({ server, from, ...rest }, log);
  closing.push(() => mailer.close());
  return { mailer, logged };
};

const plain = (port: number): SmtpServer => ({ host: '127.0.0.1', port, tls: 'none' });

describe('mail', () => {
  it('comes to all addresses as it was written, under an id that is the same at every attempt', async () => {
    const server = await listen();
    const { mailer } = open(plain(server.port));
    expect(await mailer.send(mail)).toEqual({ kind: 'delivered' });
    expect(await mailer.send(mail)).toEqual({ kind: 'delivered' });
    const [first, second] = server.mails;
    expect(first).toMatchObject({ from: from.address, to: mail.to });
    for (const line of [
      'From: Overgang <overgang@example.no>',
      'Message-ID: <0198c0de-0000-4000-8000-000000000001@example.no>',
      'Auto-Submitted: auto-generated',
      'Content-Language: nn',
      'Date: Fri, 20 Nov 2026 18:00:00 +0000',
      'Éin ting er forseinka.',
      '<p>Éin ting er forseinka.</p>',
    ]) {
      expect(first?.source).toContain(line);
      expect(second?.source).toContain(line);
    }
  });

  it('that the server will never take is refused; what may pass, and what the operator can mend, has failed', async () => {
    const server = await listen();
    const { mailer, logged } = open(plain(server.port));
    const table = [
      ['receiver', 550, 'refused'],
      ['receiver', 450, 'failed'],
      ['mail', 554, 'refused'],
      ['mail', 451, 'failed'],
    ] as const;
    for (const [where, status, kind] of table) {
      server.refuse(where, status);
      expect(await mailer.send(mail), `${where} ${status}`).toEqual({ kind });
    }
    server.refuse(undefined);
    expect(await mailer.send(mail)).toEqual({ kind: 'delivered' });
    expect(server.mails).toHaveLength(1);
    expect(logged.join('')).not.toMatch(/molde|forseinka|Hastar/);
    expect(logged.join('')).toContain('550');
  });

  it('fails where no server answers, or one says nothing in time', async () => {
    const silent: Server = createServer((socket: Socket) => socket.on('error', () => undefined));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    closing.push(() => {
      silent.close();
    });
    const { mailer } = open(plain(port), { timeoutMs: 300 });
    expect(await mailer.send(mail)).toEqual({ kind: 'failed' });
    silent.close();
    const gone = open(plain(port), { timeoutMs: 300 });
    expect(await gone.mailer.send(mail)).toEqual({ kind: 'failed' });
  });

  it('is never said in the clear where TLS is demanded, nor to a server that nobody vouches for', async () => {
    const without = await listen();
    expect(await open({ ...plain(without.port), tls: 'starttls' }).mailer.send(mail)).toEqual({
      kind: 'failed',
    });
    const unknown = await listen({ disabledCommands: [] });
    expect(await open({ ...plain(unknown.port), tls: 'starttls' }).mailer.send(mail)).toEqual({
      kind: 'failed',
    });
    const implicit = await listen({ secure: true });
    expect(await open({ ...plain(implicit.port), tls: 'implicit' }).mailer.send(mail)).toEqual({
      kind: 'failed',
    });
    expect([...without.mails, ...unknown.mails, ...implicit.mails]).toEqual([]);
  });

  it('is sent as the user of the address', async () => {
    const users: string[] = [];
    const server = await listen({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username = '', password = '' }, _session, callback) => {
        users.push(`${username} ${password}`);
        callback(null, { user: username });
      },
    });
    const url = readSmtpUrl(`smtp://overgang%40x:p%25d@127.0.0.1:${server.port}`);
    if (!url.ok) throw new Error(url.fault);
    expect(await open(url.value).mailer.send(mail)).toEqual({ kind: 'delivered' });
    expect(users).toEqual(['overgang@x p%d']);
  });
});

describe('SMTP_URL', () => {
  it.each([
    ['smtps://smtp.example.no', { host: 'smtp.example.no', port: 465, tls: 'implicit' }],
    ['smtp://smtp.example.no', { host: 'smtp.example.no', port: 587, tls: 'starttls' }],
    ['smtp://10.0.0.1:25', { host: '10.0.0.1', port: 25, tls: 'starttls' }],
    ['smtp://localhost:2525', { host: 'localhost', port: 2525, tls: 'none' }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, tls: 'none' }],
  ])('%s is read', (text, server) => {
    expect(readSmtpUrl(text)).toEqual({ ok: true, value: server });
  });

  it.each([
    'smtp.example.no',
    'https://smtp.example.no',
    'smtp://user@smtp.example.no',
    'smtp://a:%zz@smtp.example.no',
    'smtps://smtp.example.no/?ignoreTLS=true',
  ])('%s is refused, and its value is not repeated', (text) => {
    const read = readSmtpUrl(text);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.fault).not.toContain('example');
  });
});

describe('MAIL_FROM', () => {
  it.each([
    ['overgang@example.no', { name: 'Overgang', address: 'overgang@example.no' }],
    ['Varsel Møre <varsel@hmr.example.no>', { name: 'Varsel Møre', address: 'varsel@hmr.example.no' }],
  ])('%s is read', (text, address) => {
    expect(readMailFrom(text)).toEqual({ ok: true, value: address });
  });

  it.each(['overgang', 'a@b', 'a@b.no\r\nBcc: c@d.no', 'A <a@b.no> <c@d.no>', ''])(
    '%j is refused',
    (text) => {
      expect(readMailFrom(text).ok).toBe(false);
    },
  );
});
