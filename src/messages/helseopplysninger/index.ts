import { healthInformationType, stayEvents } from '../plo/content.ts';
import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'helseopplysninger',
  root: 'HelseopplysningerVedSoknad',
  functions: [{ code: 'HELSEOPPL_SOKNAD', name: 'Helseopplysninger' }],
  statuses: ['N', 'M', 'C'],
  codes: healthInformationType,
  events: stayEvents,
} as const;

/** Health information and early notice (HIS 80704:2014, HIS 1144:2014). */
export const helseopplysninger: readonly MessageType[] = [
  ploType({ ...common, version: '1.5' }),
  ploType({ ...common, version: '1.6' }),
];
