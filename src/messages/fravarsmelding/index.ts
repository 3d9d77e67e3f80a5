import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'fravarsmelding',
  root: 'MeldingFravar',
  functions: [{ code: 'FRAVARSMELDING', name: 'Fraværsmelding' }],
  statuses: ['N', 'C'],
} as const;

/** Notice of absence, in 1.5 only (HIS 80704:2009). */
export const fravarsmelding: readonly MessageType[] = [ploType({ ...common, version: '1.5' })];
