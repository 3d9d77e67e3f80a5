import { describe, expect, test } from 'vitest';
import { codesOf, judge } from './judge.ts';
import { document, innlagt, msgHead, msgInfo, ns, pasientlogistikk } from './sample.ts';

const content = `<Content>${pasientlogistikk()}</Content>`;
const withInfo = (over: Parameters<typeof msgInfo>[0]): string => msgHead(msgInfo(over), document(content));
const withReceiver = (party: string): string =>
  withInfo({ more: `<OtherReceiver><RoleReceiver V="COP"/>${party}</OtherReceiver>` });
const base64 = `<Content><Base64Container xmlns="${ns.b64}">QUJD</Base64Container></Content>`;
const organisation =
  '<Organisation><OrganisationName>O</OrganisationName><Ident><Id>1</Id><TypeId/></Ident></Organisation>';

describe('MsgHead is valid', () => {
  test.each([
    ['with its payload in Content', innlagt],
    ['with an attachment after the payload', msgHead(msgInfo(), document(content), document(base64))],
    [
      'with a Content of two elements',
      msgHead(msgInfo(), document(`<Content>${pasientlogistikk()}${pasientlogistikk()}</Content>`)),
    ],
    ['with an empty Content', msgHead(msgInfo(), document('<Content/>'))],
    ['with neither Content nor FileReference', msgHead(msgInfo(), document(''))],
    ['with a FileReference', msgHead(msgInfo(), document('<FileReference>cid:1</FileReference>'))],
    [
      'with PatientReports in place of Documents',
      msgHead(msgInfo(), `<PatientReport><CaseNo>1</CaseNo>${document(content)}</PatientReport>`),
    ],
    ['with an empty MIGversion, which takes the fixed value', withInfo({ version: '' })],
    ['with a GenDate without zone', withInfo({ genDate: '2024-03-05T10:11:12' })],
    ['with a GenDate with fractions', withInfo({ genDate: '2024-03-05T10:11:12.123Z' })],
    ['with a Type without V', withInfo({ type: '<Type/>' })],
    [
      'with an empty Organisation',
      withInfo({ more: '' }).replace(/<Sender>.*<\/Sender>/, '<Sender><Organisation/></Sender>'),
    ],
    ['with an OtherReceiver that is an Organisation', withReceiver(organisation)],
    ['with an OtherReceiver that is a Patient', withReceiver('<Patient/>')],
    [
      'with an OtherReceiver that is a Person',
      withReceiver(`<Person><fk1:FamilyName xmlns:fk1="${ns.fk1}">P</fk1:FamilyName></Person>`),
    ],
    [
      'with an OtherReceiver that is a HealthcareProfessional',
      withReceiver('<HealthcareProfessional><Ident><Id/><TypeId/></Ident></HealthcareProfessional>'),
    ],
    ['with an OtherReceiver without a party', withReceiver('')],
    [
      'with an OID of one number',
      withReceiver('')
        .replace('<RoleReceiver V="COP"/>', '<RoleReceiver V="COP"/>')
        .replace('2.16.578.1.12.4.1.1.9051', '2'),
    ],
    [
      'with xsi:schemaLocation on the root',
      innlagt.replace(
        '<MsgHead ',
        '<MsgHead xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://schemas.invalid/x.xsd" ',
      ),
    ],
  ])('%s', (_title, xml) => expect(judge(xml)).toEqual([]));
});

describe('MsgHead is invalid', () => {
  const twice = (part: RegExp): string => innlagt.replace(part, (found) => found + found);
  test.each([
    ['without MsgInfo', innlagt.replace(/<MsgInfo>.*<\/MsgInfo>/, ''), ['element-unexpected']],
    ['without a Document', msgHead(msgInfo()), ['element-missing']],
    [
      'with Documents and PatientReports',
      msgHead(
        msgInfo(),
        document(content),
        `<PatientReport><CaseNo>1</CaseNo>${document(content)}</PatientReport>`,
      ),
      ['element-unexpected'],
    ],
    ['with another version of MsgHead', withInfo({ version: 'v1.1 2005-01-01' }), ['value-invalid']],
    ['with a date as GenDate', withInfo({ genDate: '2024-03-05' }), ['value-invalid']],
    ['with a GenDate that is no date', withInfo({ genDate: '2024-02-30T10:00:00' }), ['value-invalid']],
    ['without MsgId', innlagt.replace(/<MsgId>.*<\/MsgId>/, ''), ['element-unexpected']],
    ['with two MsgIds', twice(/<MsgId>.*<\/MsgId>/), ['element-unexpected']],
    [
      'with Receiver before Sender',
      innlagt.replace(/(<Sender>.*<\/Sender>)(<Receiver>.*<\/Receiver>)/, '$2$1'),
      ['element-unexpected'],
    ],
    ['with text as Type', withInfo({ type: '<Type>LOG_INNLAGT</Type>' }), ['content-not-allowed']],
    [
      'with an attribute that Type does not have',
      withInfo({ type: '<Type V="LOG_INNLAGT" S="1"/>' }),
      ['attribute-unexpected'],
    ],
    [
      'with an unknown element in Content',
      msgHead(msgInfo(), document('<Content><Foo xmlns="urn:foo"/></Content>')),
      ['element-unknown'],
    ],
    [
      'with a payload of an unknown version',
      msgHead(
        msgInfo(),
        document(content.replaceAll('Pasientlogistikk/2012-04-01', 'Pasientlogistikk/2030-01-01')),
      ),
      ['element-unknown'],
    ],
    [
      'with a payload type in Content, not an element',
      msgHead(msgInfo(), document('<Content><Ident/></Content>')),
      ['element-unknown'],
    ],
    ['with text in Content', msgHead(msgInfo(), document('<Content>QUJD</Content>')), ['text-not-allowed']],
    [
      'with an attribute on Content',
      msgHead(msgInfo(), document('<Content id="1"/>')),
      ['attribute-unexpected'],
    ],
    [
      'with FileReference and Content',
      msgHead(msgInfo(), document(`<FileReference>cid:1</FileReference>${content}`)),
      ['element-unexpected'],
    ],
    ['with two Contents', msgHead(msgInfo(), document(content + content)), ['element-unexpected']],
    [
      'with a fault in the payload',
      msgHead(msgInfo(), document(content.replace('false', 'nei'))),
      ['value-invalid'],
    ],
    [
      'with two parties in one OtherReceiver',
      withReceiver(`${organisation}<Patient/>`),
      ['element-unexpected'],
    ],
    [
      'with an Organisation that has an address but no name',
      innlagt.replace(/<Sender>.*<\/Sender>/, '<Sender><Organisation><Address/></Organisation></Sender>'),
      ['element-unexpected'],
    ],
    [
      'with an Organisation without Ident',
      innlagt.replace(
        /<Sender>.*<\/Sender>/,
        '<Sender><Organisation><OrganisationName/></Organisation></Sender>',
      ),
      ['element-missing'],
    ],
    [
      'with children of another namespace in OtherReceiver/Person',
      withReceiver('<Person><FamilyName>P</FamilyName></Person>'),
      ['element-unexpected'],
    ],
    [
      'with a date of birth with time',
      innlagt.replace('</GivenName>', '</GivenName><DateOfBirth>2001-01-01T00:00:00</DateOfBirth>'),
      ['value-invalid'],
    ],
    [
      'with xsi:nil',
      withInfo({ type: '<Type xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>' }),
      ['schema-type-invalid'],
    ],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));

  test.each(['', '.', '1.', '.1', '1..2', '1.2.', 'a', '1 2'])('with the OID "%s"', (oid) => {
    expect(codesOf(innlagt.replace('2.16.578.1.12.4.1.1.9051', oid))).toEqual(['attribute-invalid']);
  });
  test.each(['1', '12', '1.2', '2.16.578.1', ' 1.2 '])('but not with the OID "%s"', (oid) => {
    expect(codesOf(innlagt.replace('2.16.578.1.12.4.1.1.9051', oid))).toEqual([]);
  });
  test('in time linear in the length of an OID', () => {
    expect(codesOf(innlagt.replace('2.16.578.1.12.4.1.1.9051', `${'1'.repeat(100_000)}x`))).toEqual([
      'attribute-invalid',
    ]);
  });
});

describe('the root', () => {
  test.each([
    ['of no known type is named as such', '<Foo/>'],
    ['may not be a part that has no declaration of its own', `<Content xmlns="${ns.mh}"/>`],
    ['may not be without its namespace', '<MsgHead/>'],
  ])('%s', (_title, xml) => expect(codesOf(xml)).toEqual(['root-unknown']));
});
