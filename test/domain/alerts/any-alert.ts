import fc from 'fast-check';
import { alertKinds, alertParts } from '../../../src/domain/alerts/alert.ts';
import type { AlertSettings, QuietHours } from '../../../src/domain/alerts/settings.ts';
import type { PendingAlert } from '../../../src/domain/alerts/telling.ts';
import { severities } from '../../../src/domain/finding.ts';
import { herId } from '../../../src/domain/ids.ts';

/** Any alerts and settings, for properties. */

const enterprise = herId(9150600)!;

/** From before a summer time to after the next winter's, Easter and Christmas between. */
export const anyInstant = fc
  .date({ min: new Date('2026-09-01T00:00:00Z'), max: new Date('2028-01-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

const two = (value: number): string => String(value).padStart(2, '0');
const anyClock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);

export const anyQuiet: fc.Arbitrary<QuietHours> = fc
  .record({ from: anyClock, to: anyClock, freeDays: fc.boolean() })
  .filter(({ from, to }) => from !== to);

const wanted = { lowest: fc.constantFrom(...severities), dueSoon: fc.boolean() };
const anyWebhook = fc.record({
  channel: fc.constant('webhook' as const),
  url: fc.constant('https://example.no/'),
  secretRef: fc.constant('x'),
  ...wanted,
});
const anyEmail = fc.record({
  channel: fc.constant('email' as const),
  to: fc.constant(['vakt@example.no']),
  language: fc.constant('nn' as const),
  ...wanted,
});

export const anySettings: fc.Arbitrary<AlertSettings> = fc.record(
  {
    channels: fc
      .tuple(fc.option(anyWebhook, { nil: undefined }), fc.option(anyEmail, { nil: undefined }))
      .map((channels) => channels.filter((each) => each !== undefined)),
    quiet: anyQuiet,
  },
  { requiredKeys: ['channels'] },
);

const anyAlert = (changedAt: Date): fc.Arbitrary<PendingAlert> =>
  fc
    .record({
      kind: fc.constantFrom(...alertKinds),
      part: fc.constantFrom(...alertParts),
      holder: fc.uuid(),
      key: fc.constantFrom('a', 'b'),
      severity: fc.constantFrom(...severities),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      age: fc.integer({ min: 0, max: 100_000_000 }),
    })
    .map(({ age, ...rest }) => ({
      ...rest,
      id: rest.holder,
      enterprise,
      ofMessage: false,
      changedAt: new Date(changedAt.getTime() - age),
      version: 1,
    }));

/** Alerts that came to their level at or before an instant. */
export const anyPending = (now: Date): fc.Arbitrary<readonly PendingAlert[]> =>
  fc.uniqueArray(anyAlert(now), { selector: ({ id }) => id, maxLength: 12 });

/** One alert. */
export const somePending = (rest: Partial<PendingAlert> = {}): PendingAlert => ({
  id: '018f0000-0000-8000-8000-000000000001',
  enterprise,
  kind: 'expectation',
  part: 'owes',
  holder: '018f0000-0000-7000-8000-000000000001.9150600',
  key: 'discharge-report 1',
  ofMessage: false,
  expectation: 'discharge-report',
  severity: 'medium',
  level: 2,
  changedAt: new Date('2026-11-20T09:00:00Z'),
  version: 1,
  ...rest,
});
