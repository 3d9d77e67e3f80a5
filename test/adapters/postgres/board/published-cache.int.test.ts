import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { migrate } from '../../../../src/adapters/postgres/migrate.ts';
import { createStore, type Store } from '../../../../src/adapters/postgres/store.ts';
import type {
  PublishedQuery,
  PublishedRow,
  PublishingTurn,
} from '../../../../src/domain/board/publication-store.ts';
import { describeBackends } from '../../../helpers/backends.ts';

const now = new Date('2026-11-16T05:00:00Z');
const later = new Date('2026-11-16T05:15:00Z');

const query: PublishedQuery = {
  measure: 'rule',
  scope: 'county',
  grain: 'month',
  from: '2026-01-01',
  to: '2026-12-01',
};

const rowOf = (start: string, n: number): PublishedRow => ({
  measure: 'rule',
  type: 'EPIKRISE',
  part: '',
  scope: 'county',
  grain: 'month',
  start,
  told: true,
  rounded: false,
  publishedAt: now,
  figure: { n, hits: n, leftOut: {} },
});

describeBackends('What is published, asked for again and again', (open) => {
  let stores: readonly [Store, Store];

  beforeAll(async () => {
    const { pool } = await open();
    await migrate(pool);
    stores = [createStore(pool), createStore(pool)];
  });

  const take = async (store: Store): Promise<PublishingTurn> =>
    (await store.takePublishing(randomUUID(), now, later))!;
  const seenBy = async (store: Store): Promise<readonly (number | undefined)[]> =>
    (await store.readPublished(query)).map(({ figure }) => figure?.n);

  it('is told by every process as soon as it is there, whichever process published it', async () => {
    const [one, other] = stores;
    expect(await seenBy(one)).toEqual([]);
    const first = await take(other);
    await other.publish(first, { cells: [], rows: [rowOf('2026-02-01', 20)] });
    expect(await seenBy(one)).toEqual([20]);
    await other.publish(first, { cells: [], rows: [rowOf('2026-01-01', 10)] });
    expect(await seenBy(one)).toEqual([10, 20]);
    await other.endPublishing(first.token);
    expect(await seenBy(one)).toEqual([10, 20]);
    expect(await seenBy(other)).toEqual([10, 20]);

    const second = await take(one);
    await one.publish(second, { cells: [], rows: [rowOf('2026-03-01', 30)] });
    await one.endPublishing(second.token);
    expect(await seenBy(one)).toEqual([10, 20, 30]);
    expect(await seenBy(other)).toEqual([10, 20, 30]);
  });

  it('is read from storage once for each run', async () => {
    const [one] = stores;
    const [before] = await one.readPublished(query);
    expect((await one.readPublished(query))[0]).toBe(before);
    const turn = await take(one);
    await one.endPublishing(turn.token);
    expect((await one.readPublished(query))[0]).not.toBe(before);
  });
});
