import type { MessageType } from '../types.ts';
import { headedReferral } from './headed.ts';
import { plainReferral } from './plain.ts';

/** Referral: 1.x has an envelope of its own, 2.0 has hodemelding (HIS 80517:2005, HIS 80517:2014, HIS 80517:2017). */
export const henvisning: readonly MessageType[] = [
  plainReferral('1.0', 'http://www.kith.no/xmlstds/henvisning/2005-07-08', '1.0'),
  plainReferral('1.1', 'http://www.kith.no/xmlstds/henvisning/2012-02-15', '1.1'),
  headedReferral,
];
