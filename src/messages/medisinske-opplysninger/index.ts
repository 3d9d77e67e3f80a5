import { eventsIn } from '../plo/content.ts';
import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'medisinske-opplysninger',
  root: 'OverforingMedisinskeOpplysninger',
  functions: [{ code: 'MEDISINSKE_OPPLYSNINGER', name: 'Medisinske opplysninger' }],
  statuses: ['N', 'C'],
  events: eventsIn('InfoIPLOSrelevantInformasjon'),
} as const;

/** Medical information from the GP (HIS 80704:2014, HIS 1147:2014). */
export const medisinskeOpplysninger: readonly MessageType[] = [
  ploType({ ...common, version: '1.5' }),
  ploType({ ...common, version: '1.6', payload: 'MedisinskeOpplysninger' }),
];
