import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'innleggelsesrapport',
  root: 'Innleggelsesrapport',
  functions: [{ code: 'INNLEGGELSESRAPPORT', name: 'Innleggelsesrapport' }],
  statuses: ['N', 'M', 'C'],
} as const;

/** Admission report (HIS 80704:2014, HIS 1143:2014). */
export const innleggelsesrapport: readonly MessageType[] = [
  ploType({ ...common, version: '1.5' }),
  ploType({ ...common, version: '1.6' }),
];
