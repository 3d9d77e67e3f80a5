import { describe, expect, test } from 'vitest';
import { codesOf } from './judge.ts';
import { ns } from './sample.ts';

const hcp = '<HCP><Inst><Name>Testsykehuset</Name><Id>8000001</Id><TypeId V="HER"/></Inst></HCP>';
const message = (uri: string, body: string): string =>
  `<Message xmlns="${uri}"><MIGversion>v</MIGversion><GenDate V="2024-03-05T10:00:00"/><MsgId>1</MsgId>${body}</Message>`;

const report = (body: { event?: string; type?: string; descr?: string } = {}): string =>
  `<ServRprt><ServType V="N"/><IssueDate V="2024-03-05"/><Status V="F"/><MsgDescr>${body.descr ?? 'Sykehusepikrise'}</MsgDescr>` +
  `${body.event ?? ''}<Patient><Name>Prøve, Testine</Name></Patient><ServProvider>${hcp}</ServProvider><Requester>${hcp}</Requester></ServRprt>`;
const event = (inner = '', id = ''): string =>
  `<Event><ReportedEvent><StartDateTime V="2024-03-01"/></ReportedEvent><ServType V="N"/>${id}<Service/>${inner}</Event>`;
const epikrise11 = 'http://www.kith.no/xmlstds/epikrise/2006-09-23';

describe('epikrise', () => {
  test.each([
    ['1.2 with its least content', message(ns.dis, report()), []],
    ['1.2 with an event', message(ns.dis, report({ event: event() })), []],
    ['1.2 with an empty event', message(ns.dis, report({ event: '<Event/>' })), []],
    [
      '1.2 with an event inside an event',
      message(ns.dis, report({ event: event().replace('<Service/>', `${event()}<Service/>`) })),
      [],
    ],
    [
      '1.2 with an id on its event, which is of 1.1',
      message(ns.dis, report({ event: event('', '<Id>1</Id>') })),
      ['element-unexpected'],
    ],
    ['1.1 with an id on its event', message(epikrise11, report({ event: event('', '<Id>1</Id>') })), []],
    [
      '1.1 without an id on its event',
      message(epikrise11, report({ event: event() })),
      ['element-unexpected'],
    ],
    [
      '1.2 with XHTML in free text',
      message(
        ns.dis,
        report({
          event: event(
            '<Comment><TextResultValue><p xmlns="http://www.w3.org/1999/xhtml">a<br/>b</p></TextResultValue></Comment>',
          ),
        }),
      ),
      [],
    ],
    [
      '1.2 with a finding that is text and a medicine',
      message(
        ns.dis,
        report({ event: event('<InfItem><Observation/><Medication/><Type V="H"/></InfItem>') }),
      ),
      ['element-unexpected'],
    ],
    [
      '1.2 with a finding of no kind',
      message(ns.dis, report({ event: event('<InfItem><Type V="H"/></InfItem>') })),
      ['element-unexpected'],
    ],
    [
      '1.2 with a referral whose description is a code',
      message(
        ns.dis,
        report().replace(
          '<Patient>',
          '<ServReq><ServType/><IssueDate/><MsgDescr V="10"/><Id>1</Id><Diagnosis><Concept V="S720"/></Diagnosis></ServReq><Patient>',
        ),
      ),
      [],
    ],
    [
      '1.2 with a referral without diagnosis',
      message(
        ns.dis,
        report().replace(
          '<Patient>',
          '<ServReq><ServType/><IssueDate/><MsgDescr V="10"/><Id>1</Id></ServReq><Patient>',
        ),
      ),
      ['element-missing'],
    ],
    [
      '1.2 with an attachment',
      message(
        ns.dis,
        report().replace(
          '</ServRprt>',
          `<RefDoc><MsgType V="A"/><Content><Base64Container xmlns="${ns.b64}">QUJD</Base64Container></Content></RefDoc></ServRprt>`,
        ),
      ),
      [],
    ],
    [
      '1.2 with a person in place of an institution',
      message(ns.dis, report().replace(hcp, '<HCP><HCProf><Name>Prøve</Name></HCProf></HCP>')),
      [],
    ],
    [
      '1.2 with both',
      message(ns.dis, report().replace(hcp, '<HCP><Inst/><HCProf/></HCP>')),
      ['element-unexpected'],
    ],
    [
      '1.2 with persons before departments',
      message(ns.dis, report().replace('</Inst>', '<HCPerson/><Dept/></Inst>')),
      ['element-unexpected'],
    ],
    [
      '1.2 with the patient before the parties only',
      message(ns.dis, report().replace(/(<Patient>.*<\/Patient>)(<ServProvider>.*<\/ServProvider>)/, '$2$1')),
      ['element-unexpected'],
    ],
    ['1.2 without a report', message(ns.dis, ''), ['element-missing']],
    [
      '1.2 with a relation to the patient that is complete',
      message(
        ns.dis,
        report().replace(
          '</Patient>',
          '<PatientRelParty><Relation V="MO"/><Name>Prøve</Name><Address><Type V="H"/></Address></PatientRelParty></Patient>',
        ),
      ),
      [],
    ],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));
});

const henvisning10 = 'http://www.kith.no/xmlstds/henvisning/2005-07-08';
const henvisning11 = 'http://www.kith.no/xmlstds/henvisning/2012-02-15';
const request = (diagnosis: string, rest: string): string =>
  `<ServReq><ServType V="N"/><IssueDate V="2024-03-05"/><MsgDescr V="10"/><Id>1</Id><Patient/>` +
  `<ServProvider>${hcp}</ServProvider><Requester>${hcp}</Requester>${diagnosis}${rest}</ServReq>`;
const diagnosis = '<Diagnosis><Concept V="S720"/></Diagnosis>';
const wanted = '<ReqServ><ServType V="1"/><Priority V="N"/></ReqServ>';

const henvisning20 = (
  over: { innhold?: string; wanted?: string; date?: string; rest?: string } = {},
): string =>
  `<Henvisning xmlns="${ns.ref}" xmlns:po="${ns.po2}"><ServType V="N"/><IssueDate>${over.date ?? '2024-03-05T10:00:00'}</IssueDate>` +
  `<DocumentId>1</DocumentId>${over.innhold ?? '<po:TypeInnholdIMelding><po:TypeInnhold V="1"/></po:TypeInnholdIMelding>'}` +
  `${over.wanted ?? wanted}${over.rest ?? ''}</Henvisning>`;

describe('henvisning', () => {
  test.each([
    ['1.0 with its least content', message(henvisning10, request(diagnosis, '')), []],
    ['1.0 without diagnosis', message(henvisning10, request('', '')), ['element-missing']],
    ['1.1 with its least content', message(henvisning11, request('', wanted)), []],
    ['1.1 without what is wanted', message(henvisning11, request(diagnosis, '')), ['element-missing']],
    [
      '1.1 with components of PLO 1.5',
      message(
        henvisning11,
        request('', wanted).replace(
          '<Patient/>',
          '<Patient><po:ParorendeForesatt xmlns:po="http://www.kith.no/xmlstds/po/poKomponent/2009-06-30"><po:Referanseperson/></po:ParorendeForesatt></Patient>',
        ),
      ),
      [],
    ],
    ['2.0 with its least content', henvisning20(), []],
    ['2.0 with a date as IssueDate', henvisning20({ date: '2024-03-05' }), ['value-invalid']],
    ['2.0 without its type of content', henvisning20({ innhold: '' }), ['element-unexpected']],
    ['2.0 with a type of content of PLO 1.6', henvisning20().replace(ns.po2, ns.po), ['element-unexpected']],
    ['2.0 without what is wanted', henvisning20({ wanted: '' }), ['element-missing']],
    [
      '2.0 without urgency',
      henvisning20({ wanted: '<ReqServ><ServType V="1"/></ReqServ>' }),
      ['element-missing'],
    ],
    [
      '2.0 with an assessment',
      henvisning20({
        rest: '<VurderingAvHenvisning><DatoMottakOgVurdering><TypeDato V="1"/><Dato>2024-03-05</Dato></DatoMottakOgVurdering></VurderingAvHenvisning>',
      }),
      [],
    ],
    [
      '2.0 with an assessment without dates',
      henvisning20({ rest: '<VurderingAvHenvisning/>' }),
      ['element-missing'],
    ],
    [
      '2.0 with a result that is a number',
      henvisning20().replace(
        '<ReqServ>',
        '<InfItem><ResultItem><NumResult><NumResultValue V="1.5" U="g"/></NumResult><ClinInv><Id/></ClinInv></ResultItem><Type/></InfItem><ReqServ>',
      ),
      [],
    ],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));
});

const dialog11 = 'http://www.kith.no/xmlstds/dialog/2013-01-23';
const dialog = (content: string, uri: string = ns.dia): string =>
  `<Dialogmelding xmlns="${uri}">${content}</Dialogmelding>`;
const notat = (inner = ''): string => `<Notat><TemaKodet V="1" S="1.2"/>${inner}</Notat>`;
const foresporsel = (inner = ''): string => `<Foresporsel><TypeForesp V="1"/>${inner}</Foresporsel>`;

describe('dialogmelding', () => {
  test.each([
    ['1.0 with notes', dialog(notat() + notat()), []],
    ['1.0 with questions', dialog(foresporsel()), []],
    ['1.0 with notes and questions', dialog(notat() + foresporsel()), ['element-unexpected']],
    ['1.0 with nothing', dialog(''), []],
    ['1.0 with a note without theme', dialog('<Notat/>'), ['element-missing']],
    [
      '1.0 with markup in a note',
      dialog(notat('<TekstNotatInnhold>a<p xmlns="http://www.w3.org/1999/xhtml">b</p></TekstNotatInnhold>')),
      [],
    ],
    [
      '1.0 with markup in a question',
      dialog(foresporsel('<Sporsmal>a<p xmlns="http://www.w3.org/1999/xhtml">b</p></Sporsmal>')),
      ['content-not-allowed'],
    ],
    [
      '1.1 with markup in a question',
      dialog(foresporsel('<Sporsmal>a<p xmlns="http://www.w3.org/1999/xhtml">b</p></Sporsmal>'), dialog11),
      [],
    ],
    ['1.0 with an answer that holds the question', dialog(notat(foresporsel())), []],
    ['1.0 with a role without person', dialog(notat('<RollerRelatertNotat/>')), ['element-missing']],
    ['1.1 with a role without person', dialog(notat('<RollerRelatertNotat/>'), dialog11), []],
    [
      '1.0 with a person whose family name comes first',
      dialog(notat('<RollerRelatertNotat><Person><FamilyName/><GivenName/></Person></RollerRelatertNotat>')),
      ['element-unexpected'],
    ],
    [
      '1.0 with a professional without Ident',
      dialog(
        notat(
          '<RollerRelatertNotat><HealthcareProfessional><FamilyName/></HealthcareProfessional></RollerRelatertNotat>',
        ),
      ),
      [],
    ],
    ['1.0 with a date that is none', dialog(notat('<DatoNotat>i dag</DatoNotat>')), ['value-invalid']],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));
});
