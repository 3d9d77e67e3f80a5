/** Namespaces that several message types share. A namespace of one type only stands in that type's folder. */
export const msgHeadNamespace = 'http://www.kith.no/xmlstds/msghead/2006-05-24';
export const felleskomponentNamespace = 'http://www.kith.no/xmlstds/felleskomponent1';
export const base64ContainerNamespace = 'http://www.kith.no/xmlstds/base64container';

/** Prefixes of PLO 1.6 and of the record components (epj) that its messages are made of. */
export const plo16Prefixes = {
  mh: msgHeadNamespace,
  po: 'http://www.kith.no/xmlstds/po/poKomponent/2012-04-01',
  fk1: felleskomponentNamespace,
  epj1: 'http://www.kith.no/xmlstds/epj/epj1/2008-02-20',
  epj2: 'http://www.kith.no/xmlstds/epj/epj2/2008-02-20',
  epj3: 'http://www.kith.no/xmlstds/epj/epj3/2008-02-20',
} as const;
