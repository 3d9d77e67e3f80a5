import { appRecType } from '../apprec/type.ts';

/** AppRec 1.0, HIS 80415:2004: answers messages with hodemelding of the older standards, and HCP messages up to 2011. */
export const appRec10 = appRecType('1.0');
