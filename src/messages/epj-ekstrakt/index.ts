import { msgHeadNamespace } from '../namespaces.ts';
import { type MessageType, nothingClinical } from '../types.ts';

const namespace = 'http://www.kith.no/xmlstds/epj/EPJEkstrakt/2008-02-20';

/** Extract of a record, a tree of nodes. No source says which AppRec answers it: 1.0, as it is older than 1.1 (ours). */
export const epjEkstrakt: readonly MessageType[] = [
  {
    key: 'epj-ekstrakt-1.0',
    name: 'epj-ekstrakt',
    version: '1.0',
    standard: 'epj',
    family: 'msghead',
    root: { namespace, name: 'Node' },
    functions: [{ code: 'EPJ-EKSTRAKT', name: 'Kommunikasjon av EPJ-innhold' }],
    appRec: '1.0',
    patient: 'required',
    copies: true,
    prefixes: { mh: msgHeadNamespace, m1: 'http://www.kith.no/xmlstds/epj/meta/2008-02-20' },
    carries: (_payload, code) => code === 'EPJ-EKSTRAKT',
    read: () => ({ events: [] }),
    readClinical: () => nothingClinical,
  },
];
