import { expect, it } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import type { Viewer } from '../../../src/app/board/figures.ts';
import { publish } from '../../../src/app/board/publish.ts';
import { readQuality, readQualityPart } from '../../../src/app/board/quality.ts';
import type { FigureRow } from '../../../src/domain/board/figure.ts';
import type { HerId } from '../../../src/domain/ids.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { addCounted, boardOn, type Counted } from '../../helpers/counted.ts';

const board: Viewer = { role: 'board-member', enterprises: [] };
const officer: Viewer = { role: 'message-officer', enterprises: [1 as HerId] };

const type = 'EPIKRISE';
const of = { type, system: 'Journal 1' } as const;

/** What senders' messages of a month hold, and what rules found in them; with a rule's part, `n` is of all parts. */
const month = (day: string): readonly Counted[] =>
  [1, 2, 3].flatMap((enterprise): readonly Counted[] => [
    { ...of, measure: 'content', day, enterprise, part: 'diagnoses', n: 60, hits: 40 + enterprise },
    { ...of, measure: 'rule', day, enterprise, part: '', n: 60, hits: 20 },
    { ...of, measure: 'rule', day, enterprise, part: 'a-rule', n: 0, hits: 12 },
    ...(enterprise === 1
      ? []
      : [{ ...of, measure: 'rule', day, enterprise, part: 'wording', n: 0, hits: 7 } as const]),
  ]);

const seen = (rows: readonly FigureRow[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    rows.map(({ enterprise, part, figure }) => [
      `${enterprise ?? 'county'} ${part}`,
      figure.shown ? `${figure.hits} of ${figure.n}` : figure.why,
    ]),
  );

describeBackends('what messages hold and how they are worded', (open) => {
  const filled = async () => {
    const { pool } = await open();
    await migrate(pool);
    await pool.query(`
      delete from measures;
      alter table publications disable trigger all; delete from publications; alter table publications enable trigger all;
      alter table publication_cells disable trigger all; delete from publication_cells;
      alter table publication_cells enable trigger all;
      update publication_state set run = 0, day = null, monday = null, lease = null, lease_until = null, late_day = null`);
    const { services, setTime } = boardOn(pool);
    await addCounted(pool, [...month('2026-08-12'), ...month('2026-09-10'), ...month('2026-11-03')]);
    setTime('2026-11-16T06:00:00Z');
    await publish(services);
    return services;
  };
  const query = { measure: 'content', type, grain: 'month' } as const;

  it('are of the newest month that senders’ figures are shown of, unless one is asked for', async () => {
    const services = await filled();
    const newest = await readQuality(services, board, { ...query, parts: ['diagnoses'] });
    expect(newest.period).toBe('2026-09-01');
    expect(newest.choices).toEqual(['2026-11-01', '2026-10-01', '2026-09-01', '2026-08-01']);
    expect(seen(newest.enterprises)).toEqual({
      '1 diagnoses': '41 of 60',
      '2 diagnoses': '42 of 60',
      '3 diagnoses': '43 of 60',
    });
    expect(seen(newest.county)).toEqual({ 'county diagnoses': '126 of 180' });
    const august = { ...query, period: '2026-08-20', parts: ['diagnoses'] };
    expect((await readQuality(services, board, august)).period).toBe('2026-08-01');
  });

  it('show who owns them that a rule found nothing, where others see what is published', async () => {
    const services = await filled();
    const wording = { ...query, measure: 'rule', period: '2026-09-01', parts: ['wording'] } as const;
    const own = await readQuality(services, officer, wording);
    expect(seen(own.enterprises.filter((row) => row.own))).toEqual({ '1 wording': '0 of 60' });
    const published = await readQuality(services, board, wording);
    expect(seen(published.enterprises)['2 wording']).toBe('7 of 60');
    expect(published.enterprises.some((row) => row.own)).toBe(false);
  });

  it('have a course of thirteen months, and figures by system and rule', async () => {
    const services = await filled();
    const part = await readQualityPart(services, officer, {
      ...query,
      part: 'diagnoses',
      rules: ['a-rule', 'quiet-rule'],
      enterprise: 1 as HerId,
    });
    expect(part.months).toHaveLength(13);
    expect(part.months.at(-1)).toBe('2026-09-01');
    expect(part.countyCourse.map(({ period }) => period)).toEqual(['2026-08-01', '2026-09-01']);
    expect(part.enterpriseCourse.map(({ period, own }) => [period, own])).toEqual([
      ['2026-08-01', true],
      ['2026-09-01', true],
    ]);
    expect(part.systems.map(({ system }) => system)).toContain('Journal 1');
    expect(seen(part.found)).toEqual({
      'county a-rule': '36 of 180',
      '1 a-rule': '12 of 60',
      '1 quiet-rule': '0 of 60',
    });
  });
});
