import { appRecType } from '../apprec/type.ts';

/** AppRec 1.1, HIS 80415:2012: answers all standards of 2012 and later. */
export const appRec11 = appRecType('1.1');
