import { expect, it } from 'vitest';
import { overdueDays } from '../../../src/domain/handover/overdue.ts';
import type { OverdueStay } from '../../../src/domain/handover/stays.ts';
import { oslo } from './pathway.ts';

const stretch = (readyAt: string, since: string, until?: string): OverdueStay => ({
  why: 'refused',
  readyAt: oslo(readyAt),
  since: oslo(since),
  ...(until !== undefined && { until: oslo(until) }),
});
const now = oslo('2026-11-10 12:00');

it.each<readonly [string, number, readonly OverdueStay[]]>([
  ['nobody who was never ready has stayed over', 0, []],
  [
    'a place on the same day costs no night',
    0,
    [stretch('2026-11-04 09:00', '2026-11-04 10:00', '2026-11-04 20:00')],
  ],
  [
    'nights count from the day of readiness',
    2,
    [stretch('2026-11-04 09:00', '2026-11-05 00:00', '2026-11-06 08:00')],
  ],
  ['and until now while she waits', 6, [stretch('2026-11-04 09:00', '2026-11-04 10:00')]],
  [
    'a night is one by Oslo’s dates',
    1,
    [stretch('2026-11-04 23:50', '2026-11-04 23:55', '2026-11-05 00:05')],
  ],
  [
    'a place that was there for a while and then not counts only while it was not',
    3,
    [
      stretch('2026-11-03 09:00', '2026-11-03 10:00', '2026-11-04 10:00'),
      stretch('2026-11-03 09:00', '2026-11-06 10:00', '2026-11-08 10:00'),
    ],
  ],
  [
    'rounds add up, and no night counts twice',
    3,
    [
      stretch('2026-11-03 09:00', '2026-11-03 10:00', '2026-11-05 10:00'),
      stretch('2026-11-04 12:00', '2026-11-04 12:00', '2026-11-06 10:00'),
    ],
  ],
])('%s', (_title, nights, stretches) => {
  expect(overdueDays(stretches, now)).toBe(nights);
});
