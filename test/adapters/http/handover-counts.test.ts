import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertRound } from '../../helpers/alerts.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import {
  admit,
  asMolde,
  asTrust,
  listAll,
  molde,
  pass,
  patientNumber,
  send,
  trust,
} from '../../helpers/handovers.ts';

interface Counts {
  readonly late: number;
  readonly dueSoon: number;
  readonly open: number;
  readonly municipalities: readonly {
    readonly herId: number;
    readonly name: string;
    readonly count: number;
  }[];
  readonly hospitals: readonly { readonly herId: number; readonly count: number }[];
}

describeBackends('How many handovers want something', (open) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(await open());
    // Two that are a day old, one of which has got what it waited for, and one of now.
    for (const at of [0, 1]) await admit(gateway, { patient: { id: patientNumber(at) } });
    await send(gateway, 'helseoppl-soknad-1.6', { patient: { id: patientNumber(1) } });
    await pass(gateway, 30);
    await admit(gateway, { patient: { id: patientNumber(2) } });
  });
  afterAll(() => gateway.close());

  const counts = async (query = '', as: Readonly<Record<string, string>> = asMolde): Promise<Counts> => {
    const answer = await gateway.get(`/api/handovers/counts?${query}`, as);
    expect(answer.status, answer.text).toBe(200);
    return answer.json() as Counts;
  };

  const listed = async (query: string, as: Readonly<Record<string, string>>): Promise<Counts> => {
    const count = async (attention: string) =>
      (await listAll(gateway, `attention=${attention}&${query}`, as)).length;
    const [late, dueSoon, waiting] = [await count('late'), await count('due-soon'), await count('open')];
    const all = late + dueSoon + waiting;
    return {
      late,
      dueSoon,
      open: waiting,
      municipalities: [{ herId: molde, name: 'Molde kommune', count: all }],
      hospitals: [{ herId: trust, count: all }],
    };
  };

  it.each([
    ['', asMolde],
    ['', asTrust],
    ['', { ...asMolde, 'overgang-act-as': `${molde},${trust}` }],
    ['waitingFor=me&', asMolde],
    ['waitingFor=others&', asMolde],
    ['expectation=early-warning&', asTrust],
    ['state=admitted&', asTrust],
  ])('is as many as the list has: %s %j', async (query, as) => {
    const { hospitals, ...rest } = await counts(query, as);
    const { hospitals: same, ...expected } = await listed(query, as);
    expect(rest).toEqual(expected);
    expect(hospitals).toMatchObject(same);
  });

  it('counts late ones and open ones apart', async () => {
    expect(await counts()).toMatchObject({ late: 2, open: 1 });
  });

  it('narrows by municipality, and yet tells of all that could be chosen', async () => {
    expect(await counts('municipality=9150400')).toMatchObject({
      late: 0,
      open: 0,
      municipalities: [{ herId: molde, count: 3 }],
    });
  });

  it('tells a caller who acts for nobody in any of nothing', async () => {
    expect(await counts('', { 'overgang-act-as': '9150400' })).toEqual({
      late: 0,
      dueSoon: 0,
      open: 0,
      municipalities: [],
      hospitals: [],
    });
  });

  it('finds the alerts of one handover', async () => {
    await alertRound(gateway);
    const [first] = await listAll(gateway, 'attention=late', asTrust);
    const alertsOf = async (handover: string) => {
      const answer = await gateway.get(`/api/alerts?handover=${encodeURIComponent(handover)}`, asTrust);
      return (answer.json() as { alerts: { handoverId: string }[] }).alerts.map(
        ({ handoverId }) => handoverId,
      );
    };
    const found = await alertsOf(first?.id ?? '');
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set([first?.id]));
    expect(await alertsOf('nothing')).toEqual([]);
  });
});
