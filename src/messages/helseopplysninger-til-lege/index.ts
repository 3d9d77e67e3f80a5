import { consultationType } from '../plo/content.ts';
import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'helseopplysninger-til-lege',
  root: 'Konsultasjon',
  functions: [{ code: 'HELSEOPPLYSNINGER_LEGE', name: 'Helseopplysninger til lege' }],
  statuses: ['N', 'C'],
  codes: consultationType,
} as const;

/** Health information to a doctor (HIS 80704:2014, HIS 1145:2014). */
export const helseopplysningerTilLege: readonly MessageType[] = [
  ploType({ ...common, version: '1.5' }),
  ploType({ ...common, version: '1.6', payload: 'HelseopplysningerTilLege' }),
];
