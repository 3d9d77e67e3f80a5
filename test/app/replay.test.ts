import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplayServices } from '../../src/app/replay/drafts.ts';
import { replayExpectations } from '../../src/app/replay/expectations.ts';
import { replayRules } from '../../src/app/replay/rules.ts';
import type { Result } from '../../src/domain/result.ts';
import { replayServices } from '../../src/replay.ts';
import { describeBackends } from '../helpers/backends.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';
import { storedTables } from '../helpers/stored-tables.ts';
import { hourlyReports, molde, otherRules, type ReplayTraffic, sendTraffic } from './replay-traffic.ts';

const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};

/** A rule that is right in form, and takes more steps than a rule may. */
const endlessRule = otherRules.replace(
  "'false()'",
  'count(//*[count(//*[count(//*[count(//*) > 1]) > 1]) > 1]) > 1',
);

describeBackends(
  'Drafts tried on stored traffic',
  (open) => {
    let gateway: TestGateway;
    let traffic: ReplayTraffic;
    let services: ReplayServices;
    beforeAll(async () => {
      gateway = await openGateway(await open());
      traffic = await sendTraffic(gateway);
      services = replayServices(gateway.gateway.services, gateway.gateway.standards);
    });
    afterAll(() => gateway.close());

    describe('of expectations', () => {
      it('change all that they change, whosever it is, and nothing that is stored', async () => {
        const before = await storedTables(gateway.gateway.pool);
        const shown = must(await replayExpectations(services, { draft: hourlyReports, examples: 3 }));
        expect(shown.changes.map(({ kind, enterprise, count }) => [kind, enterprise, count])).toEqual([
          ['due', 9150500, 1],
          ['state', molde, 1],
        ]);
        expect(shown.late.after - shown.late.before).toBe(1);
        expect(shown.expected.after).toBe(shown.expected.before);
        expect(shown).toMatchObject({ looked: 2, notYet: [] });
        expect(shown.cut).toBeUndefined();
        expect(await storedTables(gateway.gateway.pool)).toEqual(before);
      });

      it('change nothing when they say what holds already', async () => {
        const [row] = services.handoverRules.catalogue.expectations.filter(
          ({ id }) => id === 'admission-report',
        );
        const draft = JSON.stringify({ expectations: [row] });
        const shown = must(await replayExpectations(services, { draft, examples: 3 }));
        expect(shown).toMatchObject({ changes: [], looked: 2 });
        expect(shown.expected.before).toBeGreaterThan(5);
      });

      it('say when they hold from a later day than any that was looked at', async () => {
        const draft = hourlyReports.replace('2026-01-01', '2027-01-01');
        const shown = must(await replayExpectations(services, { draft, examples: 3 }));
        expect(shown).toMatchObject({ changes: [], notYet: ['admission-report'] });
      });

      it('are cut off at so many patients, or after so long, and say so', async () => {
        const request = { draft: hourlyReports, examples: 0 };
        const one = must(await replayExpectations(services, { ...request, most: 1 }));
        expect(one).toMatchObject({ looked: 1, cut: 'count' });
        const two = must(await replayExpectations(services, { ...request, most: 2 }));
        expect(two.looked).toBe(2);
        expect(two.cut).toBeUndefined();
        expect(two.changes.map(({ examples }) => examples)).toEqual([[], []]);
        const none = must(await replayExpectations(services, { ...request, mostMs: 0 }));
        expect(none).toMatchObject({ looked: 0, cut: 'time', changes: [] });
      });
    });

    describe('of rules', () => {
      it('find what they find otherwise in the last thirty days, or the window asked for', async () => {
        const before = await storedTables(gateway.gateway.pool);
        const shown = must(await replayRules(services, { draft: otherRules, examples: 3 }));
        expect(shown).toMatchObject({ looked: 3, found: { before: 1, after: 1 }, unread: 0, defects: [] });
        expect(shown.changes).toEqual([
          expect.objectContaining({
            kind: 'added',
            rule: 'draft-report-has-plan',
            sender: molde,
            examples: [traffic.report],
          }),
          expect.objectContaining({ kind: 'gone', rule: 'plo-admission-cause', count: 1 }),
        ]);
        expect(await storedTables(gateway.gateway.pool)).toEqual(before);

        const window = { from: new Date('2026-11-19T00:00:00Z'), to: new Date('2026-11-20T19:00:00Z') };
        const early = must(await replayRules(services, { draft: otherRules, examples: 3, ...window }));
        expect(early).toMatchObject({ ...window, looked: 2, changes: [] });
      });

      it('tell of a finding that is weighed otherwise, or stands elsewhere', async () => {
        const rule = services.rules.find(({ id }) => id === 'plo-admission-cause');
        const drafted = (change: object) => JSON.stringify({ rules: [{ ...rule, ...change }] });
        const kinds = async (change: object) =>
          must(await replayRules(services, { draft: drafted(change), examples: 0 })).changes.map(
            ({ kind }) => kind,
          );
        expect(await kinds({})).toEqual([]);
        expect(await kinds({ severity: 'critical' })).toEqual(['severity']);
        expect(await kinds({ at: '/mh:MsgHead/mh:MsgInfo' })).toEqual(['moved']);
        expect(await kinds({ validFrom: '2030-01-01' })).toEqual(['gone']);
      });

      it('of wording know the words and excuses that are in force', async () => {
        const rule = services.rules.find((each) => each.kind === 'wording');
        if (rule?.kind !== 'wording') throw new Error('there is no wording rule');
        const { vocabulary: _vocabulary, find, settled, ...rest } = rule;
        const draft = {
          rules: [
            {
              ...rest,
              id: 'draft-wording',
              settled: settled.length > 0 ? { both: settled } : undefined,
              find: find.map(({ phrases, ...more }) => ({ ...more, phrases: { both: phrases } })),
            },
          ],
        };
        const shown = must(await replayRules(services, { draft: JSON.stringify(draft), examples: 0 }));
        expect(shown.looked).toBe(3);
      });

      it('that cannot be evaluated are told of, and are cut off at so many messages', async () => {
        const shown = must(await replayRules(services, { draft: endlessRule, examples: 0 }));
        expect(shown.defects).toEqual([{ rule: 'draft-report-has-plan', messages: 1 }]);
        const one = must(await replayRules(services, { draft: otherRules, examples: 0, most: 1 }));
        expect(one).toMatchObject({ looked: 1, cut: 'count' });
      });
    });
  },
  ['PGlite', 'PostgreSQL'],
);
