import type { AppRecVersion } from '../../domain/app-rec.ts';
import { type MessageType, nothingClinical } from '../types.ts';
import { readAppRecEnvelope } from './envelope.ts';
import { appRecFormats, appRecFunction } from './format.ts';

/** The plug-in of one version. A receipt is itself never receipted (HITS 1168:2016). */
const appRecType = (version: AppRecVersion): MessageType => {
  const { namespace } = appRecFormats[version];
  return {
    key: `apprec-${version}`,
    name: 'apprec',
    version,
    standard: 'apprec',
    family: 'apprec',
    root: { namespace, name: 'AppRec' },
    functions: [appRecFunction],
    appRec: 'none',
    patient: 'none',
    copies: true,
    prefixes: { ar: namespace },
    readEnvelope: readAppRecEnvelope,
    carries: (payload, code) => payload.namespace === namespace && code === appRecFunction.code,
    read: () => ({ events: [] }),
    readClinical: () => nothingClinical,
  };
};

/** Application receipt (HIS 80415:2004, HIS 80415:2012). */
export const appRec: readonly MessageType[] = [appRecType('1.0'), appRecType('1.1')];
