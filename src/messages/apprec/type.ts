import type { AppRecVersion } from '../../domain/app-rec.ts';
import type { MessageType } from '../types.ts';
import { readAppRecEnvelope } from './envelope.ts';
import { appRecFormats, appRecFunction } from './format.ts';

/** The plug-in of one version of AppRec. A receipt is itself never receipted (HITS 1168:2016). */
export const appRecType = (version: AppRecVersion): MessageType => {
  const { namespace } = appRecFormats[version];
  return {
    key: `apprec-${version}`,
    version,
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
  };
};
