import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { followed } from '../../src/app/follow.ts';
import { subjectOf } from '../../src/domain/handover/store.ts';
import type { Backend } from '../helpers/backends.ts';
import { following, rules } from './following.ts';
import { at, newHerId } from './store-fixtures.ts';

/** What is reported of handovers. */
export function actsContract(open: () => Promise<Backend>): void {
  const { store, hospital, town, put, takeAll, take, fold, act } = following(open);

  test('messages without a patient are followed by conversation', async () => {
    const { addAct, pathway, subjectOf: stored } = await store();
    const one = await put({ type: 'DIALOG_AVVIK' }, 0, {});
    expect(await stored(one.id)).toBe(`c:${one.msgId.toLowerCase()}`);
    const conversation = { refToParent: one.msgId, refToConversation: one.msgId.toUpperCase() };
    const answer = await put({ type: 'DIALOG_SVAR', conversation }, 1, {});
    const subject = (await stored(answer.id))!;
    expect((await pathway(subject)).messages.map(({ id }) => id)).toEqual([one.id, answer.id].sort());
    expect(await addAct(act(one.id, hospital.enterprise))).toEqual({ kind: 'added' });
    expect((await pathway(subject)).acts).toHaveLength(1);
  });

  test('an act is kept once, makes its subject due, and another of the same id is refused', async () => {
    const message = await put();
    await fold(await take(message, at(0)), at(0));
    const { addAct, pathway } = await store();
    const one = { ...act(message.id, hospital.enterprise, 50), municipality: town.enterprise };
    expect(await addAct(one)).toEqual({ kind: 'added' });
    expect(await addAct(one)).toEqual({ kind: 'known' });
    expect(await addAct({ ...one, at: at(51) })).toEqual({ kind: 'conflict' });
    const taken = await take(message, at(50));
    const { reportedBy: _by, ...kept } = one;
    expect((await pathway(taken.subject)).acts).toEqual([kept]);
  });

  test('the first act of a kind makes due what could not be seen of that enterprise before', async () => {
    const reporter = newHerId();
    const [message, other] = [await put(), await put()];
    const { addAct, reports } = await store();
    const { pool } = await open();
    for (const taken of await takeAll(at(0))) await fold(taken, at(0));
    await pool.query(
      `update expectations set owes = $1, why = 'no-acts-reported', state = 'not-observable' where subject = $2`,
      [reporter, subjectOf(other)],
    );
    expect((await reports()).has(reporter)).toBe(false);
    await addAct(act(message.id, reporter));
    expect([...((await reports()).get(reporter) ?? [])]).toEqual(['fault-corrected']);
    const due = (await takeAll(at(1))).map(({ subject }) => subject);
    expect(due).toContain(subjectOf(other));
  });

  test('the first act of a kind also has that judged again which ended late while nobody could see it', async () => {
    const reporter = newHerId();
    const [message, other, inTime] = [await put(), await put(), await put()];
    for (const taken of await takeAll(at(0))) await fold(taken, at(0));
    const { pool } = await open();
    const ended = (subject: string, afterMs: number) =>
      pool.query(
        `update expectations set owes = $1, why = 'D', state = 'void', level = null, was_late = false,
          due_at = $2, ended_at = $3 where subject = $4`,
        [reporter, at(1_000), at(1_000 + afterMs), subject],
      );
    await ended(subjectOf(other), 1);
    await ended(subjectOf(inTime), -1);
    const { addAct } = await store();
    await addAct(act(message.id, reporter));
    const due = (await takeAll(at(1))).map(({ subject }) => subject);
    expect(due).toContain(subjectOf(other));
    expect(due).not.toContain(subjectOf(inTime));
  });

  test('what was folded while the first act of a kind came is folded again', async () => {
    const [message, other] = [await put(), await put()];
    for (const taken of await takeAll(at(0))) await fold(taken, at(0));
    const { addAct, pathway, recheck, reports, saveFollowed } = await store();
    await recheck(randomUUID(), at(1), 1_000);
    const taken = await take(message, at(1));
    const known = { ...rules, reports: await reports() };
    const result = followed(await pathway(taken.subject), known, at(1));
    await addAct(act(other.id, newHerId(), 1));
    expect(await saveFollowed(taken, result, 'these')).toBe(true);
    expect(await fold(await take(message, at(1)), at(1))).toBe(true);
    await expect(take(message, at(2))).rejects.toThrow('not due');
  });

  test('first acts of several at once make due the same subjects, and none stands in another’s way', async () => {
    const messages = await Promise.all(Array.from({ length: 20 }, () => put()));
    for (const taken of await takeAll(at(0))) await fold(taken, at(0));
    const { pool } = await open();
    const reporters = Array.from({ length: 4 }, newHerId);
    // As many rows of each subject as there are reporters, each owed by one of them.
    await pool.query(
      `update expectations e set owes = r.owes, why = 'no-acts-reported' from (
        select holder, key, ($1::integer[])[1 + row_number() over (partition by subject order by key) % $2] as owes
        from expectations where subject = any($3)) as r
      where e.holder = r.holder and e.key = r.key`,
      [reporters, reporters.length, messages.map(subjectOf)],
    );
    const { addAct } = await store();
    await Promise.all(reporters.map((by, place) => addAct(act(messages[place]!.id, by, 1))));
    const due = new Set((await takeAll(at(1))).map(({ subject }) => subject));
    for (const message of messages) expect(due).toContain(subjectOf(message));
  });
}
