import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertRound, withAlerts } from '../../helpers/alerts.ts';
import { describeBackends, openBackend } from '../../helpers/backends.ts';
import { untilFollowed } from '../../helpers/followed.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import type { Answer } from '../../helpers/gateway-client.ts';
import { admit, asMolde, asTrust, molde, pass, patientNumber, trust } from '../../helpers/handovers.ts';
import { openMailServer } from '../../helpers/mail-server.ts';
import { endpointSecret, openEndpoint } from '../../helpers/webhook.ts';
import { marked } from '../../privacy/marked.ts';
import { leaksIn, leaksInAnswers } from '../../privacy/places.ts';

const longest = 60_000;
/** Of another municipality. */
const asHeroy = { 'overgang-act-as': '9151500,9151501,9151502' };

interface Item {
  readonly id: string;
  readonly severity: string;
  readonly state: string;
  readonly level: number;
  readonly enterprise: { readonly herId: number };
  readonly expectation: string | null;
  readonly [field: string]: unknown;
}

interface Page {
  readonly alerts: readonly Item[];
  readonly next: string | null;
}

const refusal = ({ status, outcome }: Answer) => [status, outcome];

describeBackends('The inbox of alerts', (open) => {
  let gateway: TestGateway;
  const inbox = async (query = '', as: Readonly<Record<string, string>> = asMolde): Promise<Page> => {
    const answer = await gateway.get(`/api/alerts?${query}`, as);
    if (answer.status !== 200) throw new Error(`no inbox: ${answer.status} ${answer.text}`);
    return answer.json() as Page;
  };
  const act = (
    id: string,
    deed: string,
    body: unknown = {},
    as: Readonly<Record<string, string>> = asMolde,
  ) => gateway.postJson(body, `/api/alerts/${id}/${deed}`, as);

  beforeAll(async () => {
    gateway = await openGateway(await open());
    for (let at = 0; at < 3; at += 1) await admit(gateway, { patient: { id: patientNumber(at) } });
    await pass(gateway, 30);
    await alertRound(gateway);
  }, longest);
  afterAll(() => gateway.close());

  it('holds the alerts of the enterprises that the caller acts for, the most severe first, in words', async () => {
    const { alerts, next } = await inbox();
    expect(next).toBeNull();
    expect(alerts.length).toBeGreaterThan(5);
    expect(new Set(alerts.map(({ enterprise }) => enterprise.herId))).toEqual(new Set([molde]));
    const order = ['critical', 'high', 'medium', 'low', 'info'];
    const places = alerts.map(({ severity }) => order.indexOf(severity));
    expect(places).toEqual([...places].sort());
    const report = alerts.find(({ expectation }) => expectation === 'admission-report');
    expect(report).toMatchObject({
      kind: 'expectation',
      title: 'Innleggelsesrapport',
      part: 'owes',
      partText: 'dere skal gjøre det',
      severityText: 'Høyt',
      level: 2,
      levelText: 'forsinket',
      state: 'open',
      stateText: 'ny',
      assignee: null,
      reason: null,
      link: `/api/handovers/${String(report?.handoverId)}`,
    });
    const waiting = (await inbox('', asTrust)).alerts.find(
      ({ expectation }) => expectation === 'admission-report',
    );
    expect(waiting).toMatchObject({ part: 'waits', enterprise: { herId: trust } });
    expect((await gateway.get(String(report?.link), asMolde)).status).toBe(200);
  });

  it('refuses what cannot be the id of a handover', async () => {
    for (const id of ['a%00b', 'x'.repeat(101), '%F0%9F%98%80']) {
      expect(refusal(await gateway.get(`/api/alerts?handover=${id}`, asMolde))).toEqual([
        400,
        'request-invalid',
      ]);
    }
  });

  it('is logged with the handovers and messages that it tells of, before it is shown', async () => {
    const officer = {
      'overgang-role': 'message-officer',
      'overgang-act-as': String(molde),
      'overgang-person': 'Lars Leser',
    };
    const { alerts } = await inbox('', officer);
    const shown = (field: 'handoverId' | 'messageId') => [
      ...new Set(alerts.flatMap((alert) => (alert[field] === null ? [] : [String(alert[field])]))),
    ];
    const log = await gateway.get('/api/access-log?person=Lars%20Leser', { 'overgang-role': 'auditor' });
    const { entries } = log.json() as { entries: readonly { action: string; objects: readonly string[] }[] };
    const logged = new Map(entries.map(({ action, objects }) => [action, objects]));
    expect(shown('handoverId').length).toBeGreaterThan(0);
    expect(logged.get('handovers-listed')).toEqual(shown('handoverId'));
    expect(logged.get('messages-listed') ?? []).toEqual(shown('messageId'));
  });

  it('speaks the language that the caller asks for', async () => {
    const answer = await gateway.get('/api/alerts?limit=1', { ...asMolde, 'accept-language': 'nn' });
    expect(answer.headers.get('content-language')).toBe('nn');
    expect((answer.json() as Page).alerts[0]).toMatchObject({ stateText: 'nytt' });
  });

  it('shows nothing to others, and says no more of what is not theirs than of what is not there', async () => {
    expect(await inbox('', asHeroy)).toEqual({ alerts: [], next: null });
    expect(refusal(await gateway.get(`/api/alerts?enterprise=${molde}`, asHeroy))).toEqual([
      403,
      'her-id-not-authorised',
    ]);
    const [first] = (await inbox()).alerts;
    for (const deed of ['acknowledge', 'assign', 'close']) {
      const body = { to: 'Sone 2', reason: 'handled' };
      const answers = [
        await act(first!.id, deed, body, asHeroy),
        await act(randomUUID(), deed, body),
        await act('17843908209', deed, body),
      ];
      for (const answer of answers) expect(refusal(answer)).toEqual([404, 'alert-not-found']);
      const bodies = answers.map(({ text }) => text.replace(/"requestId":"[^"]*"/, ''));
      expect(new Set(bodies).size).toBe(1);
    }
    expect((await inbox()).alerts[0]).toEqual(first);
  });

  it('has every alert once over all its pages', async () => {
    const all = (await inbox()).alerts;
    const found: Item[] = [];
    let after = '';
    do {
      const { alerts, next }: Page = await inbox(`limit=2${after}`);
      expect(alerts.length).toBeLessThanOrEqual(2);
      found.push(...alerts);
      after = next === null ? '' : `&after=${next}`;
    } while (after !== '');
    expect(found).toEqual(all);
  });

  it('is filtered by state, severity, kind and enterprise', async () => {
    const all = (await inbox()).alerts;
    const critical = all.filter(({ severity }) => severity === 'critical');
    expect((await inbox('severity=critical')).alerts).toEqual(critical);
    expect((await inbox('kind=silence,volume')).alerts).toEqual([]);
    expect((await inbox('kind=expectation&state=open')).alerts).toEqual(all);
    expect((await inbox('state=closed')).alerts).toEqual([]);
    expect((await inbox(`enterprise=${molde}`)).alerts).toEqual(all);
  });

  it('tells what is wrong with a request', async () => {
    const [first] = (await inbox()).alerts;
    for (const query of [
      'limit=0',
      'limit=201',
      'state=new',
      'kind=x',
      'severity=x',
      'after=x',
      'enterprise=x',
    ])
      expect(refusal(await gateway.get(`/api/alerts?${query}`, asMolde)), query).toEqual([
        400,
        'request-invalid',
      ]);
    expect(refusal(await act(first!.id, 'assign', { to: 'Kari 12057900499' }))).toEqual([
      400,
      'request-invalid',
    ]);
    expect(refusal(await act(first!.id, 'assign', {}))).toEqual([400, 'request-invalid']);
    expect(refusal(await act(first!.id, 'close', { reason: 'pasienten er død' }))).toEqual([
      400,
      'request-invalid',
    ]);
    expect(refusal(await gateway.get(`/api/alerts/${first!.id}/close`, asMolde))).toEqual([
      405,
      'method-not-allowed',
    ]);
  });

  it('lets an alert be acknowledged, assigned and closed with a reason, each again without harm', async () => {
    const [first] = (await inbox()).alerts;
    const id = first!.id;
    for (let again = 0; again < 2; again += 1) {
      expect((await act(id, 'acknowledge')).json()).toMatchObject({
        id,
        state: 'acknowledged',
        stateText: 'sett',
      });
    }
    for (let again = 0; again < 2; again += 1) {
      expect((await act(id, 'assign', { to: ' Sone  2' })).json()).toMatchObject({
        state: 'assigned',
        assignee: 'Sone 2',
      });
    }
    expect((await act(id, 'close', { reason: 'sent-otherwise' })).json()).toMatchObject({
      state: 'closed',
      reason: 'sent-otherwise',
      reasonText: 'sendt på en annen måte',
    });
    expect(refusal(await act(id, 'close', { reason: 'handled' }))).toEqual([409, 'alert-closed']);
    expect(refusal(await act(id, 'acknowledge'))).toEqual([409, 'alert-closed']);
    expect((await inbox()).alerts.map((alert) => alert.id)).not.toContain(id);
    expect((await inbox('state=closed')).alerts.map((alert) => alert.id)).toEqual([id]);
  });
});

describe('Of a patient', () => {
  it(
    'nothing is in an alert, a webhook, a mail, an answer or the log',
    async () => {
      const backend = await openBackend('PGlite');
      const endpoint = await openEndpoint();
      const mails = await openMailServer();
      const channels = [
        { channel: 'webhook', url: endpoint.url, secretRef: 'test', lowest: 'info', dueSoon: true },
        { channel: 'email', to: ['vakt@example.no'], language: 'nb', lowest: 'info', dueSoon: true },
      ] as const;
      const gateway = await openGateway(backend, {
        environment: {
          ...endpointSecret,
          SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
          MAIL_FROM: 'overgang@example.no',
        },
        directory: withAlerts({ [molde]: { channels }, [trust]: { channels } }),
      });
      try {
        const now = gateway.clock.now().toISOString();
        const admission = marked('log-innlagt-1.6', 'full', (xml) =>
          xml.replaceAll('2026-11-17T18:35:00+01:00', now).replace(/(<GenDate>)[^<]*/, `$1${now}`),
        );
        const sent = [await gateway.accept(admission)];
        for (const type of ['helseoppl-soknad-1.6', 'log-utskrivningsklar-1.6', 'henvisning-nytilstand-2.0'])
          sent.push(await gateway.accept(marked(type, 'full')));
        for (const one of sent) await gateway.untilSettled(one);
        await untilFollowed(gateway.gateway);
        for (let days = 0; days < 8; days += 1) {
          await pass(gateway, 24);
          await alertRound(gateway);
        }
        const { alerts } = (await gateway.get('/api/alerts?limit=200')).json() as Page;
        expect(alerts.length).toBeGreaterThan(3);
        for (const { id } of alerts.slice(0, 3)) {
          await gateway.postJson({ to: 'Zqmarkørsen 17843908209' }, `/api/alerts/${id}/assign`);
          await gateway.postJson({ reason: 'Zqfritekst' }, `/api/alerts/${id}/close`);
          await gateway.postJson({ reason: 'handled', note: 'Zqfritekst' }, `/api/alerts/${id}/close`);
        }
        expect(endpoint.pushed.length).toBeGreaterThan(0);
        expect(mails.mails.length).toBeGreaterThan(0);
        const { pool } = gateway.gateway;
        const rows = await Promise.all(
          ['alerts', 'alert_events', 'alert_notifications', 'traffic_days'].map(
            async (table) =>
              [table, JSON.stringify((await pool.query(`select * from ${table}`)).rows)] as const,
          ),
        );
        const patients = await pool.query<{ patient: string }>(
          'select distinct patient from messages where patient is not null',
        );
        expect(patients.rows.length).toBeGreaterThan(0);
        const places = [
          ...rows,
          ...endpoint.pushed.map(
            ({ body, headers }) => ['a push', `${body} ${JSON.stringify(headers)}`] as const,
          ),
          ...mails.mails.map((mail) => ['a mail', JSON.stringify(mail)] as const),
          ...gateway.answers.map(({ text }) => ['an answer', text] as const),
          ['the log', gateway.logs.join('')] as const,
        ];
        for (const [where, text] of places) {
          expect(where === 'an answer' ? [] : leaksIn(where, text)).toEqual([]);
          for (const { patient } of patients.rows) expect(text, where).not.toContain(patient);
        }
        expect(leaksInAnswers(gateway.answers)).toEqual([]);
      } finally {
        await gateway.close();
        await mails.close();
        await endpoint.close();
        await backend.close();
      }
    },
    longest,
  );
});
