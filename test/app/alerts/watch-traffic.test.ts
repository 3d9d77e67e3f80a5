import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, isHoliday } from '../../../src/domain/calendar.ts';
import { herId } from '../../../src/domain/ids.ts';
import { someMessage } from '../../contract/store-fixtures.ts';
import { atHour } from '../../domain/alerts/sender.ts';
import { alertRound } from '../../helpers/alerts.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import { trust, ward } from '../../helpers/handovers.ts';

const sender = herId(ward)!;
const longest = 60_000;
const hourMs = 3_600_000;

describeBackends(
  'The watch over traffic',
  (open) => {
    let gateway: TestGateway;
    const send = async (at: Date): Promise<void> => {
      await gateway.gateway.store.accept(someMessage({ sender, type: 'EPIKRISE' }, at));
    };
    const alerts = async () => {
      const found = await gateway.gateway.pool.query<object>(
        `select enterprise, kind, holder, key, state, reason from alerts where kind <> 'expectation'`,
      );
      return found.rows;
    };
    const silence = { enterprise: trust, kind: 'silence', holder: String(ward), key: 'EPIKRISE' };

    beforeAll(async () => {
      gateway = await openGateway(await open());
      // Six on every working day until Tuesday 17 November at ten.
      for (let day = '2026-10-05'; day <= '2026-11-17'; day = addDays(day, 1)) {
        if (isHoliday(day) || new Date(day).getUTCDay() === 6) continue;
        const hours = day === '2026-11-17' ? [8, 9] : [8, 9, 10, 11, 13, 14];
        await Promise.all(hours.map((hour) => send(atHour(day, hour))));
      }
    }, longest);
    afterAll(() => gateway.close());

    it("finds that a sender has stopped, and tells the sender's own enterprise, once", async () => {
      await Promise.all([alertRound(gateway), alertRound(gateway)]);
      await alertRound(gateway);
      expect(await alerts()).toEqual([{ ...silence, state: 'open', reason: null }]);
    });

    it('finds nothing new in the weekend', async () => {
      gateway.clock.advance(40 * hourMs);
      await alertRound(gateway);
      expect(await alerts()).toEqual([{ ...silence, state: 'open', reason: null }]);
    });

    it('closes the alert when something comes, as soon as its hour is counted', async () => {
      await send(gateway.clock.now());
      await alertRound(gateway);
      expect(await alerts()).toEqual([{ ...silence, state: 'open', reason: null }]);
      gateway.clock.advance(1.2 * hourMs);
      await alertRound(gateway);
      expect(await alerts()).toEqual([{ ...silence, state: 'closed', reason: 'resolved' }]);
    });
  },
  ['PGlite', 'PostgreSQL'],
);

describeBackends(
  'The watch over traffic, after an import',
  (open) => {
    let gateway: TestGateway;
    afterAll(() => gateway.close());

    it('asks after nothing of which nothing has come live, and after it from then on', async () => {
      gateway = await openGateway(await open());
      const stranger = herId(9_999_991)!;
      const send = (day: string, hour: number, origin: 'api' | 'import') =>
        gateway.gateway.store.accept(someMessage({ sender, type: 'EPIKRISE', origin }, atHour(day, hour)));
      for (let day = '2026-09-28'; day <= '2026-11-06'; day = addDays(day, 1)) {
        if (isHoliday(day) || new Date(day).getUTCDay() === 6) continue;
        await Promise.all([8, 8, 9, 9, 10, 10, 11, 11, 13, 14].map((hour) => send(day, hour, 'import')));
      }
      const { pool, store } = gateway.gateway;
      await store.saveTraffic(
        stranger,
        stranger,
        [{ kind: 'silence', type: 'EPIKRISE', severity: 'high' }],
        gateway.clock.now(),
      );
      const open_ = async () => {
        const found = await pool.query<{ kind: string; holder: string }>(
          `select kind, holder from alerts where kind <> 'expectation' and level > 0`,
        );
        return found.rows;
      };
      // A fortnight after the last of the archive. Whoever is in the directory no more has nothing open.
      await alertRound(gateway);
      expect(await open_()).toEqual([]);
      await gateway.gateway.store.accept(
        someMessage({ sender, type: 'EPIKRISE' }, new Date(gateway.clock.now().getTime())),
      );
      gateway.clock.advance(5 * 24 * hourMs);
      await alertRound(gateway);
      expect(await open_()).toEqual([{ kind: 'silence', holder: String(sender) }]);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
