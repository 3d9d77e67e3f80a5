import { describe, expect, test } from 'vitest';
import { codesOf, judge } from './judge.ts';
import { hendelse, ns, pasientlogistikk, utskrivningsrapport } from './sample.ts';

const v15 = (name: string): string => `http://www.kith.no/xmlstds/po/${name}/2009-06-30`;
const v16 = (name: string): string => `http://www.kith.no/xmlstds/po/${name}/2012-04-01`;
const v20 = (name: string): string => `http://ehelse.no/xmlstds/po/${name}/2016-05-30`;
const po15 = v15('poKomponent');
const po16 = v16('poKomponent');

const top = '<po:InformasjonOmForsendelsen><po:Forsendelsesstatus V="N"/></po:InformasjonOmForsendelsen>';
const felles = `<po:FellesAdministrativeOpplysninger>${top}</po:FellesAdministrativeOpplysninger>`;
const innhold = '<po:TypeInnholdIMelding><po:TypeInnhold V="1"/></po:TypeInnholdIMelding>';
const opphold = `<po:OpplysningOpphold>${hendelse()}</po:OpplysningOpphold>`;
const tjeneste =
  '<po:EksisterendeTjeneste><po:PrivatTjeneste>false</po:PrivatTjeneste></po:EksisterendeTjeneste>';
const soknad =
  '<po:OpplysningerTilSoknad><po:EgensoknadSendt>true</po:EgensoknadSendt></po:OpplysningerTilSoknad>';
const fravar =
  '<po:Fraversassistent><po:MottakerFravarende>true</po:MottakerFravarende></po:Fraversassistent>';
const hendelse20 = hendelse().replace(
  /<po:TidspunktForHendelse.*?\/>/,
  '<po:TidspunktForHendelse>2024-03-05T10:00:00</po:TidspunktForHendelse>',
);
const innlagt = `<x:MeldingInnlagtPasient>${hendelse()}</x:MeldingInnlagtPasient>`;

/** Root, namespace of the root, namespace of its components, and its least content. */
const types: readonly [string, string, string, string][] = [
  ['Pasientlogistikk', v15('Pasientlogistikk'), po15, top + innlagt],
  ['Pasientlogistikk', v16('Pasientlogistikk'), po16, top + innlagt],
  ['Pasientlogistikk', v20('Pasientlogistikk'), ns.po2, felles + innlagt.replace(hendelse(), hendelse20)],
  ['MeldingFravar', v15('MeldingFravar'), po15, top + fravar],
  ['OrienteringOmTjenestetilbud', v15('OrienteringOmTjenestetilbud'), po15, top + tjeneste],
  ['OrienteringOmTjenestetilbud', v16('OrienteringOmTjenestetilbud'), po16, top + tjeneste],
  ['OverforingMedisinskeOpplysninger', v15('OverforingMedisinskeOpplysninger'), po15, top],
  ['OverforingMedisinskeOpplysninger', v16('MedisinskeOpplysninger'), po16, top],
  ['HelseopplysningerVedSoknad', v15('HelseopplysningerVedSoknad'), po15, top + soknad],
  ['HelseopplysningerVedSoknad', v16('HelseopplysningerVedSoknad'), po16, top + innhold + opphold],
  ['HelseopplysningerSaksbehandling', v20('HelseopplysningerSaksbehandling'), ns.po2, innhold + felles],
  ['Konsultasjon', v15('Konsultasjon'), po15, top],
  ['Konsultasjon', v16('HelseopplysningerTilLege'), po16, top],
  ['Innleggelsesrapport', v15('Innleggelsesrapport'), po15, top],
  ['Innleggelsesrapport', v16('Innleggelsesrapport'), po16, top],
  ['TverrfagligEpikrise', v15('TverrfagligEpikrise'), po15, top + innhold],
  ['TverrfagligEpikrise', v16('TverrfagligEpikrise'), po16, top + innhold],
  ['Sammenfatning', v20('Sammenfatning'), ns.po2, innhold + felles],
];
const message = (root: string, uri: string, po: string, content: string): string =>
  `<x:${root} xmlns:x="${uri}" xmlns:po="${po}">${content}</x:${root}>`;

describe.each(types)('%s of %s', (root, uri, po, content) => {
  test('is valid with its least content', () => {
    expect(judge(message(root, uri, po, content))).toEqual([]);
  });
  test('is invalid when empty', () => {
    expect(codesOf(message(root, uri, po, ''))).toEqual(['element-missing']);
  });
  test('is invalid when its first part comes last', () => {
    const first = /^<(po:\w+)>.*?<\/\1>/.exec(content)?.[0] ?? '';
    const moved = content.slice(first.length) + first;
    expect(codesOf(message(root, uri, po, moved))).toEqual(moved === content ? [] : ['element-unexpected']);
  });
  test('is invalid with an element that its schema does not have', () => {
    expect(codesOf(message(root, uri, po, `${content}<x:Foo/>`))).toEqual(['element-unexpected']);
  });
});

describe('Pasientlogistikk 1.6', () => {
  test.each([
    ['takes an admission', innlagt],
    ['takes a death', `<x:OrienteringOmDod>${hendelse()}</x:OrienteringOmDod>`],
    [
      'takes a readiness with several events',
      `<x:MeldingUtskrivningsklarPasient>${hendelse()}${hendelse()}</x:MeldingUtskrivningsklarPasient>`,
    ],
    [
      'takes a withdrawal',
      `<x:AvmeldingUtskrivningsklarPasient>${hendelse()}</x:AvmeldingUtskrivningsklarPasient>`,
    ],
    [
      'takes a discharge',
      `<x:MeldingOmUtskrevetPasient><po:UtskrevetTil><po:UtTil V="1"/></po:UtskrevetTil>${hendelse()}</x:MeldingOmUtskrevetPasient>`,
    ],
  ])('%s', (_title, choice) => {
    expect(judge(message('Pasientlogistikk', ns.p1, ns.po, top + choice))).toEqual([]);
  });
  test.each([
    ['refuses none of the five', '', ['element-missing']],
    ['refuses two of the five', innlagt + innlagt, ['element-unexpected']],
    [
      'refuses two events of an admission',
      `<x:MeldingInnlagtPasient>${hendelse()}${hendelse()}</x:MeldingInnlagtPasient>`,
      ['element-unexpected'],
    ],
    [
      'refuses a discharge without destination',
      `<x:MeldingOmUtskrevetPasient>${hendelse()}</x:MeldingOmUtskrevetPasient>`,
      ['element-unexpected'],
    ],
  ])('%s', (_title, choice, codes) => {
    expect(codesOf(message('Pasientlogistikk', ns.p1, ns.po, top + choice))).toEqual(codes);
  });
  test.each([
    '2024-03-05',
    '2024-03-05T10:00:00',
    '2024-03-05T10:00:00.5+01:00',
    '2024',
    '2024-03',
    '10:00:00',
  ])('takes the time %s', (at) =>
    expect(
      codesOf(pasientlogistikk(`<p1:MeldingInnlagtPasient>${hendelse(at)}</p1:MeldingInnlagtPasient>`)),
    ).toEqual([]),
  );
  test.each(['', 'i går', '05.03.2024', '2024-13-01', '2024-02-30', '25:00:00'])(
    'refuses the time "%s"',
    (at) =>
      expect(
        codesOf(pasientlogistikk(`<p1:MeldingInnlagtPasient>${hendelse(at)}</p1:MeldingInnlagtPasient>`)),
      ).toEqual(['attribute-invalid']),
  );
});

describe('the components', () => {
  test('a discharge report of full size is valid', () => expect(judge(utskrivningsrapport)).toEqual([]));

  test.each([
    [
      'a message of absence is no part of 1.6',
      message('MeldingFravar', v16('MeldingFravar'), po16, top + fravar),
      ['root-unknown'],
    ],
    [
      'an appointment may be tentative in 1.6',
      `<InfoKontrolltime xmlns="${po16}"><InformasjonOmTentativTime/></InfoKontrolltime>`,
      [],
    ],
    [
      'an appointment may not be tentative in 1.5',
      `<InfoKontrolltime xmlns="${po15}"><InformasjonOmTentativTime/></InfoKontrolltime>`,
      ['element-unexpected'],
    ],
    ['a main diagnosis is optional in 1.6', `<MedisinskDiagnose xmlns="${po16}"/>`, []],
    ['a main diagnosis is mandatory in 1.5', `<MedisinskDiagnose xmlns="${po15}"/>`, ['element-missing']],
    [
      'names may hold letters beyond ASCII',
      `<Foresporsel xmlns="${po16}"><TypeForesp/><Formål V="1"/></Foresporsel>`,
      [],
    ],
    [
      'a boolean may be 1',
      `<OpplysningerTilSoknad xmlns="${po16}"><EgensoknadSendt>1</EgensoknadSendt></OpplysningerTilSoknad>`,
      [],
    ],
    [
      'a boolean may not be empty',
      `<OpplysningerTilSoknad xmlns="${po16}"><EgensoknadSendt/></OpplysningerTilSoknad>`,
      ['value-invalid'],
    ],
    [
      'a year of birth is a year',
      `<ParorendeForesatt xmlns="${po16}"><FodselsarMindrearigParorende>2012-01</FodselsarMindrearigParorende><Referanseperson/></ParorendeForesatt>`,
      ['value-invalid'],
    ],
    [
      'a function description of 2.0 takes markup of any kind',
      `<Funksjonsbeskrivelse xmlns="${ns.po2}"><FunksjonsbeskrivelseTekst>tekst <p xmlns="http://www.w3.org/1999/xhtml">og <b>mer</b></p></FunksjonsbeskrivelseTekst></Funksjonsbeskrivelse>`,
      [],
    ],
    [
      'a person in a component has parts of the common components',
      `<ParorendeForesatt xmlns="${po16}"><Referanseperson><FamilyName/></Referanseperson></ParorendeForesatt>`,
      ['element-unexpected'],
    ],
    [
      'a professional needs an Ident',
      `<KontaktpersonHelsepersonell xmlns="${po16}"><Kontaktperson/></KontaktpersonHelsepersonell>`,
      ['element-missing'],
    ],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));
});

describe('the record parts (EPJ)', () => {
  const attributes = (kind: string, id: string): string =>
    `xmlns:m1="${ns.m1}" m1:basiskomponenttype="${kind}" m1:komponenttype="2.16.578.1.12.4.1.6.${id}" komponentID="k1"`;
  const cave = (inner: string, own = attributes('EPJ sak', '14.50001.0')): string =>
    `<Cave xmlns="${ns.epj1}" ${own}>${inner}</Cave>`;
  const head = `<SakshodeCave ${attributes('EPJ dokument', '13.10028.0')}/>`;
  const given = (content: string): string =>
    `<LegemidlerAdministrertVedOverforing xmlns="${ns.epj3}" ${attributes('EPJ dokument', '13.10302.0')}>${content}</LegemidlerAdministrertVedOverforing>`;
  const byStaff = '<AdmAvHelsepersonell><AdmStart V="2024-03-05"/></AdmAvHelsepersonell>';
  const bySelf =
    '<Egenadministrering><AdmStart V="2024-03-05"/><UtlevertLegemiddel><AntEnkeltdoser>2</AntEnkeltdoser></UtlevertLegemiddel></Egenadministrering>';

  test.each([
    ['cave with its head', cave(head), []],
    ['cave without its head', cave(''), ['element-missing']],
    ['cave with another kind', cave(head, attributes('EPJ dokument', '14.50001.0')), ['attribute-invalid']],
    ['cave with a kind that no list has', cave(head, attributes('Noe', '14.50001.0')), ['attribute-invalid']],
    ['cave with another id of kind', cave(head, attributes('EPJ sak', '14.50001.1')), ['attribute-invalid']],
    [
      'cave without its attributes',
      cave(head, ''),
      ['attribute-missing', 'attribute-missing', 'attribute-missing'],
    ],
    [
      'cave with unqualified attributes',
      cave(head, attributes('EPJ sak', '14.50001.0').replaceAll(' m1:', ' ')),
      ['attribute-unexpected', 'attribute-unexpected', 'attribute-missing', 'attribute-missing'],
    ],
    [
      'cave with a qualified komponentID',
      cave(head, attributes('EPJ sak', '14.50001.0').replace('komponentID', 'm1:komponentID')),
      ['attribute-unexpected', 'attribute-missing'],
    ],
    [
      'cave with a category of the list',
      cave(head, `${attributes('EPJ sak', '14.50001.0')} m1:informasjonskategori="Cave/allergier"`),
      [],
    ],
    [
      'a note of one text',
      `<GenereltJournalnotat xmlns="${ns.epj2}" ${attributes('EPJ dokument', '13.11009.0')}><Journaltekst><Notat>a</Notat></Journaltekst></GenereltJournalnotat>`,
      [],
    ],
    [
      'a note without text',
      `<GenereltJournalnotat xmlns="${ns.epj2}" ${attributes('EPJ dokument', '13.11009.0')}/>`,
      ['element-missing'],
    ],
    [
      'medicines given by staff and by the patient, in any order',
      given(byStaff + byStaff + bySelf + byStaff),
      [],
    ],
    ['medicines given by nobody', given(''), ['element-missing']],
    [
      'a strength that is no number',
      `<Forskrivningsinfo xmlns="${ns.epj3}"><Navn>x</Navn><Styrke V="5,0" U="mg"/></Forskrivningsinfo>`,
      ['attribute-invalid'],
    ],
    [
      'nodes within nodes',
      `<Node xmlns="http://www.kith.no/xmlstds/epj/EPJEkstrakt/2008-02-20" ${attributes('EPJ sak', '1')}><Node ${attributes('Mappe', '2')}/></Node>`,
      [],
    ],
    [
      'additional information with links of one kind',
      `<tilleggsinfoEPJKomponent xmlns="http://www.kith.no/xmlstds/epj/EPJTilleggsinfo/2008-02-20" komponentID="1"><komponentlink><linkTilKomponent>a</linkTilKomponent><linktype/></komponentlink></tilleggsinfoEPJKomponent>`,
      [],
    ],
    [
      'additional information with links of both kinds',
      `<tilleggsinfoEPJKomponent xmlns="http://www.kith.no/xmlstds/epj/EPJTilleggsinfo/2008-02-20" komponentID="1"><komponentlink><linkTilKomponent>a</linkTilKomponent><linktype/></komponentlink><epjLink><linkTilKomponent>a</linkTilKomponent><linktype/></epjLink></tilleggsinfoEPJKomponent>`,
      ['element-unexpected'],
    ],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));
});
