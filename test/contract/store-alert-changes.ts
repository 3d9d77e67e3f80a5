import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Backend } from '../helpers/backends.ts';
import { alertsOn } from './alerts-on.ts';
import { at, newHerId } from './store-fixtures.ts';

/** Alerts of what is owed by another, due at another time or weighs otherwise than it did. */
export function alertChangesContract(open: () => Promise<Backend>): void {
  const { store, expectOf, round, only, eventsOf } = alertsOn(open);

  test('whoever is found to owe it late is told, and those who were told before are not told again', async () => {
    const [owes, waits, holder] = [newHerId(), newHerId(), randomUUID()];
    await expectOf(holder, { waits });
    await round(0);
    await expectOf(holder, { owes, waits });
    await round(10);
    expect(await only(owes)).toMatchObject({ part: 'owes', level: 2, raisedAt: at(10) });
    expect(await only(waits)).toMatchObject({ part: 'waits', level: 2, changedAt: at(0) });
  });

  test('whoever waited and has to do it by now is told so', async () => {
    const [before, after, holder] = [newHerId(), newHerId(), randomUUID()];
    await expectOf(holder, { owes: before, waits: after });
    await round(0);
    await expectOf(holder, { owes: after, waits: before });
    await round(10);
    expect(await only(after)).toMatchObject({ part: 'owes', level: 2, state: 'open', changedAt: at(10) });
    expect(await only(before)).toMatchObject({ part: 'waits', level: 2 });
  });

  test('a deadline or weight that is another at the same level is shown as it is now, without a word', async () => {
    const { pendingAlerts, saveTelling } = await store();
    const [owes, holder] = [newHerId(), randomUUID()];
    await expectOf(holder, { owes, due_at: at(7), severity: 'high' });
    await round(0);
    const [alert] = await pendingAlerts(owes, 10);
    const plan = { tellings: [], told: [], waiting: [], inboxOnly: [alert!] };
    await saveTelling(owes, plan, [], at(1));
    await expectOf(holder, { owes, due_at: at(3), severity: 'critical' });
    await round(10);
    expect(await only(owes)).toMatchObject({
      dueAt: at(3),
      severity: 'critical',
      level: 2,
      changedAt: at(0),
    });
    expect(await pendingAlerts(owes, 10)).toEqual([]);
    await round(20);
    expect(await eventsOf(alert!.id)).toEqual(['raised 2', 'moved 2']);
  });

  test('what waits for the end of quiet hours and becomes critical is looked at anew', async () => {
    const { enterprisesToTell, pendingAlerts, saveTelling } = await store();
    const [owes, holder] = [newHerId(), randomUUID()];
    await expectOf(holder, { owes });
    await round(0);
    const [alert] = await pendingAlerts(owes, 10);
    const waiting = [{ alert: alert!, until: at(100_000) }];
    await saveTelling(owes, { tellings: [], told: [], waiting, inboxOnly: [] }, [], at(1));
    await round(5);
    expect(await enterprisesToTell(at(10), 1_000)).not.toContain(owes);
    await expectOf(holder, { owes, severity: 'critical' });
    await round(10);
    expect(await enterprisesToTell(at(10), 1_000)).toContain(owes);
  });
}
