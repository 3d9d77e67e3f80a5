import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'orientering-om-tjenestetilbud',
  root: 'OrienteringOmTjenestetilbud',
  functions: [{ code: 'ORIENTERING_TJENESTETILBUD', name: 'Orientering om tjenestetilbud' }],
  statuses: ['N', 'C'],
} as const;

/** Notice of services (HIS 80704:2014, HIS 1146:2014). */
export const orienteringOmTjenestetilbud: readonly MessageType[] = [
  ploType({ ...common, version: '1.5' }),
  ploType({ ...common, version: '1.6' }),
];
