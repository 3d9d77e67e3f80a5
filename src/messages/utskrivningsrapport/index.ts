import { stayEvents } from '../plo/content.ts';
import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'utskrivningsrapport',
  root: 'TverrfagligEpikrise',
  functions: [{ code: 'UTSKRIVNINGSRAPPORT', name: 'Utskrivningsrapport' }],
  statuses: ['N', 'M', 'C'],
  events: stayEvents,
} as const;

/** Discharge report (HIS 80704:2014, HIS 1148:2014). */
export const utskrivningsrapport: readonly MessageType[] = [
  ploType({ ...common, version: '1.5' }),
  ploType({ ...common, version: '1.6' }),
];
