import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hospital,
  kristiansund,
  molde,
  patientMarks,
  type ReplayTraffic,
  sendTraffic,
} from '../../app/replay-traffic.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { untilFollowed } from '../../helpers/followed.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import type { Answer } from '../../helpers/gateway-client.ts';

/** Decisions of the board, over HTTP, in a whole gateway. It is the night to 22 November 2026. */

const board = { 'overgang-role': 'board-member', 'overgang-person': 'Kari Rad' };
const officer = { 'overgang-role': 'message-officer', 'overgang-act-as': String(molde) };
const today = '2026-11-22';

describeBackends('decisions of the board', (open) => {
  let gateway: TestGateway;
  let traffic: ReplayTraffic;
  beforeAll(async () => {
    gateway = await openGateway(await open());
    traffic = await sendTraffic(gateway);
  });
  afterAll(() => gateway.close());

  const decide = (body: object, headers: Readonly<Record<string, string>> = board): Promise<Answer> =>
    gateway.postJson(body, '/api/decisions', headers);
  const decided = async (body: object): Promise<Record<string, unknown>> => {
    const answer = await decide({ validFrom: today, reason: 'Vedtak i fagrådet.', ...body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json() as Record<string, unknown>;
  };
  const read = async <Body>(path: string): Promise<Body> => {
    const answer = await gateway.get(path, { ...board, 'accept-language': 'nn' });
    expect(answer.status, answer.text).toBe(200);
    return answer.json() as Body;
  };

  it('are told with who, when, why and from which day, the newest first', async () => {
    const rule = { subject: 'rule', item: 'plo-admission-cause' };
    await decided({ ...rule, change: { what: 'severity', severity: 'high' } });
    await decided({ ...rule, change: { what: 'switch', on: false }, validFrom: '2027-02-01' });
    const { decisions, now } = await read<{
      decisions: readonly object[];
      now: { severity: string; isOn: boolean; planned: readonly object[] };
    }>('/api/rules/plo-admission-cause');
    expect(decisions).toEqual([
      expect.objectContaining({
        change: { what: 'switch', on: false },
        validFrom: '2027-02-01',
        by: 'Kari Rad',
        role: 'board-member',
        roleText: expect.stringMatching(/fagråd/i),
        reason: 'Vedtak i fagrådet.',
        decidedAt: gateway.clock.now().toISOString(),
      }),
      expect.objectContaining({ change: { what: 'severity', severity: 'high' }, validFrom: today }),
    ]);
    expect(now).toMatchObject({ severity: 'high', isOn: true, planned: [{ validFrom: '2027-02-01' }] });
  });

  it('are made by the board and the administrator alone', async () => {
    const body = {
      subject: 'rule',
      item: 'plo-nursing-summary',
      change: { what: 'switch', on: false },
      validFrom: today,
      reason: 'Vil ikkje.',
    };
    for (const role of ['message-officer', 'clinical-reader', 'operator', 'auditor', 'record-system']) {
      const answer = await decide(body, { 'overgang-role': role });
      expect([role, answer.status, answer.outcome]).toEqual([role, 403, 'role-not-allowed']);
    }
  });

  it('are refused with every reason, and nothing is stored', async () => {
    const before = await gateway.gateway.store.decisions();
    const where = async (body: object): Promise<readonly string[]> => {
      const answer = await decide({ validFrom: today, reason: 'Vedtak.', ...body });
      expect(answer.status, answer.text).toBe(400);
      return (answer.json() as { errors: readonly { where: string }[] }).errors.map((one) => one.where);
    };
    const off = { what: 'switch', on: false };
    const rule = { subject: 'rule', item: 'epikrise-diagnosis' };
    expect(await where({ ...rule, change: off, validFrom: '2026-11-21' })).toEqual(['validFrom']);
    expect(await where({ ...rule, change: off, reason: 'Gjeld 010190 12345.' })).toEqual(['reason']);
    expect(await where({ ...rule, change: { what: 'switch', on: true } })).toEqual(['change']);
    expect(await where({ ...rule, item: 'no-such-rule', change: off })).toEqual(['item']);
    expect(await where({ ...rule, change: off, enterprise: 1 })).toEqual(['enterprise']);
    // § 8 gives 24 hours: no board can make them 48.
    const early = { subject: 'expectation', item: 'early-warning' };
    const hours = (amount: number) => ({
      what: 'deadline',
      deadline: { kind: 'hours', amount, warn: { left: { kind: 'hours', amount: 4 } } },
    });
    expect(await where({ ...early, change: hours(48) })).toEqual(['change']);
    expect(await gateway.gateway.store.decisions()).toEqual(before);
  });

  it('are made one after another, each with the one before it in mind', async () => {
    const body = {
      subject: 'rule',
      item: 'plo-nursing-summary',
      change: { what: 'switch', on: false },
      validFrom: '2027-03-01',
      reason: 'Vedtak i fagrådet.',
    };
    const answers = await Promise.all(Array.from({ length: 4 }, () => decide(body)));
    // The second would change nothing any more.
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400]);
  });

  it('are refused when their reason cannot be written down', async () => {
    const body = {
      subject: 'rule',
      item: 'plo-nursing-summary',
      change: { what: 'severity', severity: 'low' },
      validFrom: '2027-03-01',
    };
    for (const reason of [
      'Vedtak \u0000 14',
      'Vedtak \ud800 14',
      'Gjeld 010190 – 12345.',
      'Gjeld ０１０１９０１２３４５.',
    ]) {
      expect(await decide({ ...body, reason })).toMatchObject({ status: 400, outcome: 'request-invalid' });
    }
  });

  it('hold for what comes from their day on; what was found before stays as it was found', async () => {
    const rule = { subject: 'rule', item: 'plo-admission-cause' };
    const found = async (id: string): Promise<string | undefined> => {
      const story = (await gateway.get(`/api/messages/${id}`)).json() as {
        findings: readonly { rule: string; severity: string }[];
      };
      return story.findings.find((one) => one.rule === rule.item)?.severity;
    };
    const report = async (): Promise<string> => {
      const id = await gateway.accept(
        messageWith('innleggelsesrapport-1.6', 'thin', {
          msgId: randomUUID(),
          genDate: gateway.clock.now().toISOString(),
          sender: { enterprise: molde, unit: 9150602 },
          receiver: { enterprise: hospital, unit: 9000301 },
        }),
      );
      await gateway.untilSettled(id);
      return id;
    };
    const weighed = await report();
    await decided({ ...rule, enterprise: kristiansund, change: { what: 'switch', on: false } });
    const stillThere = await report();
    await decided({ ...rule, enterprise: molde, change: { what: 'switch', on: false } });
    const gone = await report();
    const all = [traffic.report, weighed, stillThere, gone];
    expect(await Promise.all(all.map(found))).toEqual(['low', 'high', 'high', undefined]);
  });

  it('have handovers judged anew that began on their day or later, and no others', async () => {
    const admission = await gateway.accept(
      messageWith('log-innlagt-1.6', 'full', {
        msgId: randomUUID(),
        genDate: gateway.clock.now().toISOString(),
        replace: [['2026-11-17T18:35:00+01:00', gateway.clock.now().toISOString()]],
        patient: { id: '17843908209' },
        receiver: { enterprise: kristiansund, unit: 9150502 },
      }),
    );
    await gateway.untilSettled(admission);
    await untilFollowed(gateway.gateway);
    const expected = async (message: string): Promise<string | undefined> => {
      const answer = await gateway.get(`/api/handovers/${message}.${kristiansund}`);
      expect(answer.status, answer.text).toBe(200);
      const { expected: rows } = answer.json() as {
        expected: readonly { expectation: string; state: string }[];
      };
      return rows.find(({ expectation }) => expectation === 'admission-report')?.state;
    };
    expect(await expected(admission)).toBe('open');
    const before = await expected(traffic.admitted.kristiansund);
    await decided({
      subject: 'expectation',
      item: 'admission-report',
      enterprise: kristiansund,
      change: { what: 'switch', on: false },
    });
    await gateway.gateway.sweepNow();
    await untilFollowed(gateway.gateway);
    expect([await expected(admission), await expected(traffic.admitted.kristiansund)]).toEqual([
      'void',
      before,
    ]);
  });

  it('about a deadline are shown in the catalogue, with who decided', async () => {
    const deadline = { kind: 'hours', amount: 1, warn: { left: { kind: 'hours', amount: 1 } } };
    await decided({ subject: 'expectation', item: 'change-update', change: { what: 'deadline', deadline } });
    const { expectations } = await read<{
      expectations: readonly {
        id: string;
        cases: readonly { now: { text: string; decided: { approver: string } } }[];
      }[];
    }>('/api/expectations');
    const now = expectations.find(({ id }) => id === 'change-update')?.cases[0]?.now;
    expect(now).toMatchObject({ text: 'innan éin time', decided: { approver: 'Kari Rad' } });
  });

  describe('before they are made', () => {
    const deadline = {
      subject: 'expectation',
      item: 'admission-report',
      change: {
        what: 'deadline',
        deadline: { kind: 'hours', amount: 1, warn: { left: { kind: 'hours', amount: 1 } } },
      },
    };

    it('show an enterprise what they would change in its own traffic', async () => {
      const answer = await gateway.postJson(
        { ...deadline, acting: molde, from: '2026-10-01', to: '2026-11-21' },
        '/api/replay/proposal',
        officer,
      );
      expect(answer.status, answer.text).toBe(200);
      for (const mark of patientMarks) expect(answer.text).not.toContain(mark);
      const { changes } = answer.json() as { changes: readonly object[] };
      expect(changes).toEqual([
        expect.objectContaining({
          change: 'state',
          from: 'met',
          to: 'met-late',
          enterprise: molde,
          count: 1,
        }),
      ]);
      const others = await gateway.postJson(
        { ...deadline, acting: hospital, from: '2026-10-01', to: '2026-11-21' },
        '/api/replay/proposal',
        officer,
      );
      expect(others.status).toBe(403);
    });

    it('show the board no number below five, no id and no day', async () => {
      // The traffic of November is whole months old.
      gateway.clock.advance(20 * 86_400_000);
      const answer = await gateway.postJson({ ...deadline, months: 3 }, '/api/replay/counts', board);
      expect(answer.status, answer.text).toBe(200);
      for (const mark of patientMarks) expect(answer.text).not.toContain(mark);
      const { changes, late, to } = answer.json() as {
        changes: readonly { count: number | null }[];
        late: object;
        to: string;
      };
      expect(to).toBe('2026-11-30T23:00:00.000Z');
      expect(changes.length).toBeGreaterThan(0);
      for (const { count } of changes) expect(count === null || count % 5 === 0).toBe(true);
      expect(Object.keys(late)).toEqual(['before', 'after']);
      expect(answer.text).not.toContain(traffic.admitted.molde);
    });

    it('are nothing for a board to try with rows of its own making', async () => {
      const own = { subject: 'rule', item: 'epikrise-diagnosis', months: 1, draft: 'rules: []' };
      const answer = await gateway.postJson(
        { ...own, change: { what: 'switch', on: false } },
        '/api/replay/counts',
        board,
      );
      expect(answer.status).toBe(400);
    });
  });
});
