import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Backend } from '../helpers/backends.ts';
import { alertsOn } from './alerts-on.ts';
import { at, newHerId, someMessage } from './store-fixtures.ts';

const by = { by: 'a client', at: at(500) };

/** Alerts: raised, dealt with, over. */
export function alertsContract(open: () => Promise<Backend>): void {
  const { store, expectOf, forget, round, inbox, only, eventsOf } = alertsOn(open);

  test('what is due soon is told to who owes it, what is late also to who waits', async () => {
    const [owes, waits, holder] = [newHerId(), newHerId(), randomUUID()];
    await expectOf(holder, { level: 1, owes, waits });
    await round(0);
    expect(await only(owes)).toMatchObject({ part: 'owes', level: 1, state: 'open', holder, dueAt: at(7) });
    expect(await inbox(waits)).toEqual([]);
    await expectOf(holder, { level: 2, owes, waits });
    await round(10);
    expect(await only(owes)).toMatchObject({ part: 'owes', level: 2, raisedAt: at(0), changedAt: at(10) });
    expect(await only(waits)).toMatchObject({ part: 'waits', level: 2, raisedAt: at(10) });
  });

  test('raising the same again changes nothing, from however many processes', async () => {
    const [owes, holder] = [newHerId(), randomUUID()];
    await expectOf(holder, { owes, waits: owes });
    await Promise.all(Array.from({ length: 8 }, () => round(0)));
    const alert = await only(owes);
    await round(5);
    // A fold that made its rows anew has forgotten what was told.
    await forget(holder);
    await expectOf(holder, { owes, waits: owes });
    await (await store()).raiseExpectations(at(6), 100);
    expect(await only(owes)).toEqual(alert);
    expect(await eventsOf(alert.id)).toEqual(['raised 2']);
  });

  test('history raises nothing, and what nobody is known to owe is told to who waits', async () => {
    const [owes, waits] = [newHerId(), newHerId()];
    await expectOf(randomUUID(), { owes, waits, historic: true });
    await expectOf(randomUUID(), { owes: null, waits });
    await expectOf(randomUUID(), { owes, waits, level: 0 });
    await round(0);
    expect(await inbox(owes)).toEqual([]);
    expect(await only(waits)).toMatchObject({ part: 'waits' });
  });

  test('what is over closes by itself, and opens again when it comes back', async () => {
    const [owes, holder] = [newHerId(), randomUUID()];
    await expectOf(holder, { owes });
    await round(0);
    await expectOf(holder, { owes, level: null });
    await round(10);
    expect(await only(owes)).toMatchObject({
      state: 'closed',
      reason: 'resolved',
      level: 0,
      stateBy: 'gateway',
    });
    await expectOf(holder, { owes });
    await round(20);
    expect(await only(owes)).toMatchObject({ state: 'open', level: 2, changedAt: at(20) });
    expect(await only(owes)).not.toHaveProperty('reason');
    await forget(holder);
    await round(30);
    const { id, state } = await only(owes);
    expect(state).toBe('closed');
    expect(await eventsOf(id)).toEqual(['raised 2', 'closed 0 resolved', 'raised 2', 'closed 0 resolved']);
  });

  test('a deadline that is moved lowers an alert without a word, and raises it again when it passes', async () => {
    const [owes, waits, holder] = [newHerId(), newHerId(), randomUUID()];
    await expectOf(holder, { owes, waits, level: 3 });
    await round(0);
    await expectOf(holder, { owes, waits, level: 1 });
    await round(10);
    expect(await only(owes)).toMatchObject({ level: 1, state: 'open', changedAt: at(0) });
    expect(await only(waits)).toMatchObject({ level: 0, state: 'closed' });
    await expectOf(holder, { owes, waits, level: 2 });
    await round(20);
    expect(await only(owes)).toMatchObject({ level: 2, changedAt: at(20) });
    expect(await only(waits)).toMatchObject({ level: 2, state: 'open' });
  });

  test('when another enterprise owes it, the old alert closes and the new one is raised', async () => {
    const [before, after, waits, holder] = [newHerId(), newHerId(), newHerId(), randomUUID()];
    await expectOf(holder, { owes: before, waits });
    await round(0);
    await expectOf(holder, { owes: after, waits });
    await round(10);
    expect(await only(before)).toMatchObject({ state: 'closed', reason: 'resolved' });
    expect(await only(after)).toMatchObject({ state: 'open', part: 'owes', raisedAt: at(10) });
    expect(await only(waits)).toMatchObject({ state: 'open', part: 'waits', raisedAt: at(0) });
  });

  test('a parked message is told to its sender and the municipality, and is over when it is let go', async () => {
    const { pool } = await open();
    const [town, sender] = [newHerId(), newHerId()];
    const { replaceOrganisations, accept } = await store();
    await replaceOrganisations([]);
    const message = someMessage({ sender });
    const old = someMessage({ sender, origin: 'import' });
    await accept(message);
    await accept(old);
    await pool.query(
      `insert into organisations (her_id, position, name, org_number, kind, valid_from, unknown_party)
       values ($1, 0, 'x', 'x', 'trust', '2020-01-01', 'reject')`,
      [sender],
    );
    for (const { id } of [message, old]) {
      await pool.query('insert into parked_messages values ($1, $2, $3, $4, $5)', [
        id,
        town,
        's',
        at(0),
        at(50),
      ]);
    }
    await round(49);
    expect(await inbox(town)).toEqual([]);
    await round(50);
    expect(await only(town)).toMatchObject({
      kind: 'parked',
      part: 'waits',
      holder: message.id,
      ofMessage: true,
    });
    expect(await only(sender)).toMatchObject({ kind: 'parked', part: 'owes', key: String(town) });
    await pool.query('delete from parked_messages');
    await round(60);
    expect(await only(town)).toMatchObject({ state: 'closed', reason: 'resolved' });
    await replaceOrganisations([]);
  });

  test('a person acknowledges, assigns and closes; what is closed is left alone until its level rises', async () => {
    const { actOnAlert, pendingAlerts } = await store();
    const [owes, holder] = [newHerId(), randomUUID()];
    await expectOf(holder, { owes });
    await round(0);
    const { id } = await only(owes);
    expect(await pendingAlerts(owes, 10)).toHaveLength(1);
    expect(await actOnAlert(id, { kind: 'acknowledge' }, by)).toMatchObject({
      state: 'acknowledged',
      stateBy: by.by,
    });
    expect(await pendingAlerts(owes, 10)).toEqual([]);
    expect(await actOnAlert(id, { kind: 'assign', to: 'Sone 2' }, by)).toMatchObject({ assignee: 'Sone 2' });
    expect(await actOnAlert(id, { kind: 'assign', to: 'Sone 2' }, by)).toMatchObject({ state: 'assigned' });
    // It has been seen already: whoever has it keeps it.
    expect(await actOnAlert(id, { kind: 'acknowledge' }, by)).toMatchObject({ state: 'assigned' });
    expect(await actOnAlert(id, { kind: 'close', reason: 'handled' }, by)).toMatchObject({
      reason: 'handled',
    });
    expect(await actOnAlert(id, { kind: 'acknowledge' }, by)).toBeUndefined();
    expect(await actOnAlert(randomUUID(), { kind: 'acknowledge' }, by)).toBeUndefined();
    await round(10);
    expect(await only(owes)).toMatchObject({ state: 'closed', reason: 'handled', level: 2 });
    await expectOf(holder, { owes, level: 3 });
    await round(20);
    expect(await only(owes)).toMatchObject({ state: 'open', level: 3 });
    await actOnAlert(id, { kind: 'close', reason: 'not-relevant' }, by);
    await forget(holder);
    await round(30);
    expect(await only(owes)).toMatchObject({ state: 'closed', reason: 'not-relevant', level: 0 });
    expect(await eventsOf(id)).toEqual([
      'raised 2',
      'acknowledged 2',
      'assigned 2',
      'closed 2 handled',
      'raised 3',
      'closed 3 not-relevant',
      'lowered 0',
    ]);
  });

  test('whoever has an alert keeps it when its level rises, and is told', async () => {
    const { actOnAlert, pendingAlerts } = await store();
    const [owes, holder] = [newHerId(), randomUUID()];
    await expectOf(holder, { owes, level: 1 });
    await round(0);
    const { id } = await only(owes);
    await actOnAlert(id, { kind: 'assign', to: 'Sone 2' }, by);
    await expectOf(holder, { owes, level: 2 });
    await round(10);
    expect(await only(owes)).toMatchObject({ state: 'assigned', assignee: 'Sone 2', level: 2 });
    expect(await pendingAlerts(owes, 10)).toMatchObject([{ id, level: 2 }]);
  });

  test('what happened to an alert cannot be changed', async () => {
    const { pool } = await open();
    await expect(pool.query('update alert_events set level = 0')).rejects.toThrow('append-only');
    await expect(pool.query('delete from alert_events')).rejects.toThrow('append-only');
  });

  test('a list is in order and its pages hold everything once, whatever is raised between', async () => {
    const { alerts } = await store();
    const [one, other] = [newHerId(), newHerId()];
    for (const [place, severity] of ['low', 'critical', 'high', 'high', 'info', 'medium', 'high'].entries()) {
      const holder = `${place} ${randomUUID()}`;
      await expectOf(holder, { owes: place % 2 ? one : other, severity, due_at: at(place % 3) });
    }
    await round(0);
    const query = { enterprises: [one, other], limit: 200 };
    const all = await alerts(query);
    expect(all.map(({ severity }) => severity)).toEqual([
      'critical',
      'high',
      'high',
      'high',
      'medium',
      'low',
      'info',
    ]);
    const highs = all.filter(({ severity }) => severity === 'high').map(({ dueAt }) => Number(dueAt));
    expect(highs).toEqual([...highs].sort((a, b) => a - b));
    const found: string[] = [];
    for (let last: Alert | undefined, page = 0; page < 10; page += 1) {
      const after = last && { severity: last.severity, at: last.dueAt!, id: last.id };
      const rows: readonly Alert[] = await alerts({ ...query, limit: 2, ...(after && { after }) });
      if (rows.length === 0) break;
      found.push(...rows.map(({ id }) => id));
      last = rows.at(-1);
      await expectOf(randomUUID(), { owes: one, severity: 'critical', due_at: at(-page) });
      await round(1);
    }
    expect(found).toEqual(all.map(({ id }) => id));
    expect(await inbox(one, { severity: 'high' })).toSatisfy((rows: readonly Alert[]) =>
      rows.every(({ severity }) => severity === 'high' || severity === 'critical'),
    );
    expect(await inbox(one, { kinds: ['silence'] })).toEqual([]);
    expect(await inbox(one, { states: ['closed'] })).toEqual([]);
    expect(await alerts({ enterprises: [], limit: 10 })).toEqual([]);
  });

  test("what is wrong with a sender's traffic is raised once, and over when it is not found any more", async () => {
    const { saveTraffic } = await store();
    const [sender, enterprise] = [newHerId(), newHerId()];
    const silence = { kind: 'silence', type: 'EPIKRISE', severity: 'high' } as const;
    const drift = { kind: 'rejections', type: 'LOG_INNLAGT', severity: 'medium' } as const;
    expect(await saveTraffic(sender, enterprise, [silence, drift], at(0))).toBe(2);
    expect(await saveTraffic(sender, enterprise, [silence, drift], at(1))).toBe(0);
    expect(await inbox(enterprise)).toMatchObject([
      { kind: 'silence', key: 'EPIKRISE', holder: String(sender), level: 2, part: 'owes', state: 'open' },
      { kind: 'rejections' },
    ]);
    expect(await saveTraffic(sender, enterprise, [drift], at(2))).toBe(1);
    expect(await inbox(enterprise, { states: ['closed'] })).toMatchObject([
      { kind: 'silence', reason: 'resolved' },
    ]);
    expect(await saveTraffic(sender, enterprise, [], at(3))).toBe(1);
    expect(await saveTraffic(sender, enterprise, [silence], at(4))).toBe(1);
    expect(await inbox(enterprise, { states: ['open'] })).toMatchObject([
      { kind: 'silence', changedAt: at(4) },
    ]);
  });

  test('alerts know of no subject: no column of theirs could hold one', async () => {
    const found = await (await open()).pool.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_name like 'alert%' and column_name ~ 'subject|patient|pseudonym|note|text'`,
    );
    expect(found.rows).toEqual([]);
  });
}
