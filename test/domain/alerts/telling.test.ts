import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../src/domain/alerts/quiet.ts';
import type { AlertSettings } from '../../../src/domain/alerts/settings.ts';
import {
  breaksQuiet,
  countAlerts,
  gatherMs,
  isWanted,
  type PendingAlert,
  planTelling,
} from '../../../src/domain/alerts/telling.ts';
import { anyInstant, anyPending, anySettings, somePending } from './any-alert.ts';

const webhook = {
  channel: 'webhook',
  url: 'https://x.no/',
  secretRef: 'x',
  lowest: 'low',
  dueSoon: true,
} as const;
const email = {
  channel: 'email',
  to: ['vakt@example.no'],
  language: 'nb',
  lowest: 'high',
  dueSoon: false,
} as const;
const quiet = { from: '20:00', to: '07:00', freeDays: false };

/** Whom a lone alert is told, and when it is asked again. */
const told = (alert: PendingAlert, settings: AlertSettings, now: string) => {
  const plan = planTelling([alert], settings, new Date(now));
  return {
    channels: plan.tellings.map(({ channel }) => channel),
    until: plan.waiting[0]?.until.toISOString(),
    inbox: plan.inboxOnly.length === 1,
  };
};

const changedAt = new Date('2026-11-20T09:00:00Z');
const day = '2026-11-20T09:30:00Z';
const night = '2026-11-20T21:30:00Z';
const morning = '2026-11-21T06:00:00.000Z';

describe('an alert', () => {
  const table = [
    [
      'nobody, where the inbox is all',
      { level: 3, severity: 'critical' },
      { channels: [] },
      day,
      [],
      undefined,
    ],
    [
      'every channel that wants it',
      { level: 2, severity: 'high' },
      { channels: [webhook, email] },
      day,
      ['webhook', 'email'],
      undefined,
    ],
    [
      'a channel whose least severity it has',
      { level: 2, severity: 'medium' },
      { channels: [webhook, email] },
      day,
      ['webhook'],
      undefined,
    ],
    [
      'no channel that wants late things only, when it is due soon',
      { level: 1, severity: 'high' },
      { channels: [email] },
      day,
      [],
      undefined,
    ],
    [
      'a channel that wants what is due soon',
      { level: 1, severity: 'low' },
      { channels: [webhook] },
      day,
      ['webhook'],
      undefined,
    ],
    ['nobody at night', { level: 2, severity: 'high' }, { channels: [webhook], quiet }, night, [], morning],
    [
      'at night, when it is critical',
      { level: 2, severity: 'critical' },
      { channels: [webhook], quiet },
      night,
      ['webhook'],
      undefined,
    ],
    [
      'at night, when it is critical and due soon',
      { level: 1, severity: 'critical' },
      { channels: [webhook], quiet },
      night,
      ['webhook'],
      undefined,
    ],
    [
      'at night, when it is serious and taken further',
      { level: 3, severity: 'high' },
      { channels: [webhook], quiet },
      night,
      ['webhook'],
      undefined,
    ],
    [
      'nobody at night, when it is taken further but not serious',
      { level: 3, severity: 'medium' },
      { channels: [webhook], quiet },
      night,
      [],
      morning,
    ],
    [
      'nobody before others have gathered',
      { level: 2, severity: 'low', changedAt: new Date(day) },
      { channels: [webhook] },
      day,
      [],
      '2026-11-20T09:40:00.000Z',
    ],
    [
      'at once, when it is critical',
      { level: 2, severity: 'critical', changedAt: new Date(day) },
      { channels: [webhook] },
      day,
      ['webhook'],
      undefined,
    ],
  ] as const;

  it.each(table)('is told to %s', (_title, facts, settings, now, channels, until) => {
    const found = told(somePending({ changedAt, ...facts }), settings, now);
    expect(found.channels).toEqual(channels);
    expect(found.until).toBe(until);
    expect(found.inbox).toBe(channels.length === 0 && until === undefined);
  });

  it('that gathers goes along with what is told now, but not in quiet hours', () => {
    const gathering = (at: string) => somePending({ id: 'g', severity: 'low', changedAt: new Date(at) });
    const critical = (at: string) => somePending({ id: 'c', severity: 'critical', changedAt: new Date(at) });
    const ids = (at: string) =>
      planTelling([gathering(at), critical(at)], { channels: [webhook], quiet }, new Date(at)).told.map(
        ({ id }) => id,
      );
    expect(ids(day)).toEqual(['g', 'c']);
    expect(ids(night)).toEqual(['c']);
  });
});

const situation = anyInstant.chain((now) => fc.tuple(fc.constant(now), anyPending(now), anySettings));

describe('a plan', () => {
  it('loses no alert and tells none twice over a channel', () => {
    fc.assert(
      fc.property(situation, ([now, pending, settings]) => {
        const { tellings, told, waiting, inboxOnly } = planTelling(pending, settings, now);
        const placed = [...told, ...waiting.map(({ alert }) => alert), ...inboxOnly];
        expect(placed.map(({ id }) => id).sort()).toEqual(pending.map(({ id }) => id).sort());
        for (const { alerts } of tellings) expect(new Set(alerts).size).toBe(alerts.length);
        for (const channel of settings.channels) {
          const over = tellings.find((telling) => telling.channel === channel.channel)?.alerts ?? [];
          expect(over).toEqual(told.filter((alert) => isWanted(channel, alert)));
        }
        for (const alert of inboxOnly) {
          expect(settings.channels.some((channel) => isWanted(channel, alert))).toBe(false);
        }
      }),
    );
  });

  it('never keeps what is critical waiting, and tells nothing else in quiet hours', () => {
    fc.assert(
      fc.property(situation, ([now, pending, settings]) => {
        const { told, waiting } = planTelling(pending, settings, now);
        expect(waiting.filter(({ alert }) => breaksQuiet(alert))).toEqual([]);
        if (settings.quiet === undefined || quietUntil(now, settings.quiet) === undefined) return;
        expect(told.filter((alert) => !breaksQuiet(alert))).toEqual([]);
      }),
    );
  });

  it('tells everything at last: nothing waits longer than gathering and quiet hours take', () => {
    fc.assert(
      fc.property(situation, ([now, pending, settings]) => {
        const wanted = pending.filter((alert) => settings.channels.some((each) => isWanted(each, alert)));
        const told = new Set<string>();
        let left = pending;
        let at = now;
        for (let round = 0; left.length > 0; round += 1) {
          expect(round).toBeLessThan(50);
          const plan = planTelling(left, settings, at);
          for (const { id } of plan.told) told.add(id);
          left = plan.waiting.map(({ alert }) => alert);
          const next = Math.min(...plan.waiting.map(({ until }) => until.getTime()));
          if (left.length > 0) {
            expect(next).toBeGreaterThan(at.getTime());
            at = new Date(next);
          }
        }
        expect([...told].sort()).toEqual(wanted.map(({ id }) => id).sort());
        expect(at.getTime() - now.getTime()).toBeLessThan(10 * 86_400_000 + gatherMs);
      }),
    );
  });
});

describe('the counts of a message', () => {
  it('add up to its alerts, and stand in order of severity', () => {
    fc.assert(
      fc.property(situation, ([, pending]) => {
        const counts = countAlerts(pending);
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(pending.length);
        const rank = counts.map(({ severity }) =>
          ['info', 'low', 'medium', 'high', 'critical'].indexOf(severity),
        );
        expect(rank).toEqual([...rank].sort((one, other) => other - one));
      }),
    );
  });

  it('tell how many of each', () => {
    const late = somePending({ severity: 'high' });
    const soon = somePending({ severity: 'high', level: 1 });
    const silent = somePending({ kind: 'silence', holder: '9150602', key: 'EPIKRISE', severity: 'critical' });
    const { expectation: _, ...traffic } = silent;
    expect(countAlerts([late, soon, late, traffic])).toEqual([
      { kind: 'silence', part: 'owes', level: 2, severity: 'critical', type: 'EPIKRISE', count: 1 },
      {
        kind: 'expectation',
        part: 'owes',
        level: 2,
        severity: 'high',
        expectation: 'discharge-report',
        count: 2,
      },
      {
        kind: 'expectation',
        part: 'owes',
        level: 1,
        severity: 'high',
        expectation: 'discharge-report',
        count: 1,
      },
    ]);
  });
});
