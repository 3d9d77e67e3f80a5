import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutcomeCode } from '../../../src/domain/outcome.ts';
import {
  hospital,
  hourlyReports,
  kristiansund,
  molde,
  otherRules,
  patientMarks,
  type ReplayTraffic,
  sendTraffic,
} from '../../app/replay-traffic.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import type { Answer } from '../../helpers/gateway-client.ts';
import { storedTables } from '../../helpers/stored-tables.ts';

interface Change {
  readonly change: string;
  readonly expectation?: string | null;
  readonly rule?: string;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly moved?: string | null;
  readonly enterprise?: number;
  readonly enterpriseName?: string;
  readonly count: number;
  readonly handovers?: readonly string[];
  readonly messages: readonly string[];
}

interface Replayed {
  readonly changes: readonly Change[];
  readonly looked: number;
  readonly cut: string | null;
}

describeBackends('POST /api/replay', (open) => {
  let gateway: TestGateway;
  let traffic: ReplayTraffic;
  beforeAll(async () => {
    gateway = await openGateway(await open());
    traffic = await sendTraffic(gateway);
  });
  afterAll(() => gateway.close());

  const ask = (body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    gateway.postJson(body, '/api/replay', headers);
  const replayed = async (body: object): Promise<Replayed> => {
    const answer = await ask(body);
    expect(answer.status, answer.text).toBe(200);
    for (const mark of patientMarks) expect(answer.text).not.toContain(mark);
    return answer.json() as Replayed;
  };
  const expectations = (enterprise: number, draft: unknown = hourlyReports) =>
    replayed({ kind: 'expectations', enterprise, draft });

  it('shows an enterprise what a deadline would change in its own handovers, and no others', async () => {
    const handover = `${traffic.admitted.molde}.${molde}`;
    const { changes, looked } = await expectations(molde);
    expect(looked).toBe(1);
    expect(changes).toEqual([
      {
        change: 'state',
        from: 'met',
        to: 'met-late',
        moved: null,
        expectation: 'admission-report',
        case: null,
        name: 'Innleggelsesrapport',
        role: 'nursing',
        enterprise: molde,
        enterpriseName: 'Molde kommune',
        count: 1,
        handovers: [handover],
        messages: [],
      },
    ]);
    const [other, ...more] = (await expectations(kristiansund)).changes;
    expect(more).toEqual([]);
    expect(other).toMatchObject({
      change: 'due',
      moved: 'earlier',
      enterprise: kristiansund,
      handovers: [`${traffic.admitted.kristiansund}.${kristiansund}`],
    });
  });

  it('shows the hospital those of both, by who owes', async () => {
    const { changes, looked } = await expectations(hospital);
    expect(looked).toBe(2);
    expect(changes.map(({ change, enterprise, count }) => [change, enterprise, count])).toEqual([
      ['due', kristiansund, 1],
      ['state', molde, 1],
    ]);
  });

  it('takes the draft as an object too, and a window', async () => {
    const draft = {
      thresholds: [
        { expectation: 'admission-report', validFrom: '2026-01-01', deadline: { kind: 'hours', amount: 1 } },
      ],
    };
    expect((await expectations(molde, draft)).changes).toHaveLength(1);
    const window = { from: '2026-11-01', to: '2026-11-20' };
    const before = await replayed({ kind: 'expectations', enterprise: molde, draft, ...window });
    expect(before.changes).toEqual([]);
  });

  it('shows what rules would find otherwise in messages that the enterprise has sent or got', async () => {
    const rules = (enterprise: number) => replayed({ kind: 'rules', enterprise, draft: otherRules });
    const { changes, looked } = await rules(molde);
    expect(looked).toBe(2);
    expect(changes).toEqual([
      {
        change: 'added',
        rule: 'draft-report-has-plan',
        title: null,
        messageType: 'INNLEGGELSESRAPPORT',
        sender: molde,
        senderName: 'Molde kommune',
        count: 1,
        messages: [traffic.report],
      },
      expect.objectContaining({
        change: 'gone',
        rule: 'plo-admission-cause',
        title: 'Årsaken til innleggelsen er ikke beskrevet',
        count: 1,
      }),
    ]);
    expect(await rules(kristiansund)).toMatchObject({ changes: [], looked: 1 });
    expect(await rules(9158000)).toMatchObject({ changes: [], looked: 0 });
  });

  it('changes nothing that is stored', async () => {
    const before = await storedTables(gateway.gateway.pool);
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['expectations', 'findings', 'messages']));
    await expectations(hospital);
    await replayed({ kind: 'rules', enterprise: hospital, draft: otherRules });
    expect(await storedTables(gateway.gateway.pool)).toEqual(before);
  });

  it('serves one at a time, and asks the next to wait', async () => {
    const body = { kind: 'rules', enterprise: hospital, draft: otherRules };
    const answers = await Promise.all([ask(body), ask(body), ask(body)]);
    const served = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect(served.length).toBeGreaterThan(0);
    expect(served.length + refused.length).toBe(3);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, outcome } of refused) {
      expect([headers.get('retry-after'), outcome]).toEqual([
        '15',
        'too-many-requests' satisfies OutcomeCode,
      ]);
    }
    expect((await ask(body)).status).toBe(200);
  });

  it('leaves others their time between rules that take long', async () => {
    // As much as one expression may cost.
    const heavy = 'count(//*[count(//*[count(//*[count(//*) > 1]) > 1]) > 1]) > 1';
    const [rule = ''] = /- id:[\s\S]*(?=retire)/.exec(otherRules) ?? [];
    const rules = Array.from({ length: 4 }, (_, at) =>
      `  ${rule.replace('draft-', `draft-${at}-`)}`.replace('false()', heavy),
    );
    const lag = monitorEventLoopDelay({ resolution: 10 });
    lag.enable();
    const began = performance.now();
    await replayed({ kind: 'rules', enterprise: molde, draft: `rules:\n${rules.join('')}` });
    const tookMs = performance.now() - began;
    lag.disable();
    expect(lag.max / 1e6).toBeLessThan(0.6 * tookMs);
  });

  it('is refused to those who do not act for the enterprise', async () => {
    const body = { kind: 'expectations', enterprise: molde, draft: hourlyReports };
    const stranger = await ask(body, { 'overgang-act-as': `${kristiansund},9150601` });
    expect([stranger.status, stranger.outcome]).toEqual([403, 'her-id-not-authorised' satisfies OutcomeCode]);
    expect((await ask(body, { 'overgang-act-as': `${molde},9150602` })).status).toBe(200);
    expect((await ask({ ...body, enterprise: 9150602 })).outcome).toBe('her-id-not-authorised');
  });

  describe('with a request that cannot be used', () => {
    const good = { kind: 'expectations', enterprise: molde, draft: hourlyReports };
    it.each([
      [{ ...good, kind: 'sums' }, 'kind'],
      [{ ...good, enterprise: 'Molde' }, 'enterprise'],
      [{ ...good, draft: 7 }, 'draft'],
      [{ ...good, draft: '"'.repeat(40_000) }, 'draft'],
      [{ ...good, from: 'yesterday' }, 'from'],
      [{ ...good, from: '2026-11-20', to: '2026-11-19' }, 'from'],
      [{ ...good, from: '2026-01-01', to: '2026-11-19' }, 'from'],
      [{ ...good, Krekling: 1 }, 'body'],
    ])('says what is wrong, %#', async (body, where) => {
      const answer = await ask(body);
      const { errors } = answer.json() as { errors: readonly { where: string }[] };
      expect([answer.status, answer.outcome, errors[0]?.where]).toEqual([
        400,
        'request-invalid' satisfies OutcomeCode,
        where,
      ]);
      expect(answer.text).not.toContain('Krekling');
    });

    it('asks for JSON', async () => {
      const answer = await gateway.ask('/api/replay', { method: 'POST', body: '<draft/>' });
      expect([answer.status, answer.outcome]).toEqual([
        415,
        'content-type-unsupported' satisfies OutcomeCode,
      ]);
    });
  });

  describe('with a draft that cannot be used', () => {
    const faultsOf = async (kind: string, draft: unknown): Promise<readonly string[]> => {
      const answer = await ask({ kind, enterprise: molde, draft });
      expect([answer.status, answer.outcome]).toEqual([400, 'draft-invalid' satisfies OutcomeCode]);
      const { errors } = answer.json() as { errors: readonly { where: string; expected: string }[] };
      return errors.map(({ where, expected }) => `${where}: ${expected}`);
    };

    it('tells every fault in a draft of expectations', async () => {
      expect(await faultsOf('expectations', 'thresholds: [')).toEqual([
        expect.stringMatching(/^draft: line 1, column \d+: it is not YAML$/),
      ]);
      expect(await faultsOf('expectations', {})).toEqual([expect.stringContaining('it changes nothing')]);
      expect(
        await faultsOf('expectations', {
          retire: ['no-such-row'],
          thresholds: [
            { expectation: 'medication-list', validFrom: '2026-01-01', deadline: { kind: 'none' } },
          ],
        }),
      ).toEqual([
        'draft: retire[0]: there is no row no-such-row',
        expect.stringContaining('draft: thresholds[0].case: medication-list has the cases'),
      ]);
    });

    it('tells every fault in a draft of rules', async () => {
      const faulty = otherRules
        .replace("'false()'", "'p:Plan['")
        .replace('[plo-admission-cause]', '[no-rule]');
      expect(await faultsOf('rules', faulty)).toEqual([
        'draft: retire[0]: there is no rule no-rule',
        expect.stringMatching(/^draft: draft-report-has-plan, assert: /),
      ]);
      const [rule = ''] = /- id:[\s\S]*(?=retire)/.exec(otherRules) ?? [];
      const many = Array.from({ length: 21 }, (_, at) => `  ${rule.replace('draft-', `draft-${at}-`)}`);
      expect(await faultsOf('rules', `rules:\n${many.join('')}`)).toEqual([
        'draft: rules: at most 20 can be tried at a time',
      ]);
    });
  });
});
