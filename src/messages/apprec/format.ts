import type { AppRecStatus, AppRecVersion } from '../../domain/app-rec.ts';
import type { MessageFunction } from '../types.ts';

/** What differs between the two versions; their trees are the same (HIS 80415:2004, HIS 80415:2012). */
export const appRecFormats = {
  '1.0': { namespace: 'http://www.kith.no/xmlstds/apprec/2004-11-21', migVersion: '1.0 2004-11-21' },
  '1.1': { namespace: 'http://www.kith.no/xmlstds/apprec/2012-02-15', migVersion: 'v1.1 2012-02-15' },
} as const satisfies Record<AppRecVersion, { readonly namespace: string; readonly migVersion: string }>;

/** 8279, the function of a receipt. */
export const appRecFunction = {
  code: 'APPREC',
  name: 'Applikasjonskvittering',
} as const satisfies MessageFunction;

/** 8258. */
export const appRecStatusNames = {
  1: 'OK',
  2: 'Avvist',
  3: 'OK, feil i delmelding',
} as const satisfies Record<AppRecStatus, string>;
