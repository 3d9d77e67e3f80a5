import type { AppRecVersion } from '../../domain/app-rec.ts';
import { felleskomponentNamespace, msgHeadNamespace } from '../namespaces.ts';

/** Versions of the PLO standard: 1.5 is HIS 80704:2009, 1.6 is HIS 80704:2014, 2.0 has schemas and no document. */
export type PloVersion = '1.5' | '1.6' | '2.0';

interface PloVersionRow {
  /** Namespace of the components that its messages are made of. */
  readonly po: string;
  /** Namespace of a payload by the name that it has in it. */
  readonly payload: (name: string) => string;
  /** HITS 1168:2016; 2.0 is silent and newer than AppRec 1.1 (ours). */
  readonly appRec: AppRecVersion;
}

/** What differs between the versions in all messages alike. */
export const ploVersions: Readonly<Record<PloVersion, PloVersionRow>> = {
  '1.5': {
    po: 'http://www.kith.no/xmlstds/po/poKomponent/2009-06-30',
    payload: (name) => `http://www.kith.no/xmlstds/po/${name}/2009-06-30`,
    appRec: '1.0',
  },
  '1.6': {
    po: 'http://www.kith.no/xmlstds/po/poKomponent/2012-04-01',
    payload: (name) => `http://www.kith.no/xmlstds/po/${name}/2012-04-01`,
    appRec: '1.1',
  },
  '2.0': {
    po: 'http://ehelse.no/xmlstds/po/poKomponent/2017-11-30',
    payload: (name) => `http://ehelse.no/xmlstds/po/${name}/2016-05-30`,
    appRec: '1.1',
  },
};

/** Namespaces of the record components: critical information, notes, medicines. */
export const epj = {
  epj1: 'http://www.kith.no/xmlstds/epj/epj1/2008-02-20',
  epj2: 'http://www.kith.no/xmlstds/epj/epj2/2008-02-20',
  epj3: 'http://www.kith.no/xmlstds/epj/epj3/2008-02-20',
} as const;

/** Prefixes that the rules of a version's messages may use. */
export const ploPrefixes = (version: PloVersion): Readonly<Record<string, string>> => ({
  mh: msgHeadNamespace,
  po: ploVersions[version].po,
  fk1: felleskomponentNamespace,
  ...epj,
});
