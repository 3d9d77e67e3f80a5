import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Transport } from '../../../src/domain/ports.ts';
import { alertRound, withAlerts } from '../../helpers/alerts.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import { admit, molde, pass, send, trust } from '../../helpers/handovers.ts';
import { openMailServer, type TestMailServer } from '../../helpers/mail-server.ts';
import { endpointSecret, openEndpoint, type TestEndpoint } from '../../helpers/webhook.ts';

const longest = 60_000;
const minuteMs = 60_000;

interface Body {
  readonly type: string;
  readonly data: {
    readonly enterpriseHerId: number;
    readonly counts: readonly {
      readonly expectation?: string;
      readonly level: number;
      readonly count: number;
    }[];
    readonly alerts: readonly {
      readonly id: string;
      readonly expectation: string | null;
      readonly severity: string;
      readonly level: number;
      readonly part: string;
      readonly handoverId: string | null;
      readonly link: string;
    }[];
  };
}

describeBackends('Alerts', (open) => {
  let endpoint: TestEndpoint;
  let mails: TestMailServer;
  let gateway: TestGateway;
  let handover = '';
  const bodies = (): readonly Body[] =>
    endpoint.pushed.map(({ body }) => JSON.parse(body.toString()) as Body);
  const lastBody = (): Body => bodies().at(-1)!;

  beforeAll(async () => {
    endpoint = await openEndpoint();
    mails = await openMailServer();
    const quiet = { from: '20:00', to: '07:00', freeDays: true };
    const webhook = {
      channel: 'webhook',
      url: endpoint.url,
      secretRef: 'test',
      lowest: 'low',
      dueSoon: true,
    } as const;
    const email = {
      channel: 'email',
      to: ['vakt@molde.example.no'],
      language: 'nn',
      lowest: 'high',
      dueSoon: false,
    } as const;
    gateway = await openGateway(await open(), {
      environment: {
        ...endpointSecret,
        SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
        MAIL_FROM: 'overgang@example.no',
      },
      directory: withAlerts({ [molde]: { channels: [webhook, email], quiet } }),
    });
    // A Friday at 19:00 in Oslo.
    handover = `${await admit(gateway)}.${molde}`;
  }, longest);
  afterAll(async () => {
    await gateway.close();
    await endpoint.close();
    await mails.close();
  });

  it('tell at night of what is critical, once over each channel, signed and grouped', async () => {
    await pass(gateway, 6);
    await Promise.all([alertRound(gateway), alertRound(gateway), alertRound(gateway)]);
    await alertRound(gateway);
    expect(endpoint.pushed).toHaveLength(1);
    const { type, data } = lastBody();
    expect(type).toBe('handover.alerts');
    expect(data.enterpriseHerId).toBe(molde);
    expect(new Set(data.alerts.map(({ severity }) => severity))).toEqual(new Set(['critical']));
    expect(data.alerts.map(({ expectation }) => expectation)).toContain('medication-list');
    expect(data.alerts[0]).toMatchObject({ handoverId: handover, link: `/api/handovers/${handover}` });
    expect(endpoint.pushed[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(mails.mails).toHaveLength(1);
    const [mail] = mails.mails;
    expect(mail?.to).toEqual(['vakt@molde.example.no']);
    expect(mail?.subject).toBe('Hastar: varsel om pasientforløp til Molde kommune: 1');
    expect(mail?.source).toContain('Kva pasientar det gjeld, står ikkje i e-posten.');
  });

  it('stand in the inbox of an enterprise that has chosen no channel, and are sent to nobody', async () => {
    const rows = await gateway.gateway.pool.query('select notify_after from alerts where enterprise = $1', [
      trust,
    ]);
    expect(rows.rows.length).toBeGreaterThan(0);
    expect(new Set(rows.rows.map((row) => (row as { notify_after: unknown }).notify_after))).toEqual(
      new Set([null]),
    );
  });

  it('wait for the end of quiet hours, over the weekend, when they are not critical', async () => {
    await pass(gateway, 30);
    await alertRound(gateway);
    const before = endpoint.pushed.length;
    const waiting = await gateway.gateway.pool.query<{ expectation: string }>(
      'select expectation from alerts where enterprise = $1 and notify_after is not null',
      [molde],
    );
    expect(waiting.rows.map(({ expectation }) => expectation)).toContain('admission-report');
    // Until Monday at 06:59, then 07:00.
    await pass(gateway, 23.9);
    await alertRound(gateway);
    expect(endpoint.pushed).toHaveLength(before);
    await pass(gateway, 6);
    await alertRound(gateway);
    expect(endpoint.pushed).toHaveLength(before + 1);
    expect(lastBody().data.alerts.map(({ expectation }) => expectation)).toContain('admission-report');
  });

  it('close by themselves when what was missing comes, and are not told of any more', async () => {
    const before = endpoint.pushed.length;
    await send(gateway, 'innleggelsesrapport-1.6');
    await alertRound(gateway);
    const found = await gateway.gateway.pool.query<{ state: string; reason: string }>(
      `select state, reason from alerts where enterprise = $1 and expectation = 'admission-report'`,
      [molde],
    );
    expect(found.rows).toEqual([{ state: 'closed', reason: 'resolved' }]);
    gateway.clock.advance(20 * minuteMs);
    await alertRound(gateway);
    expect(endpoint.pushed).toHaveLength(before);
  });

  it('are tried again under the same id with the same content, until they are taken', async () => {
    endpoint.answer(503);
    const before = endpoint.pushed.length;
    await admit(gateway, { patient: { id: '17843908209' } });
    await pass(gateway, 30);
    await alertRound(gateway);
    const attempts = () => endpoint.pushed.slice(before);
    expect(attempts().length).toBeGreaterThan(0);
    const first = attempts()[0]!;
    endpoint.answer(200);
    gateway.clock.advance(5 * minuteMs);
    await alertRound(gateway);
    gateway.clock.advance(5 * minuteMs);
    await alertRound(gateway);
    const same = attempts().filter(({ id }) => id === first.id);
    expect(same).toHaveLength(2);
    expect(same[1]?.body.toString()).toBe(first.body.toString());
  });

  it('are sent again, and never lost, when who sent them dies before it could say so', async () => {
    await admit(gateway, { patient: { id: '18843900120' } });
    await pass(gateway, 30);
    const before = endpoint.pushed.length;
    const { transport } = gateway.gateway.services;
    const dying: Transport = {
      push: async (request) => {
        await transport.push(request);
        throw new Error('killed');
      },
    };
    await alertRound(gateway, { transport: dying });
    expect(endpoint.pushed).toHaveLength(before + 1);
    await alertRound(gateway);
    expect(endpoint.pushed).toHaveLength(before + 1);
    gateway.clock.advance(3 * minuteMs);
    await alertRound(gateway);
    expect(endpoint.pushed).toHaveLength(before + 2);
    const [first, second] = endpoint.pushed.slice(before);
    expect([second?.id, second?.body.toString()]).toEqual([first?.id, first?.body.toString()]);
  });

  it('count as told in the database when every message has been taken', async () => {
    const { rows } = await gateway.gateway.pool.query<{ open: number; told: number }>(
      `select (select count(*)::integer from alert_notifications where sent_at is null) as open,
         (select count(*)::integer from alerts where enterprise = $1 and notified_level > 0) as told`,
      [molde],
    );
    expect(rows[0]?.open).toBe(0);
    expect(rows[0]?.told).toBeGreaterThan(0);
  });
});
