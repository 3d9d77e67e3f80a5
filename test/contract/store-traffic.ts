import { expect, test } from 'vitest';
import type { HerId } from '../../src/domain/ids.ts';
import type { NewMessage } from '../../src/domain/store.ts';
import type { Backend } from '../helpers/backends.ts';
import { at, newHerId, openStore, someMessage, verdict } from './store-fixtures.ts';

/** Counts of traffic: by sender, type and Oslo day. Nobody else counts in these tests' database. */
export function trafficContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);
  const receive = async (time: string, rest: Partial<NewMessage> = {}, rejected = false): Promise<void> => {
    const { accept, completeProcessing } = await store();
    const message = someMessage(rest, new Date(time));
    await accept(message);
    await completeProcessing(message.id, verdict({ at: at(1), rejected }));
  };
  const days = async (sender: HerId) =>
    (await (await store()).trafficOf(sender, '2026-01-01')).map(({ type, days: each }) => [
      type,
      ...each.map(({ day, received, rejected, hours }) => [
        day,
        received,
        rejected,
        Object.entries(hours)
          .filter(([, count]) => count > 0)
          .map(([hour, count]) => `${hour}: ${count}`)
          .join(', '),
      ]),
    ]);
  const sender = newHerId();

  test('messages count on the Oslo day and hour they were received, by type, whether rejected or not', async () => {
    const { countTraffic, trafficCounted, trafficSenders } = await store();
    expect(await trafficCounted()).toBeUndefined();
    await receive('2026-11-10T08:00:00Z', { sender, type: 'EPIKRISE' });
    await receive('2026-11-10T08:59:59.999Z', { sender, type: 'EPIKRISE' }, true);
    // After midnight in Oslo.
    await receive('2026-11-10T23:30:00Z', { sender, type: 'EPIKRISE' });
    await receive('2026-11-10T22:59:00Z', { sender, type: 'LOG_INNLAGT' });
    await receive('2026-11-10T10:00:00Z', { sender, isAppRec: true, type: 'APPREC' });
    await countTraffic(new Date('2026-11-11T09:00:00Z'));
    expect(await days(sender)).toEqual([
      ['EPIKRISE', ['2026-11-10', 2, 1, '9: 2'], ['2026-11-11', 1, 0, '0: 1']],
      ['LOG_INNLAGT', ['2026-11-10', 1, 0, '23: 1']],
    ]);
    expect(await trafficCounted()).toEqual({ through: new Date('2026-11-11T09:00:00Z'), isJudged: false });
    expect(await trafficSenders('2026-11-11', undefined, 10)).toEqual([sender]);
    expect(await trafficSenders('2026-11-12', undefined, 10)).toEqual([]);
    expect(await trafficSenders('2026-11-11', sender, 10)).toEqual([]);
  });

  test('a count done twice, or by many, changes nothing; a later one adds, and sees what was processed since', async () => {
    const { accept, completeProcessing, countTraffic, trafficCounted, markTrafficJudged } = await store();
    const late = someMessage({ sender, type: 'EPIKRISE' }, new Date('2026-11-11T08:30:00Z'));
    await accept(late);
    const before = await days(sender);
    await Promise.all(Array.from({ length: 6 }, () => countTraffic(new Date('2026-11-11T09:00:00Z'))));
    expect(await days(sender)).toEqual(before);
    await Promise.all(Array.from({ length: 6 }, () => countTraffic(new Date('2026-11-11T10:00:00Z'))));
    expect((await days(sender))[0]?.[2]).toEqual(['2026-11-11', 2, 0, '0: 1, 9: 1']);
    await completeProcessing(late.id, verdict({ at: at(1), rejected: true }));
    await countTraffic(new Date('2026-11-11T11:00:00Z'));
    expect((await days(sender))[0]?.[2]).toEqual(['2026-11-11', 2, 1, '0: 1, 9: 1']);
    await markTrafficJudged(new Date('2026-11-11T10:00:00Z'));
    expect((await trafficCounted())?.isJudged).toBe(false);
    await markTrafficJudged(new Date('2026-11-11T11:00:00Z'));
    expect((await trafficCounted())?.isJudged).toBe(true);
  });

  test('after a long time it catches up some days at a time, and can be made to count again', async () => {
    const { countTraffic, recountTraffic } = await store();
    const until = new Date('2026-11-25T10:00:00Z');
    await receive('2026-11-24T12:00:00Z', { sender, type: 'EPIKRISE' });
    let counts = 0;
    while ((await countTraffic(until)) < until) counts += 1;
    expect(counts).toBe(2);
    await receive('2026-11-12T12:00:00Z', { sender, type: 'EPIKRISE', origin: 'import' });
    expect((await days(sender))[0]).toHaveLength(4);
    await recountTraffic(new Date('2026-11-12T10:00:00Z'));
    while ((await countTraffic(until)) < until) counts += 1;
    expect((await days(sender))[0]?.[3]).toEqual(['2026-11-12', 1, 0, '13: 1']);
    expect((await days(sender))[0]).toHaveLength(5);
  });

  test('the hour that October has twice is one hour of the clock', async () => {
    const { countTraffic, recountTraffic } = await store();
    const twice = newHerId();
    await receive('2026-10-25T00:30:00Z', { sender: twice });
    await receive('2026-10-25T01:30:00Z', { sender: twice });
    await recountTraffic(new Date('2026-10-25T00:00:00Z'));
    const until = new Date('2026-10-26T00:00:00Z');
    await countTraffic(until);
    expect(await days(twice)).toEqual([['LOG_INNLEGGELSE', ['2026-10-25', 2, 0, '2: 2']]]);
  });

  test('senders were heard from last on a day or in a week with five messages of a type, never by fewer', async () => {
    const { countTraffic, recountTraffic, lastHeard } = await store();
    const rare = newHerId();
    const receiveMany = async (count: number, day: string, type: string): Promise<void> => {
      for (let each = 0; each < count; each += 1) await receive(`${day}T12:00:00Z`, { sender: rare, type });
    };
    await receiveMany(4, '2026-11-11', 'LOG_INNLAGT');
    await receiveMany(4, '2026-11-13', 'EPIKRISE');
    await receiveMany(1, '2026-11-15', 'EPIKRISE');
    await receiveMany(5, '2026-11-18', 'EPIKRISE');
    await receiveMany(1, '2026-11-18', 'LOG_INNLAGT');
    const until = new Date('2026-11-24T00:00:00Z');
    await recountTraffic(new Date('2026-11-11T00:00:00Z'));
    while ((await countTraffic(until)) < until);
    const heard = async (from: string, today: string) =>
      (await lastHeard(from, today))
        .filter(({ sender: of }) => of === rare)
        .map(({ type, day }) => `${type} ${day}`)
        .toSorted();
    // The week is running.
    expect(await heard('2026-11-01', '2026-11-15')).toEqual([]);
    expect(await heard('2026-11-01', '2026-11-16')).toEqual(['EPIKRISE 2026-11-15']);
    // The day is running.
    expect(await heard('2026-11-01', '2026-11-18')).toEqual(['EPIKRISE 2026-11-15']);
    expect(await heard('2026-11-01', '2026-11-19')).toEqual(['EPIKRISE 2026-11-18']);
    expect(await heard('2026-11-01', '2026-11-23')).toEqual(['EPIKRISE 2026-11-22']);
    expect(await heard('2026-11-20', '2026-11-23')).toEqual([]);
  });
}
