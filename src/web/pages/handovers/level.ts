import type { Handover } from './handover.ts';

/** How much a handover asks for, as it is worded (`handovers.level`). */
export type Level = 'escalated' | Handover['attention'];

export const levelOf = ({ attention, levels }: Pick<Handover, 'attention' | 'levels'>): Level =>
  attention === 'late' && levels.escalated > 0 ? 'escalated' : attention;

/** Designsystemet's colours of them; the words say it too. */
export const colours = {
  escalated: 'danger',
  late: 'danger',
  'due-soon': 'warning',
  open: 'info',
  none: 'neutral',
} as const satisfies Record<Level, string>;
