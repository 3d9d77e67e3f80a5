import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Subject, subjectOf } from '../../src/domain/handover/store.ts';
import type { Backend } from '../helpers/backends.ts';
import { following } from './following.ts';
import { at, events, start } from './store-fixtures.ts';

const hour = 3_600_000;

/** What handovers are followed by. */
export function followContract(open: () => Promise<Backend>): void {
  const { store, town, admission, put, takeAll, take, fold, expectationsOf } = following(open);
  const levelOf = async (subject: Subject, expectation: string) =>
    (await expectationsOf(subject)).find((each) => each.expectation === expectation)?.level;

  test('a processed message makes its patient due, once, and comes back with what was read of it', async () => {
    const message = await put();
    const taken = await take(message, at(0));
    const { messages, acts } = await (await store()).pathway(taken.subject);
    expect(acts).toEqual([]);
    expect(messages).toEqual([
      {
        id: message.id,
        type: 'LOG_INNLAGT',
        status: 'N',
        msgId: message.msgId,
        answers: [],
        patient: message.patient,
        sentAt: at(0),
        stands: true,
        receivedAt: at(0),
        historic: false,
        ...admission(at(0)),
        receivers: [
          { ...town, roles: ['nursing'], sharedRecords: [], copy: false, receipt: { state: 'waiting' } },
        ],
      },
    ]);
  });

  test('what is taken is nobody else’s until its lease is over, whoever asks at once', async () => {
    const message = await put();
    const takers = await Promise.all(Array.from({ length: 10 }, () => takeAll(at(0), at(5_000))));
    const mine = takers.flat().filter(({ subject }) => subject === subjectOf(message));
    expect(mine).toHaveLength(1);
    const again = async (ms: number) =>
      (await takeAll(at(ms))).some(({ subject }) => subject === subjectOf(message));
    expect(await again(4_999)).toBe(false);
    expect(await again(5_000)).toBe(true);
  });

  test('the longest due come first, and no more than were asked for', async () => {
    await takeAll(at(hour), at(2 * hour));
    const [late, early] = [await put({}, 500), await put({}, 100)];
    const { takeDue, countDue } = await store();
    expect(await countDue(at(hour), 10)).toBe(2);
    expect(await countDue(at(hour), 1)).toBe(1);
    const [first] = await takeDue(at(hour), at(2 * hour), 1);
    expect(first?.subject).toBe(subjectOf(early));
    const [second] = await takeDue(at(hour), at(2 * hour), 1);
    expect(second?.subject).toBe(subjectOf(late));
    expect(await countDue(at(hour), 10)).toBe(0);
  });

  test('what was folded stands until the next check, and what has not changed is not written again', async () => {
    const message = await put();
    const subject = subjectOf(message);
    expect(await fold(await take(message, at(0)), at(0))).toBe(true);
    const before = await expectationsOf(subject);
    expect(before.map(({ expectation }) => expectation)).toContain('admission-report');
    expect(await levelOf(subject, 'admission-report')).toBe(0);
    await expect(take(message, at(1))).rejects.toThrow('not due');
    // Four hours before the end of the day, somebody is warned.
    expect(await fold(await take(message, at(20 * hour)), at(20 * hour))).toBe(true);
    expect(await levelOf(subject, 'admission-report')).toBe(1);
    const after = await expectationsOf(subject);
    const rewritten = after.filter(({ written }) => !before.some((each) => each.written === written));
    expect(rewritten.length).toBeLessThan(after.length);
    expect(rewritten.length).toBeGreaterThan(0);
  });

  test('a fold that has not seen all is not stored, and its subject stays due', async () => {
    const message = await put();
    const taken = await take(message, at(0));
    const { changeDelivery, release } = await store();
    await changeDelivery(message.id, town.herId, at(10), () => ({
      events: [{ type: 'receiptTimedOut', actor: 'clock' }],
    }));
    expect(await fold(taken, at(20))).toBe(false);
    expect(await expectationsOf(taken.subject)).toEqual([]);
    await release(taken);
    const again = await take(message, at(20));
    expect(again.version).toBe(taken.version + 1);
    const { pathway } = await store();
    expect((await pathway(taken.subject)).messages[0]?.receivers[0]?.receipt).toEqual({
      state: 'timedOut',
      at: at(10),
      timedOutAt: at(10),
    });
  });

  test('what brings no news of the handover does not make it due', async () => {
    const message = await put();
    expect(await fold(await take(message, at(0)), at(0))).toBe(true);
    const { changeDelivery } = await store();
    await changeDelivery(message.id, town.herId, at(10), () => ({ events: events('sent', 'acknowledged') }));
    await expect(take(message, at(20))).rejects.toThrow('not due');
  });

  test('what is less pressing than it was may be told of again', async () => {
    const message = await put();
    const subject = subjectOf(message);
    const { pool } = await open();
    await fold(await take(message, at(25 * hour)), at(25 * hour));
    await pool.query('update expectations set alerted = level where subject = $1 and level > 0', [subject]);
    const { recheck } = await store();
    await recheck(randomUUID(), at(0), 1_000);
    await fold(await take(message, at(25 * hour)), at(hour));
    const [report] = (await expectationsOf(subject)).filter(
      ({ expectation }) => expectation === 'admission-report',
    );
    expect(report).toMatchObject({ level: 0, alerted: 0 });
  });

  test('what nobody was known to owe is told of again when somebody is', async () => {
    const message = await put();
    const subject = subjectOf(message);
    const { pool } = await open();
    await fold(await take(message, at(25 * hour)), at(25 * hour));
    await pool.query(
      `update expectations set alerted = level,
         owes = case expectation when 'admission-report' then null else owes end
       where subject = $1 and level > 0`,
      [subject],
    );
    const { recheck } = await store();
    await recheck(randomUUID(), at(0), 1_000);
    await fold(await take(message, at(25 * hour)), at(25 * hour));
    const toTell = (await expectationsOf(subject)).filter(({ level, alerted }) => (level ?? 0) > alerted);
    expect(toTell.map(({ expectation }) => expectation)).toEqual(['admission-report']);
  });

  test('what is given back is free at once, or at the time that is said', async () => {
    const message = await put();
    const { release } = await store();
    await release(await take(message, at(0)));
    await release(await take(message, at(0)), at(10_000));
    await expect(take(message, at(9_999))).rejects.toThrow('not due');
    expect((await take(message, at(10_000))).subject).toBe(subjectOf(message));
  });

  test('new rules make everything due, once', async () => {
    const message = await put();
    await fold(await take(message, start), start);
    const { recheck, subjects } = await store();
    await put();
    await recheck('these', at(5), 1_000);
    expect(await recheck('these', at(5), 1_000)).toBe(0);
    expect(await recheck('those', at(5), 1)).toBe(1);
    expect(await recheck('those', at(5), 1_000)).toBeGreaterThan(0);
    expect(await recheck('those', at(5), 1_000)).toBe(0);
    expect((await take(message, at(5))).subject).toBe(subjectOf(message));
    const all = await subjects(undefined, 10_000);
    expect(all).toContain(subjectOf(message));
    expect(await subjects(all.at(-1), 10)).toEqual([]);
  });
}
