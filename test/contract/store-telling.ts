import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { planTelling } from '../../src/domain/alerts/telling.ts';
import type { Backend } from '../helpers/backends.ts';
import { alertsOn } from './alerts-on.ts';
import { at, newHerId } from './store-fixtures.ts';

const webhook = {
  channel: 'webhook',
  url: 'https://x.no',
  secretRef: 'x',
  lowest: 'info',
  dueSoon: true,
} as const;
const by = { by: 'a client', at: at(500) };

/** What is told of alerts: planned, taken, sent. */
export function tellingContract(open: () => Promise<Backend>): void {
  const { store, expectOf, round, only, eventsOf } = alertsOn(open);

  test('a plan is carried out whole, or not at all when an alert has changed', async () => {
    const { actOnAlert, enterprisesToTell, pendingAlerts, saveTelling, takeNotifications } = await store();
    const owes = newHerId();
    for (const severity of ['critical', 'low']) await expectOf(randomUUID(), { owes, severity });
    await round(0);
    expect(await enterprisesToTell(at(0), 1_000)).toContain(owes);
    const plan = planTelling(await pendingAlerts(owes, 10), { channels: [webhook] }, at(0));
    const [critical] = plan.told;
    await actOnAlert(critical!.id, { kind: 'acknowledge' }, by);
    expect(await saveTelling(owes, plan, [randomUUID()], at(1))).toBe(false);
    expect(
      (await takeNotifications(at(1), at(100), 100)).filter(({ enterprise }) => enterprise === owes),
    ).toEqual([]);
    const again = planTelling(await pendingAlerts(owes, 10), { channels: [webhook] }, at(800_000));
    const saves = await Promise.all(
      Array.from({ length: 5 }, () => saveTelling(owes, again, [randomUUID()], at(800_000))),
    );
    expect(saves.filter(Boolean)).toHaveLength(1);
    expect(await pendingAlerts(owes, 10)).toEqual([]);
    const taken = (await takeNotifications(at(800_000), at(800_100), 100)).filter(
      ({ enterprise }) => enterprise === owes,
    );
    expect(taken).toHaveLength(1);
    expect(taken[0]?.alerts).toMatchObject([{ severity: 'low', level: 2, dueAt: at(7), changedAt: at(0) }]);
  });

  test('what has failed before keeps nothing new waiting, however long it has been due', async () => {
    const { endSending, pendingAlerts, saveTelling, takeNotifications } = await store();
    const base = 700_000_000;
    const notify = async (ms: number): Promise<string> => {
      const [owes, id] = [newHerId(), randomUUID()];
      await expectOf(randomUUID(), { owes, severity: 'critical' });
      await round(base + ms);
      const plan = planTelling(await pendingAlerts(owes, 10), { channels: [webhook] }, at(base + ms));
      await saveTelling(owes, plan, [id], at(base + ms));
      return id;
    };
    const take = (ms: number, limit: number) => takeNotifications(at(base + ms), at(base + ms + 100), limit);
    const down = [await notify(0), await notify(0)];
    for (const taken of await take(0, 1_000)) {
      const end = down.includes(taken.id)
        ? ({ kind: 'again', at: at(base + 10) } as const)
        : ({ kind: 'sent' } as const);
      await endSending(taken, end, at(base + 1));
    }
    const fresh = await notify(20);
    expect((await take(20, 1)).map(({ id }) => id)).toEqual([fresh]);
    expect((await take(20, 2)).map(({ id }) => id).sort()).toEqual([...down].sort());
  });

  test('a message is taken by one at a time, again when its lease is over, and counts as told once it is sent', async () => {
    const { endSending, pendingAlerts, saveTelling, takeNotifications } = await store();
    const [owes, id, base] = [newHerId(), randomUUID(), 900_000_000];
    await expectOf(randomUUID(), { owes, severity: 'critical' });
    await round(base);
    const plan = planTelling(await pendingAlerts(owes, 10), { channels: [webhook] }, at(base));
    await saveTelling(owes, plan, [id], at(base));
    const take = async (ms: number) =>
      (await takeNotifications(at(base + ms), at(base + ms + 100), 100)).filter(
        (each) => each.enterprise === owes,
      );
    const all = (await Promise.all(Array.from({ length: 5 }, () => take(0)))).flat();
    expect(all).toMatchObject([{ id, attempt: 1 }]);
    expect(await take(99)).toEqual([]);
    const [second] = await take(100);
    expect(second).toMatchObject({ id, attempt: 2 });
    // Whose lease ran out has no say.
    await endSending(all[0]!, { kind: 'dropped' }, at(base + 101));
    await endSending(second!, { kind: 'again', at: at(base + 300) }, at(base + 102));
    expect(await take(299)).toEqual([]);
    expect(await only(owes)).toMatchObject({ notifiedLevel: 0 });
    const [third] = await take(300);
    await endSending(third!, { kind: 'sent' }, at(base + 301));
    await endSending(third!, { kind: 'sent' }, at(base + 302));
    expect(await only(owes)).toMatchObject({ notifiedLevel: 2, notifiedAt: at(base + 301) });
    expect(await take(100_000)).toEqual([]);
    expect(await eventsOf((await only(owes)).id)).toEqual(['raised 2', 'notified 2']);
  });
}
