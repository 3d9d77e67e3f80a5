import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { readFigures } from '../../../src/app/board/figures.ts';
import { publish } from '../../../src/app/board/publish.ts';
import type { FigureRow } from '../../../src/domain/board/figure.ts';
import type { Report, ReportFigure } from '../../../src/domain/board/report.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { addCounted, type Counted } from '../../helpers/counted.ts';
import { createTestClock, openGateway, type TestGateway } from '../../helpers/gateway.ts';
import type { Answer } from '../../helpers/gateway-client.ts';

/** The board's reports, over HTTP, in a whole gateway. It is a Monday in November 2026. */

const board = { 'overgang-role': 'board-member', 'overgang-person': 'Kari Rad', 'accept-language': 'nn' };
const officer = { 'overgang-role': 'message-officer', 'overgang-act-as': '9150400' };
const quarter = { grain: 'quarter', period: '2026-07-01' } as const;
const asked = 'grain=quarter&period=2026-07-01&language=nn';

/** The second is small; hiding it alone would tell of it, so a larger one goes with it. */
const counted = (day: string, more = 0): readonly Counted[] =>
  [
    [9150400, 4211, 3907],
    // Once, so that it is small in its quarter too.
    ...(day === '2026-07-10' ? [[9150600, 3, 2]] : []),
    [9150500, 1733, 1571],
    [9150700, 1879, 1423],
  ].map(([enterprise = 0, n = 0, hits = 0]) => ({ day, enterprise, n: n + more, hits, type: '' }));

interface Draft {
  readonly report: Omit<Report, 'figures'>;
  readonly comments: readonly { readonly text: string }[];
}

const unzip = async (bytes: Buffer): Promise<string> => {
  const zip = await fromBufferPromise(bytes);
  const texts: string[] = [];
  for await (const entry of zip.eachEntry()) {
    texts.push((await buffer(await zip.openReadStreamPromise(entry))).toString('utf8'));
  }
  return texts.join('\n');
};

describeBackends('the board’s report', (open) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const backend = await open();
    gateway = await openGateway(backend, { clock: createTestClock(new Date('2026-11-23T07:30:00Z')) });
    await addCounted(
      backend.pool, // The quarter before has other numbers, and nothing to hide.
      [
        counted('2026-05-12', 17),
        ...['2026-07-10', '2026-08-11', '2026-09-12'].map((day) => counted(day)),
      ].flat(),
    );
    await publish(gateway.gateway.services);
  });
  afterAll(() => gateway.close());

  const read = async <Body>(
    path: string,
    headers: Readonly<Record<string, string>> = board,
  ): Promise<Body> => {
    const answer = await gateway.get(path, headers);
    expect(answer.status, answer.text).toBe(200);
    return answer.json() as Body;
  };
  const file = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`${gateway.url}${path}`, { headers: board });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  const comment = (text: string, headers: Readonly<Record<string, string>> = board): Promise<Answer> =>
    gateway.postJson({ ...quarter, chapter: 'epikrise', text }, '/api/board/report/comments', headers);
  const freeze = async (): Promise<{
    id: string;
    hash: string;
    edition: number;
    replaces: string | null;
  }> => {
    const answer = await gateway.postJson({ ...quarter, language: 'nn' }, '/api/board/reports', board);
    expect(answer.status, answer.text).toBe(201);
    return answer.json() as { id: string; hash: string; edition: number; replaces: string | null };
  };
  const published = (by: 'county' | 'enterprise', grain: 'quarter' | 'month') =>
    readFigures(
      gateway.gateway.services,
      { role: 'board-member', enterprises: [] },
      { measure: 'indicator', grain, by, from: '2026-01-01', to: '2026-09-30' },
    );

  it('has the figures that are published and no others, whoever reads it', async () => {
    const rows = [
      ...(await published('county', 'quarter')),
      ...(await published('enterprise', 'quarter')),
      ...(await published('county', 'month')),
    ];
    expect(rows.some(({ figure }) => figure.shown)).toBe(true);
    const keyOf = ({ period, enterprise, part, figure }: FigureRow) =>
      JSON.stringify([period, enterprise ?? null, part, figure]);
    const keys = new Set(rows.map(keyOf));
    for (const reader of [board, officer]) {
      const { figures } = await read<Report>(`/api/board/report/file?${asked}&format=json`, reader);
      expect(figures.length).toBeGreaterThan(5);
      const strange = figures.filter(
        ({ period, enterprise, part, figure }: ReportFigure) =>
          !keys.has(JSON.stringify([period, enterprise?.herId ?? null, part, figure])),
      );
      expect(strange).toEqual([]);
    }
  });

  it('writes no number in a table that no published row has', async () => {
    const rows = [...(await published('county', 'quarter')), ...(await published('enterprise', 'quarter'))];
    const numbers = new Set(
      rows.flatMap(({ figure }) => (figure.shown ? [figure.n, figure.hits, figure.share] : [])),
    );
    const { report } = await read<Draft>(`/api/board/report?${asked}`);
    const targets = new Set(gateway.gateway.services.indicators.flatMap(({ target }) => target?.share ?? []));
    const cells = report.chapters
      .flatMap(({ tables }) => tables)
      .filter(({ id }) => id !== 'months')
      .flatMap((table) => table.rows.flat())
      .flatMap((cell) => (cell.kind === 'count' || cell.kind === 'share' ? [cell.value] : []));
    expect(cells).toContain(7823 * 3 + 3);
    expect(cells.filter((value) => !numbers.has(value) && !targets.has(value))).toEqual([]);
  });

  it('has no hidden number in any file', async () => {
    const shown = (await published('enterprise', 'quarter')).flatMap(({ enterprise, figure, period }) =>
      figure.shown && period === quarter.period ? [enterprise] : [],
    );
    const hidden = counted('2026-07-10').filter(
      ({ enterprise, n }) => n > 100 && !shown.some((each) => each === enterprise),
    );
    expect(hidden.length).toBeGreaterThan(0);
    const texts = [
      (await file(`/api/board/report?${asked}`)).toString('utf8'),
      (await file(`/api/board/report/file?${asked}&format=csv`)).toString('utf8'),
      (await file(`/api/board/report/file?${asked}&format=json`)).toString('utf8'),
      await unzip(await file(`/api/board/report/file?${asked}&format=xlsx`)),
    ];
    expect(texts[3]).toContain('skjult');
    for (const { n, hits } of hidden) {
      // In the quarter there are three months alike.
      for (const secret of [n, n * 3, hits * 3]) {
        for (const text of texts) expect(text).not.toMatch(new RegExp(`(?<![\\d.,])${secret}(?!\\d)`));
      }
    }
  });

  it('keeps what the board writes, with its earlier versions', async () => {
    expect((await comment('=2+2 er fire.')).status).toBe(201);
    expect((await comment('Betre enn i fjor.')).status).toBe(201);
    const { report, comments } = await read<Draft>(`/api/board/report?${asked}`);
    expect(report.chapters.find(({ id }) => id === 'epikrise')?.comment).toEqual({
      text: 'Betre enn i fjor.',
      by: 'Kari Rad',
      at: '2026-11-23T07:30:00.000Z',
    });
    expect(comments.map(({ text }) => text)).toEqual(['=2+2 er fire.', 'Betre enn i fjor.']);
  });

  it('takes no persons’ numbers, no long text, and no word from others', async () => {
    for (const text of ['Gjeld 13116900216', 'x'.repeat(4001)]) {
      const answer = await comment(text);
      expect([answer.status, answer.outcome]).toEqual([400, 'request-invalid']);
      expect(answer.text).not.toContain('13116900216');
    }
    expect((await comment('Hei', officer)).outcome).toBe('role-not-allowed');
  });

  it('stays as it was when it is frozen, whatever happens after, and has its hash', async () => {
    const first = await freeze();
    const before = await file(`/api/board/reports/${first.id}/file?format=json`);
    expect(createHash('sha256').update(before).digest('hex')).toBe(first.hash);

    await comment('Skrive etterpå.');
    const second = await freeze();
    expect([second.edition, second.replaces]).toEqual([first.edition + 1, first.id]);
    expect(await file(`/api/board/reports/${first.id}/file?format=json`)).toEqual(before);
    const frozen = await read<{ replacedBy: string; isIntact: boolean; report: Draft['report'] }>(
      `/api/board/reports/${first.id}`,
    );
    expect(frozen).toMatchObject({ replacedBy: second.id, isIntact: true });
    expect(JSON.stringify(frozen.report)).not.toContain('Skrive etterpå.');
    const { reports } = await read<{ reports: readonly { id: string }[] }>('/api/board/reports');
    expect(reports.map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  it('cannot be changed in storage once it is frozen, nor come with another hash', async () => {
    const { pool } = gateway.gateway;
    await expect(pool.query(`update frozen_reports set content = '{}'`)).rejects.toThrow();
    await expect(pool.query('delete from report_comments')).rejects.toThrow();
    await expect(
      pool.query(
        `insert into frozen_reports select 'other', grain, period, 'en', enterprises, edition, null, frozen_by, role,
           frozen_at, content || ' ', hash from frozen_reports limit 1`,
      ),
    ).rejects.toThrow(/check/);
  });

  it('is not frozen while its period runs', async () => {
    const body = { grain: 'year', period: '2026-01-01', language: 'nb' };
    const answer = await gateway.postJson(body, '/api/board/reports', board);
    expect([answer.status, answer.outcome]).toEqual([400, 'request-invalid']);
  });

  it.each(['0000000000', 'nobody', '..'])('is not found at %j', async (id) => {
    expect((await gateway.get(`/api/board/reports/${encodeURIComponent(id)}/file`, board)).status).toBe(404);
  });
});
