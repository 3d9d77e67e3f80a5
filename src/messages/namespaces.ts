/** Namespaces that several message types share. A namespace of one type only stands in that type's folder. */
export const msgHeadNamespace = 'http://www.kith.no/xmlstds/msghead/2006-05-24';
export const felleskomponentNamespace = 'http://www.kith.no/xmlstds/felleskomponent1';
export const base64ContainerNamespace = 'http://www.kith.no/xmlstds/base64container';
