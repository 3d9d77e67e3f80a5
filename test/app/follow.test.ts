import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { followDue, judgedBy, recheckRules } from '../../src/app/follow.ts';
import { describeBackends } from '../helpers/backends.ts';
import { type MessageChanges, messageWith } from '../helpers/fixtures.ts';
import { refolded, storedExpectations, untilFollowed } from '../helpers/followed.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';

const hourMs = 3_600_000;
const patient = { id: '17843908209' };

describeBackends('Handovers behind the API', (open) => {
  const opened: TestGateway[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  const start = async (): Promise<TestGateway> => {
    const gateway = await openGateway(await open());
    opened.push(gateway);
    return gateway;
  };

  const at = (gateway: TestGateway): string => gateway.clock.now().toISOString();
  const send = async (gateway: TestGateway, type: string, changes: MessageChanges = {}): Promise<string> => {
    const id = await gateway.accept(
      messageWith(type, 'full', { msgId: randomUUID(), genDate: at(gateway), patient, ...changes }),
    );
    await gateway.untilSettled(id);
    await untilFollowed(gateway.gateway);
    return id;
  };
  const stateOf = async (gateway: TestGateway, expectation: string): Promise<readonly (string | null)[]> =>
    (await storedExpectations(gateway.gateway.pool))
      .filter((each) => each.expectation === expectation)
      .map(({ state }) => state);

  it('begin with the first message, become late when nobody comes, and are met late after that', async () => {
    const gateway = await start();
    const admitted = gateway.clock.now().toISOString();
    await send(gateway, 'log-innlagt-1.6', { replace: [['2026-11-17T18:35:00+01:00', admitted]] });
    expect(await stateOf(gateway, 'admission-report')).toEqual(['open']);

    gateway.clock.advance(21 * hourMs);
    await gateway.gateway.sweepNow();
    await untilFollowed(gateway.gateway);
    expect(await stateOf(gateway, 'admission-report')).toEqual(['due-soon']);

    // A day on which nobody was there to look.
    gateway.clock.advance(30 * hourMs);
    await gateway.gateway.sweepNow();
    await untilFollowed(gateway.gateway);
    expect(await stateOf(gateway, 'admission-report')).toEqual(['late']);

    await send(gateway, 'innleggelsesrapport-1.6');
    const [report] = (await storedExpectations(gateway.gateway.pool)).filter(
      ({ expectation }) => expectation === 'admission-report',
    );
    expect(report).toMatchObject({ state: 'met-late', was_late: true, level: null, historic: false });

    const { stored, folded } = await refolded(gateway.gateway.pool, gateway.gateway.services);
    expect(stored.handovers).toHaveLength(1);
    expect(stored).toEqual(folded);
  });

  it('are folded by the workers without being asked, soon after a message', async () => {
    const gateway = await start();
    const other = { patient: { id: '13865003171' } };
    await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID(), ...other }));
    const count = async () => (await gateway.gateway.pool.query('select from handovers')).rows.length;
    await waitFor('the second handover', async () => (await count()) === 2, { withinMs: 20_000 });
  });

  it('are told who owes and who waits, and whose they are', async () => {
    const { pool } = (await start()).gateway;
    const { rows } = await pool.query(
      `select h.municipality, h.hospitals[1] as hospital, e.owes, e.waits,
        array(select enterprise from handover_parties where handover = h.id order by enterprise) as parties
      from handovers h join expectations e on e.holder = h.id and e.expectation = 'early-warning'`,
    );
    expect(rows).toHaveLength(2);
    for (const { municipality, hospital, owes, waits, parties } of rows) {
      expect({ owes, waits }).toEqual({ owes: hospital, waits: municipality });
      expect(parties).toEqual([municipality, hospital].sort((one, other) => one - other));
    }
  });

  it('are judged anew when the rules are others', async () => {
    const gateway = await start();
    const { services, pool } = gateway.gateway;
    await pool.query(`update follow_subjects set judged_by = 'other rules'`);
    expect(await recheckRules(services)).toBe(2);
    expect(await recheckRules(services)).toBe(0);
    await gateway.gateway.sweepNow();
    await untilFollowed(gateway.gateway);
    const { rows } = await pool.query('select distinct judged_by from follow_subjects');
    expect(rows).toEqual([{ judged_by: judgedBy(services) }]);
    const { stored, folded } = await refolded(gateway.gateway.pool, gateway.gateway.services);
    expect(stored).toEqual(folded);
  });

  it('are judged anew though another version judged them when this one had started', async () => {
    const gateway = await start();
    const { services, pool } = gateway.gateway;
    await pool.query(`update follow_subjects set judged_by = 'an older version'`);
    await gateway.gateway.sweepNow();
    await untilFollowed(gateway.gateway);
    const { rows } = await pool.query('select distinct judged_by from follow_subjects');
    expect(rows).toEqual([{ judged_by: judgedBy(services) }]);
  });

  it('go on when one of them fails each time: it is logged, stays due, and is tried again later', async () => {
    const gateway = await start();
    const { services, pool } = gateway.gateway;
    const { rows: all } = await pool.query(`select subject from follow_subjects order by subject`);
    expect(all.length).toBeGreaterThan(1);
    const now = gateway.clock.now();
    const [{ subject }] = all as [{ subject: string }];
    const { rows } = await pool.query(
      `with kept as (select message_id, reading from handover_readings where subject = $1)
      update handover_readings r set reading = '{}' from kept k where r.message_id = k.message_id
      returning k.message_id, k.reading`,
      [subject],
    );
    await pool.query('update follow_subjects set check_at = $1, lease_until = null', [now]);
    await followDue(services);
    const left = async () =>
      (await pool.query('select subject, lease_until from follow_subjects where check_at <= $1', [now])).rows;
    expect(await left()).toEqual([{ subject, lease_until: new Date(now.getTime() + 300_000) }]);
    const told = gateway.logs.filter((line) => line.includes('a handover could not be followed'));
    expect(told).toHaveLength(1);
    expect(told.join()).not.toContain(subject);
    for (const { message_id, reading } of rows) {
      await pool.query('update handover_readings set reading = $2 where message_id = $1', [
        message_id,
        reading,
      ]);
    }
    gateway.clock.advance(300_000);
    await untilFollowed(gateway.gateway);
    expect(await left()).toEqual([]);
  });
});
