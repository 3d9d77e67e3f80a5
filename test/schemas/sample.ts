/** Synthetic messages for the tests of this folder: no person in them exists. */

export const ns = {
  mh: 'http://www.kith.no/xmlstds/msghead/2006-05-24',
  kith: 'http://www.kith.no/xmlstds',
  fk1: 'http://www.kith.no/xmlstds/felleskomponent1',
  b64: 'http://www.kith.no/xmlstds/base64container',
  po: 'http://www.kith.no/xmlstds/po/poKomponent/2012-04-01',
  po2: 'http://ehelse.no/xmlstds/po/poKomponent/2017-11-30',
  p1: 'http://www.kith.no/xmlstds/po/Pasientlogistikk/2012-04-01',
  uts: 'http://www.kith.no/xmlstds/po/TverrfagligEpikrise/2012-04-01',
  epj1: 'http://www.kith.no/xmlstds/epj/epj1/2008-02-20',
  epj2: 'http://www.kith.no/xmlstds/epj/epj2/2008-02-20',
  epj3: 'http://www.kith.no/xmlstds/epj/epj3/2008-02-20',
  m1: 'http://www.kith.no/xmlstds/epj/meta/2008-02-20',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  dis: 'http://www.kith.no/xmlstds/epikrise/2012-02-15',
  ref: 'http://ehelse.no/xmlstds/henvisning/2017-11-30',
  dia: 'http://www.kith.no/xmlstds/dialog/2006-10-11',
  ar: 'http://www.kith.no/xmlstds/apprec/2012-02-15',
  ar1: 'http://www.kith.no/xmlstds/apprec/2004-11-21',
} as const;

const ident = (id: string): string =>
  `<Ident><Id>${id}</Id><TypeId V="HER" S="2.16.578.1.12.4.1.1.9051" DN="HER-id"/></Ident>`;
const organisation = (name: string, id: string, inner = ''): string =>
  `<Organisation><OrganisationName>${name}</OrganisationName>${ident(id)}${inner}</Organisation>`;

/** MsgInfo up to Patient; `over` replaces single parts. */
export const msgInfo = (
  over: Partial<Record<'type' | 'version' | 'genDate' | 'more', string>> = {},
): string =>
  `<MsgInfo>${over.type ?? '<Type V="LOG_INNLAGT" DN="Melding om innlagt pasient"/>'}` +
  `<MIGversion>${over.version ?? 'v1.2 2006-05-24'}</MIGversion>` +
  `<GenDate>${over.genDate ?? '2024-03-05T10:11:12+01:00'}</GenDate>` +
  `<MsgId>7a3f8c52-30a9-4c1e-9b4d-1f5f1b1f8a01</MsgId>` +
  `<Sender>${organisation('Testsykehuset', '8000001', organisation('Kirurgisk', '8000002'))}</Sender>` +
  `<Receiver>${organisation('Prøve kommune', '8000003', organisation('Sykepleie', '8000004'))}</Receiver>` +
  `${over.more ?? ''}` +
  `<Patient><FamilyName>Prøve</FamilyName><GivenName>Testine</GivenName></Patient></MsgInfo>`;

/** A Document with what RefDoc/Content holds; the payload must declare its own prefixes. */
export const document = (content: string): string =>
  `<Document><RefDoc><MsgType V="XML" DN="XML-instans"/>${content}</RefDoc></Document>`;

/** A whole MsgHead. */
export const msgHead = (info: string, ...documents: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<MsgHead xmlns="${ns.mh}">\n${info}\n${documents.join('\n')}\n</MsgHead>`;

const forsendelse =
  '<po:InformasjonOmForsendelsen><po:Forsendelsesstatus V="N" DN="Ny"/></po:InformasjonOmForsendelsen>';
export const hendelse = (at = '2024-03-05T10:00:00'): string =>
  `<po:TidsfestetHendelse><po:Hendelsekode V="1" S="2.16.578.1.12.4.1.1.9121" DN="Pasient innlagt"/>` +
  `<po:TidspunktForHendelse V="${at}"/><po:Anslag>false</po:Anslag></po:TidsfestetHendelse>`;

/** A Pasientlogistikk payload of PLO 1.6. */
export const pasientlogistikk = (
  inner = `<p1:MeldingInnlagtPasient>${hendelse()}</p1:MeldingInnlagtPasient>`,
): string =>
  `<p1:Pasientlogistikk xmlns:p1="${ns.p1}" xmlns:po="${ns.po}">${forsendelse}${inner}</p1:Pasientlogistikk>`;

/** A valid admission notice, about 1.6 kB. */
export const innlagt = msgHead(msgInfo(), document(`<Content>${pasientlogistikk()}</Content>`));

const note = (index: number): string =>
  `<epj2:Journaltekst><epj2:Overskriftskode V="8" S="2.16.578.1.12.4.1.1.9141" DN="Sykepleiesammenfatning"/>` +
  `<epj2:Notat>Notat nummer ${index}: våken og klar, mobiliserer med prekestol, spiser selv.</epj2:Notat></epj2:Journaltekst>`;
const medicine = (index: number): string =>
  `<epj3:Legemiddelinfo m1:basiskomponenttype="EPJ dokument" m1:komponenttype="2.16.578.1.12.4.1.6.13.10301.0" komponentID="k${index}">` +
  `<epj3:ForenkletForskrivning><epj3:Forskrivningsinfo><epj3:DosVeiledEnkel>1 tablett morgen</epj3:DosVeiledEnkel>` +
  `<epj3:Navn>Paracet tablett 500 mg</epj3:Navn><epj3:Atc V="N02BE01" DN="Paracetamol"/>` +
  `<epj3:Styrke V="500" U="mg"/><epj3:Bruk V="1" DN="Fast"/></epj3:Forskrivningsinfo></epj3:ForenkletForskrivning></epj3:Legemiddelinfo>`;
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');

/** A discharge report of PLO 1.6, about 20 kB. */
export const utskrivningsrapport = msgHead(
  msgInfo({ type: '<Type V="UTSKRIVNINGSRAPPORT" DN="Utskrivningsrapport"/>' }),
  document(
    `<Content><TverrfagligEpikrise xmlns="${ns.uts}" xmlns:po="${ns.po}" xmlns:fk1="${ns.fk1}" xmlns:epj2="${ns.epj2}" xmlns:epj3="${ns.epj3}" xmlns:m1="${ns.m1}">` +
      `${forsendelse}<po:TypeInnholdIMelding><po:TypeInnhold V="11" S="2.16.578.1.12.4.1.1.9139" DN="Utskrivningsrapport"/></po:TypeInnholdIMelding>` +
      `<po:InfoMedisinskDiagnose>${many(5, (index) => `<po:MedisinskDiagnose><po:Hoveddiagnose>${index === 0}</po:Hoveddiagnose><po:Diagnosekode V="S720" S="2.16.578.1.12.4.1.1.7110" DN="Brudd i lårhals"/></po:MedisinskDiagnose>`)}</po:InfoMedisinskDiagnose>` +
      `${many(16, medicine)}` +
      `<po:Sykepleierdokumentasjon><po:InfoFraSykepleier>${many(30, note)}</po:InfoFraSykepleier></po:Sykepleierdokumentasjon>` +
      `</TverrfagligEpikrise></Content>`,
  ),
);
