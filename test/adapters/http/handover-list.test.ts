import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeBackends } from '../../helpers/backends.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import type { Answer } from '../../helpers/gateway-client.ts';
import {
  admit,
  asMolde,
  asTrust,
  type ListedItem,
  list,
  listAll,
  molde,
  pass,
  patientNumber,
  send,
  trust,
} from '../../helpers/handovers.ts';

const longest = 60_000;
const refusal = ({ status, outcome }: Answer) => [status, outcome];

describeBackends('The list of handovers', (open) => {
  const count = 23;
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(await open());
    for (let at = 0; at < count; at += 1) {
      gateway.clock.advance(1_800_000);
      const bytes = messageWith('log-innlagt-1.6', 'full', {
        msgId: randomUUID(),
        genDate: gateway.clock.now().toISOString(),
        patient: { id: patientNumber(at) },
        replace: [['2026-11-17T18:35:00+01:00', gateway.clock.now().toISOString()]],
      });
      await gateway.untilSettled(await gateway.accept(bytes));
    }
    await pass(gateway, 16);
    // Ten of them are answered, so that there are all levels of attention.
    for (let at = 0; at < count; at += 3) {
      const patient = { id: patientNumber(at) };
      await send(gateway, 'helseoppl-soknad-1.6', { patient });
      await send(gateway, 'innleggelsesrapport-1.6', { patient });
    }
  }, longest);
  afterAll(() => gateway.close());

  const ids = (items: readonly ListedItem[]) => items.map((item) => item.id);
  const sorts = ['attention', '-admitted', 'due'];
  const others = [
    '',
    'waitingFor=me&',
    'waitingFor=others&',
    'attention=late&',
    'expectation=early-warning&',
  ];

  it.each(sorts.flatMap((sort) => others.map((filter) => [`${filter}sort=${sort}`])))(
    'has every handover once over all its pages, in the order of one page: %s',
    async (query) => {
      const whole = await listAll(gateway, `${query}&limit=200`);
      expect(whole.length, 'something to page through').toBeGreaterThan(3);
      for (const limit of [1, 4, 7]) {
        if (limit === 1 && !query.startsWith('sort')) continue;
        expect(ids(await listAll(gateway, `${query}&limit=${limit}`))).toEqual(ids(whole));
      }
      expect(new Set(ids(whole)).size).toBe(whole.length);
    },
    longest,
  );

  it('has those that are late first, then what is due first', async () => {
    const items = await listAll(gateway, 'limit=10');
    expect(items).toHaveLength(count);
    const rank = ['late', 'due-soon', 'open', 'none'];
    const ranks = items.map(({ attention }) => rank.indexOf(attention));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    const admitted = await listAll(gateway, 'sort=-admitted&limit=10');
    const times = admitted.map(({ admittedAt }) => admittedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it.each(sorts)('keeps its pages when handovers come in between: %s', async (sort) => {
    const before = ids(await listAll(gateway, `sort=${sort}&limit=200`));
    let patient = 100 + 10 * sorts.indexOf(sort);
    const between = async () => {
      patient += 1;
      await admit(gateway, { patient: { id: patientNumber(patient) } });
    };
    const paged = ids(await listAll(gateway, `sort=${sort}&limit=9`, asMolde, between));
    expect(new Set(paged).size).toBe(paged.length);
    expect(paged.filter((id) => before.includes(id))).toEqual(before);
  });

  it('is narrowed by what is asked for, and every filter holds', async () => {
    const all = await listAll(gateway, 'limit=200');
    const [first] = all;
    const find = async (query: string) => ids(await listAll(gateway, `${query}&limit=200`)).sort();
    const where = (holds: (item: ListedItem) => boolean) => ids(all.filter(holds)).sort();
    for (const state of ['admitted', 'planning']) {
      expect(await find(`state=${state}`)).toEqual(where((item) => item.state === state));
    }
    expect(await find('state=admitted,planning')).toEqual(where(() => true));
    expect(await find('state=admitted&state=planning')).toEqual(where(() => true));
    expect(await find('state=discharged')).toEqual([]);
    for (const attention of ['late', 'due-soon', 'open', 'none']) {
      expect(await find(`attention=${attention}`)).toEqual(where((item) => item.attention === attention));
    }
    expect(await find(`municipality=${molde}&hospital=${trust}`)).toEqual(where(() => true));
    expect(await find(`municipality=${trust}`)).toEqual([]);
    expect(await find(`hospital=${molde}`)).toEqual([]);
    expect(await find('historic=true')).toEqual([]);
    expect(await find('historic=any')).toEqual(where(() => true));
    const day = (instant: string) =>
      new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Oslo' });
    const date = day(first!.admittedAt);
    expect(await find(`from=${date}&to=${date}`)).toEqual(where((item) => day(item.admittedAt) === date));
    expect(await find(`from=${date}`)).toEqual(where((item) => day(item.admittedAt) >= date));
    const mine = await listAll(gateway, 'waitingFor=me&limit=200');
    expect(mine.length).toBeGreaterThan(0);
    // What the municipality owes, the hospital waits for.
    const theirs = await listAll(gateway, 'waitingFor=others&limit=200', asTrust);
    expect(ids(theirs).sort()).toEqual(ids(mine).sort());
  });

  it('is one list for a caller who acts for both ends, with nothing twice', async () => {
    const both = { 'overgang-act-as': `${molde},${trust}` };
    const all = ids(await listAll(gateway, 'limit=200')).sort();
    for (const as of [both, {}]) {
      expect(ids(await listAll(gateway, 'limit=6', as)).sort()).toEqual(all);
      expect(ids(await listAll(gateway, 'limit=5&sort=due', as)).sort()).toEqual(all);
      const mine = ids(await listAll(gateway, 'limit=5&waitingFor=me', as));
      expect(new Set(mine).size).toBe(mine.length);
      expect(mine.length).toBeGreaterThan(0);
      expect(await listAll(gateway, 'waitingFor=others', as)).toEqual([]);
    }
  });

  it('says what is wrong with what it is asked', async () => {
    for (const [query, where] of [
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['limit=1&limit=2', 'limit'],
      ['sort=patient', 'sort'],
      ['state=gone', 'state'],
      ['attention=red', 'attention'],
      ['municipality=Molde', 'municipality'],
      ['from=2026-13-01', 'from'],
      ['after=nonsense', 'after'],
      ['waitingFor=you', 'waitingFor'],
      ['historic=maybe', 'historic'],
      ['expectation=Epikrise!', 'expectation'],
    ] as const) {
      const answer = await gateway.get(`/api/handovers?${query}`, asMolde);
      expect(refusal(answer), query).toEqual([400, 'request-invalid']);
      expect((answer.json() as { errors: { where: string }[] }).errors[0]?.where, query).toBe(where);
    }
    const { next } = await list(gateway, 'limit=1&sort=due');
    expect(refusal(await gateway.get(`/api/handovers?after=${next}`, asMolde))).toEqual([
      400,
      'request-invalid',
    ]);
    const at = '2026-11-20T00:00:00.000Z';
    for (const forged of [
      ['attention', 0, null, at, 'a\u0000b'],
      ['attention', 0, null, at, `${randomUUID()}.${molde} `],
      ['attention', 0.5, null, at, `${randomUUID()}.${molde}`],
      ['attention', 0, '2026-11-20', at, `${randomUUID()}.${molde}`],
      ['attention', 0, null, '2026-02-30T00:00:00Z', `${randomUUID()}.${molde}`],
      ['-admitted', 0, null, at, `${randomUUID()}.${molde}`],
    ]) {
      const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url');
      const answer = await gateway.get(`/api/handovers?after=${cursor}`, asMolde);
      expect(refusal(answer), JSON.stringify(forged)).toEqual([400, 'request-invalid']);
    }
    expect(refusal(await gateway.ask('/api/handovers', { method: 'POST' }))).toEqual([
      405,
      'method-not-allowed',
    ]);
  });
});
