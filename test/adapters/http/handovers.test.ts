import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languages } from '../../../src/domain/texts.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { untilFollowed } from '../../helpers/followed.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import type { Answer } from '../../helpers/gateway-client.ts';
import {
  admit,
  asMolde,
  asTrust,
  declareReady,
  discharge,
  list,
  molde,
  nursing,
  pass,
  read,
  send,
  trust,
  type Whole,
  ward,
} from '../../helpers/handovers.ts';
import { marked } from '../../privacy/marked.ts';
import { leaksInAnswers } from '../../privacy/places.ts';

const gpOffice = 9150610;
const gp = 9150611;
const asGp = { 'overgang-act-as': `${gpOffice},${gp}` };
/** Of another municipality. */
const asHeroy = { 'overgang-act-as': '9151500,9151501,9151502' };
const longest = 60_000;

const refusal = ({ status, outcome }: Answer) => [status, outcome];
const stateOf = (whole: Whole, key: string) => whole.expected.find((one) => one.key === key)?.state;
const changes = (whole: Whole, key: string) =>
  whole.timeline.filter((event) => event.key === key).map(({ change, planned }) => [change, planned]);

describeBackends('A handover over the API', (open) => {
  let gateway: TestGateway;
  let admission = '';
  let id = '';
  beforeAll(async () => {
    gateway = await openGateway(await open());
    admission = await admit(gateway);
    id = `${admission}.${molde}`;
  }, longest);
  afterAll(() => gateway.close());

  it('is listed for its municipality and its hospital, with what is due next and who owes it', async () => {
    for (const as of [asMolde, asTrust]) {
      const { handovers, next } = await list(gateway, '', as);
      expect(next).toBeNull();
      expect(handovers).toHaveLength(1);
      expect(handovers[0]).toMatchObject({
        id,
        state: 'admitted',
        stateText: 'innlagt',
        municipality: { herId: molde, name: 'Molde kommune' },
        hospitals: [{ herId: trust }],
        admittedAt: gateway.clock.now().toISOString(),
        attention: 'open',
        late: false,
        historic: false,
        overdueDays: 0,
        next: { expectation: 'medication-list', case: 'admission', owes: { enterpriseHerId: molde } },
      });
    }
  });

  it('is told as one line of time: what passed, and what will be due when', async () => {
    const whole = await read(gateway, id);
    expect(whole.timeline[0]).toMatchObject({
      type: 'message',
      message: admission,
      messageType: 'LOG_INNLAGT',
      sender: { herId: ward },
      receivers: [{ herId: nursing }],
    });
    expect(whole.timeline[1]).toMatchObject({ type: 'step', event: 'admission', to: 'admitted' });
    expect(changes(whole, 'admission-report@1')).toEqual([
      ['opened', false],
      ['due-soon', true],
      ['due', true],
    ]);
    const times = whole.timeline.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    for (const { at, planned } of whole.timeline)
      expect(at > gateway.clock.now().toISOString()).toBe(planned);
  });

  it('is read as of the moment of asking, whether or not anybody has folded it since', async () => {
    gateway.clock.advance(25 * 3_600_000);
    const whole = await read(gateway, id);
    expect(stateOf(whole, 'admission-report@1')).toBe('late');
    expect(whole).toMatchObject({ attention: 'late', late: true });
    expect((await list(gateway)).handovers[0]).toMatchObject({ attention: 'open' });
    await pass(gateway, 0);
    expect((await list(gateway)).handovers[0]).toMatchObject({ attention: 'late', late: true });
  });

  it('is told in the language of the reader', async () => {
    const told = new Set<string>();
    for (const language of languages) {
      const answer = await gateway.get(`/api/handovers/${id}`, { ...asMolde, 'accept-language': language });
      expect(answer.headers.get('content-language')).toBe(language);
      told.add((answer.json() as Whole).timeline.map(({ text }) => text).join());
    }
    expect(told.size).toBe(languages.length);
  });

  it('is nothing to others: theirs, unknown ones and what is no id at all are answered alike', async () => {
    for (const as of [asHeroy, asGp, { 'overgang-act-as': String(nursing) }]) {
      expect((await list(gateway, '', as)).handovers).toEqual([]);
      expect(refusal(await gateway.get(`/api/handovers/${id}`, as))).toEqual([404, 'handover-not-found']);
    }
    for (const other of [
      `${admission}.9151500`,
      `${randomUUID()}.${molde}`,
      admission,
      `${id}.1`,
      'x',
      `${'9'.repeat(11)}`,
    ]) {
      expect(refusal(await gateway.get(`/api/handovers/${other}`, asMolde)), other).toEqual([
        404,
        'handover-not-found',
      ]);
    }
  });

  it('tells of a message between others only that it passed, where it met what the reader may see', async () => {
    await send(gateway, 'helseoppl-soknad-1.6');
    await pass(gateway, 2);
    await declareReady(gateway);
    await pass(gateway, 2);
    const left = await discharge(gateway);
    const summary = await send(
      gateway,
      'epikrise-1.2',
      {
        replace: [
          ['IssueDate V="2026-11-20"', `IssueDate V="${gateway.clock.now().toISOString().slice(0, 10)}"`],
        ],
      },
      'attachment',
    );
    const [ours, theirs] = [await read(gateway, id), await read(gateway, id, asTrust)];
    const ofSummary = (whole: Whole) =>
      whole.timeline.filter(({ messageType }) => messageType === 'EPIKRISE');
    expect(ofSummary(theirs)).toMatchObject([{ message: summary, receivers: [{ herId: gp }] }]);
    expect(ofSummary(ours)).toMatchObject([{ message: null, sender: null, receivers: [] }]);
    expect(JSON.stringify(ours)).not.toContain(summary);
    expect(stateOf(ours, 'epikrise-1d@1')).toBe('met');
    expect(ours.timeline.map(({ message }) => message)).toContain(left);
    // What messages lack is told of all of them; which message it is, only to those who have it.
    const lacking = ours.completeness.find(({ messageType }) => messageType === 'EPIKRISE');
    expect(lacking).toMatchObject({ message: null });
    expect(ours.missingBlocks).toBe(ours.completeness.reduce((sum, { missing }) => sum + missing.length, 0));
    // And the municipality cannot read the message itself either.
    expect((await gateway.get(`/api/messages/${summary}`, asMolde)).status).toBe(404);
  });

  it('is named by its messages, to those who have a part in it', async () => {
    const story = async (as: Readonly<Record<string, string>>) =>
      (await gateway.get(`/api/messages/${admission}`, as)).json() as {
        readonly handovers: readonly string[];
        readonly expected: readonly object[];
      };
    expect((await story(asTrust)).handovers).toEqual([id]);
    expect((await story({ 'overgang-act-as': String(nursing) })).handovers).toEqual([]);
    // The sender waits for the receipt, the receiver owes it.
    for (const as of [asTrust, asMolde]) {
      expect((await story(as)).expected).toMatchObject([
        { key: `apprec#${nursing}`, state: 'due-soon', owes: { herId: nursing } },
      ]);
    }
  });

  it('is found by another of its messages too', async () => {
    const [report] = (await read(gateway, id)).timeline.filter(
      ({ messageType }) => messageType === 'LOG_UTSKREVET',
    );
    expect(await read(gateway, `${report!.message}.${molde}`)).toMatchObject({ id });
  });
});

describeBackends('What a GP may read of a handover', (open) => {
  let gateway: TestGateway;
  let id = '';
  beforeAll(async () => {
    gateway = await openGateway(await open());
    id = `${await admit(gateway)}.${molde}`;
    await gateway.postJson({ kind: 'follow-up-group-set' }, `/api/handovers/${id}/acts`, asMolde);
    await pass(gateway, 20);
    await discharge(gateway);
  }, longest);
  afterAll(() => gateway.close());

  it('is nothing before a message names the GP, and then only what the GP owes', async () => {
    expect(refusal(await gateway.get(`/api/handovers/${id}`, asGp))).toEqual([404, 'handover-not-found']);
    const summary = await send(gateway, 'epikrise-1.2', {}, 'attachment');
    const story = (await gateway.get(`/api/messages/${summary}`, asGp)).json() as { handovers: string[] };
    expect(story.handovers).toEqual([id]);
    const whole = await read(gateway, id, asGp);
    expect(whole.expected.map(({ expectation }) => expectation)).toContain('gp-check-2w');
    for (const { owes } of whole.expected) expect(owes).toMatchObject({ enterpriseHerId: gpOffice });
    expect(whole.timeline.filter(({ type }) => type === 'step' || type === 'act')).toEqual([]);
    const messages = whole.timeline.filter(({ type }) => type === 'message');
    expect(messages).toMatchObject([{ message: summary, receivers: [{ herId: gp }] }]);
    expect(whole.completeness).toEqual([]);
    expect((await list(gateway, '', asGp)).handovers).toEqual([]);
  });

  it('turns from not observable to done when the GP tells that it is', async () => {
    expect(stateOf(await read(gateway, id, asGp), 'gp-check-2w@1')).toBe('not-observable');
    await pass(gateway, 30);
    const done = await gateway.postJson({ kind: 'gp-check-done' }, `/api/handovers/${id}/acts`, asGp);
    expect([done.status, done.json()]).toMatchObject([
      201,
      { kind: 'gp-check-done', by: { herId: gpOffice } },
    ]);
    for (const as of [asGp, asMolde, asTrust]) {
      const whole = await read(gateway, id, as);
      expect(stateOf(whole, 'gp-check-2w@1')).toBe('met');
      expect(whole.timeline.some(({ kind }) => kind === 'gp-check-done')).toBe(true);
    }
  });
});

describeBackends(
  'A marked patient',
  (open) => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await openGateway(await open());
    }, longest);
    afterAll(() => gateway.close());

    it('leaves no mark in any answer about handovers, and neither does the pseudonym', async () => {
      const types = [
        'log-innlagt-1.6',
        'helseoppl-soknad-1.6',
        'innleggelsesrapport-1.6',
        'log-utskrivningsklar-1.6',
        'log-utskrevet-1.6',
        'epikrise-1.2',
      ];
      const sent: string[] = [];
      for (const type of types) sent.push(await gateway.accept(marked(type, 'full')));
      for (const one of sent) await gateway.untilSettled(one);
      await untilFollowed(gateway.gateway);
      const { handovers } = await list(gateway, '', {});
      expect(handovers.length).toBeGreaterThan(0);
      for (const { id } of handovers) {
        await gateway.get(`/api/handovers/${id}`);
        for (const kind of ['death-known', 'what-matters-asked'])
          await gateway.postJson({ kind, by: molde, text: 'Zqfritekst' }, `/api/handovers/${id}/acts`);
        await gateway.get(`/api/handovers/${id}`);
      }
      for (const one of sent) await gateway.get(`/api/messages/${one}`);
      expect(leaksInAnswers(gateway.answers)).toEqual([]);
      const { rows } = await gateway.gateway.pool.query<{ readonly patient: string }>(
        'select distinct patient from messages where patient is not null',
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const { patient } of rows)
        for (const { text } of gateway.answers) expect(text).not.toContain(patient);
    });
  },
  ['PGlite'],
);
