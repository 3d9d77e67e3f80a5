import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewPublications, PublishedRow } from '../../../src/domain/board/publication-store.ts';
import { type HerId, herId } from '../../../src/domain/ids.ts';
import type { Delivery } from '../../../src/web/pages/delivery/delivery.ts';
import type { Overview } from '../../../src/web/pages/overview/overview.ts';
import { type HttpGateway, openHttpGateway } from './http-gateway.ts';
import { as, officer } from './people.ts';

const of = (id: string): HerId => herId(id)!;
const [molde, sula, giske, volda] = [of('9150600'), of('9153100'), of('9153200'), of('9157700')];
const trust = of('9000000');
const early24h = 'early-warning-24h';
const board = as('board-member');
const publishedAt = new Date('2026-11-16T06:00:00Z');

type Given = Partial<PublishedRow> & Pick<PublishedRow, 'measure' | 'start'>;
const row = (given: Given & { readonly n?: number; readonly hits?: number }): PublishedRow => {
  const { n, hits = 0, ...key } = given;
  return {
    type: '',
    part: '',
    scope: 'county',
    grain: 'month',
    told: n !== undefined,
    rounded: false,
    publishedAt,
    ...(n !== undefined && { figure: { n, hits, leftOut: {} } }),
    ...key,
  };
};
const early = (start: string, enterprise: HerId | undefined, n?: number, hits?: number): PublishedRow =>
  row({
    measure: 'indicator',
    part: early24h,
    start,
    ...(enterprise && { scope: 'enterprise', enterprise }),
    ...(n !== undefined && { n, hits: hits ?? 0 }),
  });

const rows: NewPublications['rows'] = [
  early('2026-09-01', undefined, 453, 390),
  early('2026-10-01', undefined, 453, 412),
  early('2026-09-01', molde, 100, 60),
  early('2026-10-01', molde, 100, 90),
  early('2026-10-01', sula, 40, 10),
  early('2026-10-01', giske, 60, 54),
  early('2026-10-01', volda),
  { ...early('2026-11-01', undefined, 200, 185), rounded: true },
  row({ measure: 'traffic', type: 'EPIKRISE', start: '2026-10-01', n: 120, hits: 100 }),
  row({
    measure: 'traffic',
    type: 'EPIKRISE',
    scope: 'pair',
    enterprise: trust,
    other: molde,
    start: '2026-10-01',
    n: 50,
    hits: 45,
  }),
  row({
    measure: 'traffic',
    type: 'EPIKRISE',
    scope: 'pair',
    enterprise: trust,
    other: sula,
    start: '2026-10-01',
  }),
  row({ measure: 'cause', type: 'EPIKRISE', part: 'E36', start: '2026-10-01', n: 120, hits: 12 }),
  row({ measure: 'version', type: 'EPIKRISE', part: 'epikrise-1.2', start: '2026-09-01', n: 100, hits: 100 }),
  row({ measure: 'version', type: 'EPIKRISE', part: 'epikrise-1.3', start: '2026-10-01', n: 120, hits: 20 }),
  row({ measure: 'version', type: 'EPIKRISE', part: 'epikrise-1.2', start: '2026-10-01', n: 120, hits: 100 }),
];

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway();
  const { store, clock } = gateway.services;
  const token = randomUUID();
  const now = clock.now();
  const turn = await store.takePublishing(token, now, new Date(now.getTime() + 60_000));
  await store.publish(turn!, { cells: [], rows });
  await store.saveLate(
    '2026-11-21',
    [{ expectation: 'municipal-reply', severity: 'critical', band: '5-9' }],
    now,
  );
});
afterAll(() => gateway.stop());

const ask = async <Body = { readonly [field: string]: unknown }>(
  path: string,
  headers: Readonly<Record<string, string>> = board,
) => {
  const response = await fetch(`${gateway.url}${path}`, { headers: { 'accept-language': 'nn', ...headers } });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
};
const overview = (query = '', headers = board) => ask<Overview>(`/api/board/overview${query}`, headers);
const delivery = (query = '') => ask<Delivery>(`/api/board/delivery${query}`);
const standing = ({ indicators }: Overview, name: string) => indicators.find(({ id }) => id === name)!;

describe('GET /api/board/indicators', () => {
  it('says what each counts, in the language of the reader', async () => {
    const { status, headers, body } = await ask<Overview>('/api/board/indicators');
    expect(status).toBe(200);
    expect(headers.get('content-language')).toBe('nn');
    expect(body.indicators).toHaveLength(gateway.services.indicators.length);
    expect(standing(body, early24h)).toMatchObject({
      id: 'early-warning-24h',
      name: 'Tidlegvarsel innan 24 timar',
      target: { share: 0.95 },
      better: 'higher',
    });
  });

  it('may be kept for a while, but not for another reader of the same browser', async () => {
    const { headers } = await ask('/api/board/indicators');
    expect(headers.get('cache-control')).toMatch(/^private, max-age=\d+$/);
    expect(headers.get('vary')).toMatch(/Overgang-Role/);
    const own = { 'overgang-role': 'message-officer', 'overgang-act-as': '9150600' };
    expect((await ask('/api/board/overview', own)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('GET /api/board/overview', () => {
  it('shows the running month of the county as soon as it has an edition, against the month before', async () => {
    const { county } = standing((await overview()).body, early24h);
    expect(county).toMatchObject({
      period: '2026-11-01',
      figure: { n: 200, hits: 185, rounded: true },
      before: { n: 453, hits: 412 },
      asOf: publishedAt.toISOString(),
    });
    expect(county.change?.points).toBeCloseTo(185 / 200 - 412 / 453);
    expect(county.trend).toHaveLength(12);
    expect(county.trend.at(-1)?.period).toBe('2026-11-01');
  });

  it('ranks organisations of the last closed month, those with enough alone', async () => {
    const { ranking } = standing((await overview()).body, early24h);
    expect(ranking).toMatchObject({ period: '2026-10-01', counted: 4, ranked: 3 });
    expect(ranking.weakest.map((each) => each.enterprise.name)).toEqual([
      'Sula kommune',
      expect.any(String),
      expect.any(String),
    ]);
    expect(ranking.improved).toMatchObject([
      { enterprise: { herId: Number(molde) }, change: { sure: true } },
    ]);
  });

  it('shows a month that is asked for, and says of what is not published why', async () => {
    const { body } = await overview('?period=2026-10');
    expect(standing(body, early24h).county).toMatchObject({
      period: '2026-10-01',
      figure: { n: 453, hits: 412 },
    });
    expect(standing(body, 'readmission-30d').county.figure).toEqual({ shown: false, why: 'not-closed' });
  });

  it('tells changes that chance does not explain, and versions nobody had before', async () => {
    const { body } = await overview('?period=2026-10');
    expect(body.changes).toMatchObject([
      { kind: 'indicator', indicator: early24h, enterprise: { herId: Number(molde) } },
      { kind: 'version', type: 'EPIKRISE', version: 'epikrise-1.3' },
    ]);
  });

  it('tells what is late now in bands to the board, and exactly to those whose it is', async () => {
    const { body } = await overview();
    expect(body.own).toBeNull();
    expect(body.late).toEqual({
      county: [
        {
          expectation: 'municipal-reply',
          case: null,
          severity: 'critical',
          band: '5-9',
          name: expect.any(String),
        },
      ],
      asOf: gateway.services.clock.now().toISOString(),
      own: null,
    });
    const own = await overview('', officer);
    expect(own.body).toMatchObject({ own: { herId: Number(molde) }, late: { own: [] } });
  });

  it('refuses what is no month', async () => {
    expect(await overview('?period=2026-13')).toMatchObject({
      status: 400,
      body: { code: 'request-invalid' },
    });
  });
});

describe('GET /api/board/delivery', () => {
  it('shows the newest closed month, with links that are shown and how many are not', async () => {
    const { body } = await delivery();
    expect(body).toMatchObject({ grain: 'month', period: '2026-10-01', types: ['EPIKRISE'], hiddenLinks: 1 });
    expect(body.links).toMatchObject([
      { sender: { herId: Number(trust) }, receiver: { herId: Number(molde) } },
    ]);
    expect(body.traffic).toMatchObject([{ period: '2026-10-01', type: 'EPIKRISE', figure: { n: 120 } }]);
  });

  it('says of each cause what can be done about it', async () => {
    const { body } = await delivery();
    const wording = body.causes[0];
    expect(body.causes).toMatchObject([{ code: 'E36', type: 'EPIKRISE', figure: { hits: 12 } }]);
    expect(wording?.mend).toMatch(/\.$/);
  });

  it('narrows links to an organisation at either end', async () => {
    const linksOf = async (id: HerId) => (await delivery(`?organisation=${id}`)).body.links.length;
    expect([await linksOf(trust), await linksOf(molde), await linksOf(giske)]).toEqual([1, 1, 0]);
  });

  it.each(['grain=day', 'period=2026', 'type=a b', 'organisation=x'])('refuses %s', async (query) => {
    expect((await delivery(`?${query}`)).status).toBe(400);
  });
});

it.each(['indicators', 'overview', 'delivery'])('%s is for those who may see figures', async (name) => {
  expect((await ask(`/api/board/${name}`, as('auditor'))).body.code).toBe('role-not-allowed');
  expect((await ask(`/api/board/${name}`, {})).body.code).toBe('role-not-allowed');
  expect((await ask(`/api/board/${name}`, as('operator'))).status).toBe(200);
});
