import { healthInformationType } from '../plo/content.ts';
import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'helseopplysninger-saksbehandling',
  root: 'HelseopplysningerSaksbehandling',
  functions: [{ code: 'HELSEOPPL_SOKNAD', name: 'Helseopplysninger' }],
  statuses: ['N', 'M', 'C'],
  codes: healthInformationType,
} as const;

/** Health information to case handling, 2.0: in no requirement document, so it goes by the code of its forerunner (ours). */
export const helseopplysningerSaksbehandling: readonly MessageType[] = [
  ploType({ ...common, version: '2.0' }),
];
