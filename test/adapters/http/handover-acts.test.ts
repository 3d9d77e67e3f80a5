import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeBackends } from '../../helpers/backends.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import type { Answer } from '../../helpers/gateway-client.ts';
import {
  admit,
  asMolde,
  asTrust,
  molde,
  nursing,
  pass,
  patientNumber,
  trust,
  ward,
} from '../../helpers/handovers.ts';

const longest = 60_000;
const asStranger = { 'overgang-act-as': '9151500,9151502' };
const refusal = ({ status, outcome }: Answer) => [status, outcome];

interface Expectation {
  readonly expectation: string;
  readonly state: string;
}

describeBackends('An act', (open) => {
  let gateway: TestGateway;
  let admission = '';
  let acts = '';
  beforeAll(async () => {
    gateway = await openGateway(await open());
    admission = await admit(gateway);
    acts = `/api/handovers/${admission}.${molde}/acts`;
    await pass(gateway, 2);
  }, longest);
  afterAll(() => gateway.close());

  const report = (body: object, as: Readonly<Record<string, string>> = asTrust, path = acts) =>
    gateway.postJson(body, path, as);
  const states = async (expectation: string, path: string, as = asTrust): Promise<readonly string[]> => {
    const { expected } = (await gateway.get(path, as)).json() as { expected: readonly Expectation[] };
    return expected.filter((one) => one.expectation === expectation).map(({ state }) => state);
  };
  const inHandover = (expectation: string) => states(expectation, acts.replace('/acts', ''));

  it('is kept with when it was done and who did it, and starts what follows from it', async () => {
    const at = new Date(gateway.clock.now().getTime() - 3_600_000).toISOString();
    const answer = await report({ kind: 'plan-changed', at });
    expect([answer.status, answer.json()]).toMatchObject([
      201,
      { kind: 'plan-changed', name: 'Forventet utskrivning eller behov er endret', at, by: { herId: trust } },
    ]);
    expect(await inHandover('change-update')).toEqual(['open']);
  });

  it('is now, where no time is given', async () => {
    const answer = await report({ kind: 'place-ready' }, asMolde);
    expect([answer.status, answer.json()]).toMatchObject([
      201,
      { at: gateway.clock.now().toISOString(), by: { herId: molde } },
    ]);
  });

  it('reported again under its id is the same act, with or without its time', async () => {
    const id = randomUUID();
    const at = gateway.clock.now().toISOString();
    const first = await report({ kind: 'need-identified', id, at });
    expect(first.status).toBe(201);
    gateway.clock.advance(60_000);
    for (const body of [
      { kind: 'need-identified', id, at },
      { kind: 'need-identified', id },
      { Kind: 'need-identified', Id: id.toUpperCase(), by: trust },
    ]) {
      const again = await report(body);
      expect([again.status, again.json()]).toEqual([200, first.json()]);
    }
  });

  it('reported at the same time from several places is kept once', async () => {
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => report({ kind: 'what-matters-asked', id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    const { rows } = await gateway.gateway.pool.query('select id from acts where id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('with the id of another act is refused', async () => {
    const id = randomUUID();
    const at = gateway.clock.now().toISOString();
    expect((await report({ kind: 'ready-declared', id, at })).status).toBe(201);
    for (const other of [
      { kind: 'no-longer-ready', id, at },
      { kind: 'ready-declared', id, at: new Date(gateway.clock.now().getTime() - 1_000).toISOString() },
    ]) {
      expect(refusal(await report(other))).toEqual([409, 'act-id-conflict']);
    }
    expect(refusal(await report({ kind: 'place-ready', id, at }, asMolde))).toEqual([409, 'act-id-conflict']);
    const ofMessage = await report(
      { kind: 'receipt-followed-up', id, at },
      asTrust,
      `/api/messages/${admission}/acts`,
    );
    expect(refusal(ofMessage)).toEqual([409, 'act-id-conflict']);
  });

  it('is reported by those who would owe what it is about, and by nobody else', async () => {
    for (const [kind, as] of [
      ['plan-changed', asMolde],
      ['contact-made', asTrust],
      ['gp-check-done', asTrust],
      ['receipt-followed-up', asTrust],
      ['consulted', asMolde],
    ] as const) {
      const answer = await report({ kind }, as);
      expect(refusal(answer), kind).toEqual([403, 'act-not-yours']);
      expect((answer.json() as { title: string }).title).toContain(kind);
    }
    expect(refusal(await report({ kind: 'place-ready' }, asStranger))).toEqual([404, 'handover-not-found']);
    expect(
      refusal(await report({ kind: 'place-ready' }, {}, `/api/handovers/${randomUUID()}.${molde}/acts`)),
    ).toEqual([404, 'handover-not-found']);
  });

  it('of one who acts for several that may have done it says which', async () => {
    const both = { 'overgang-act-as': `${molde},${trust}` };
    const answer = await report({ kind: 'what-matters-asked' }, both);
    expect(refusal(answer)).toEqual([400, 'request-invalid']);
    expect((answer.json() as { detail: string }).detail).toContain(`${molde}, ${trust}`);
    const said = await report({ kind: 'what-matters-asked', by: trust }, both);
    expect([said.status, said.json()]).toMatchObject([201, { by: { herId: trust } }]);
    expect(refusal(await report({ kind: 'what-matters-asked', by: molde }))).toEqual([403, 'act-not-yours']);
    // Only one of them can have.
    expect((await report({ kind: 'place-ready' }, both)).status).toBe(201);
  });

  it('is of a time that can be: not to come, and not long before it began', async () => {
    const hours = (count: number) =>
      new Date(gateway.clock.now().getTime() + count * 3_600_000).toISOString();
    for (const at of [hours(1), hours(-31 * 24), 'yesterday', '2026-11-20T18:00:00', 20261120]) {
      const answer = await report({ kind: 'plan-changed', at });
      expect(refusal(answer), String(at)).toEqual([400, 'request-invalid']);
      expect((answer.json() as { title: string }).title).toContain('at');
    }
    // Clocks differ a little.
    expect((await report({ kind: 'plan-changed', at: hours(4 / 60) })).status).toBe(201);
    expect((await report({ kind: 'plan-changed', at: hours(-20 * 24) })).status).toBe(201);
  });

  it('is one of at most 500 about the same, and those that are there are answered as before', async () => {
    const id = randomUUID();
    const path = `/api/messages/${await admit(gateway, { patient: { id: patientNumber(3) } })}/acts`;
    const kind = 'receipt-followed-up';
    expect((await report({ kind, id }, asTrust, path)).status).toBe(201);
    await gateway.gateway.pool.query(
      `insert into acts (id, message_id, kind, at, enterprise, reported_at, reported_by)
      select gen_random_uuid(), message_id, kind, at, enterprise, reported_at, reported_by
      from acts cross join generate_series(1, 499) where id = $1`,
      [id],
    );
    expect(refusal(await report({ kind }, asTrust, path))).toEqual([409, 'acts-too-many']);
    expect((await report({ kind, id }, asTrust, path)).status).toBe(200);
  });

  it('that cannot be read says why', async () => {
    for (const body of [
      {},
      { kind: 'danced' },
      { kind: 'plan-changed', id: '17' },
      { kind: 'plan-changed', by: 'Molde' },
      [],
    ]) {
      expect(refusal(await report(body)), JSON.stringify(body)).toEqual([400, 'request-invalid']);
    }
    const headers = { ...asTrust, 'content-type': 'text/plain' };
    expect(refusal(await gateway.ask(acts, { method: 'POST', headers, body: '{}' }))).toEqual([
      415,
      'content-type-unsupported',
    ]);
    expect(refusal(await gateway.get(acts, asTrust))).toEqual([405, 'method-not-allowed']);
  });

  it('about one message is its sender’s or receiver’s, and ends what that message asks for', async () => {
    const path = `/api/messages/${admission}`;
    await gateway.postJson(
      { appRecStatus: 'Rejected', appRecErrorList: [{ errorCode: 'X99', details: 'Feil enhet.' }] },
      `/Messages/${admission}/apprec/${nursing}`,
      asMolde,
    );
    await pass(gateway, 0);
    expect(await states('apprec-negative', path)).toEqual(['open']);
    expect(refusal(await report({ kind: 'receipt-followed-up' }, asMolde, `${path}/acts`))).toEqual([
      403,
      'act-not-yours',
    ]);
    expect(refusal(await report({ kind: 'plan-changed' }, asTrust, `${path}/acts`))).toEqual([
      403,
      'act-not-yours',
    ]);
    for (const [about, as] of [
      [admission, asStranger],
      [randomUUID(), asTrust],
      ['17', asTrust],
    ] as const) {
      const answer = await report({ kind: 'receipt-followed-up' }, as, `/api/messages/${about}/acts`);
      expect(refusal(answer)).toEqual([404, 'message-not-found']);
    }
    // A unit speaks for itself here; the act is its enterprise's.
    const done = await report(
      { kind: 'receipt-followed-up' },
      { 'overgang-act-as': String(ward) },
      `${path}/acts`,
    );
    expect([done.status, done.json()]).toMatchObject([201, { by: { herId: trust } }]);
    expect(await states('apprec-negative', path)).toEqual(['met']);
  });
});

describeBackends(
  'What should come is told to everybody',
  (open) => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await openGateway(await open());
    }, longest);
    afterAll(() => gateway.close());

    it('row by row, with what to do, deadlines in words and where each is stated', async () => {
      const answer = await gateway.get('/api/expectations', { ...asStranger, 'accept-language': 'nn' });
      const { expectations, acts } = answer.json() as { expectations: { id: string }[]; acts: object[] };
      const { catalogue } = gateway.gateway.services.handoverRules;
      expect(expectations.map(({ id }) => id)).toEqual(catalogue.expectations.map(({ id }) => id));
      expect(expectations.find((row) => row.id === 'municipal-reply')).toMatchObject({
        name: 'Svar på utskrivingsklar',
        severity: 'critical',
        cases: [
          {
            deadlines: [{ text: 'straks, seinast same dag' }],
            to: [{ role: 'hospital', text: 'sjukehuset' }],
          },
        ],
        sources: [{ document: 'FOR-2011-11-18-1115', section: '§ 11', confidence: 'L' }],
        observable: { by: 'messages' },
        changes: ['C', 'D', 'W'],
      });
      expect(acts).toContainEqual({
        kind: 'gp-check-done',
        name: 'Kontroll hos fastlegen er gjord',
        ofHandovers: [{ role: 'gp', text: 'fastlegen' }],
        ofMessages: [],
      });
    });
  },
  ['PGlite'],
);
