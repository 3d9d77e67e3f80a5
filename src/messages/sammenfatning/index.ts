import { ploType } from '../plo/type.ts';
import type { MessageType } from '../types.ts';

const common = {
  name: 'sammenfatning',
  root: 'Sammenfatning',
  functions: [{ code: 'SAMMENFATNING', name: 'Sammenfatning' }],
  statuses: ['N', 'M', 'C'],
} as const;

/** Summary of 2.0, in no requirement document; its code is the one its display files expect, and not in 8279. */
export const sammenfatning: readonly MessageType[] = [ploType({ ...common, version: '2.0' })];
