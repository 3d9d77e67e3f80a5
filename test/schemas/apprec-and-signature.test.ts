import { describe, expect, test } from 'vitest';
import { codesOf, judge } from './judge.ts';
import { ns } from './sample.ts';

const hcp = '<HCP><Inst><Name>Testsykehuset</Name><Id>8000001</Id><TypeId V="HER"/></Inst></HCP>';
const appRec = (
  uri: string,
  over: { version?: string; date?: string; tail?: string; sender?: string } = {},
): string =>
  `<AppRec xmlns="${uri}"><MsgType V="APPREC"/><MIGversion>${over.version ?? 'v1.1 2012-02-15'}</MIGversion>` +
  `<GenDate>${over.date ?? '2024-03-05T10:00:00'}</GenDate><Id>1</Id>` +
  `<Sender>${over.sender ?? hcp}</Sender><Receiver><Role V="AVS"/>${hcp}</Receiver><Status V="1"/>${over.tail ?? ''}` +
  '<OriginalMsgId><MsgType V="EPIKRISE"/><IssueDate>2024-03-05T09:00:00</IssueDate><Id>2</Id></OriginalMsgId></AppRec>';

describe.each([
  ['1.0', ns.ar1],
  ['1.1', ns.ar],
])('AppRec %s', (_version, uri) => {
  test.each([
    ['with its least content', appRec(uri), []],
    ['with another MIGversion', appRec(uri, { version: 'x' }), []],
    ['with an empty MIGversion', appRec(uri, { version: '' }), []],
    [
      'with errors',
      appRec(uri, { tail: '<Error V="T02" S="2.16.578.1.12.4.1.1.8221" DN="d" OT="o"/><Error/>' }),
      [],
    ],
    [
      'with errors and status OK, which the schema does not tie together',
      appRec(uri, { tail: '<Error V="T02"/>' }),
      [],
    ],
    ['with a date as GenDate', appRec(uri, { date: '2024-03-05' }), ['value-invalid']],
    [
      'without the original',
      appRec(uri).replace(/<OriginalMsgId>.*<\/OriginalMsgId>/, ''),
      ['element-missing'],
    ],
    ['without sender', appRec(uri).replace(/<Sender>.*<\/Sender>/, ''), ['element-unexpected']],
    ['with a sender that is nobody', appRec(uri, { sender: '<HCP/>' }), ['element-missing']],
    [
      'with departments, then ids, then persons',
      appRec(uri, {
        sender: '<HCP><Inst><Dept/><AdditionalId><Id/><Type/></AdditionalId><HCPerson/></Inst></HCP>',
      }),
      [],
    ],
    [
      'with persons before ids',
      appRec(uri, { sender: '<HCP><Inst><HCPerson/><AdditionalId><Id/><Type/></AdditionalId></Inst></HCP>' }),
      ['element-unexpected'],
    ],
    [
      'with an OID on TypeId',
      appRec(uri, { sender: hcp.replace('V="HER"', 'V="HER" S="1.2"') }),
      ['attribute-unexpected'],
    ],
    [
      'with an address without type',
      appRec(uri, { sender: hcp.replace('</HCP>', '<Address/></HCP>') }),
      ['element-missing'],
    ],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));
});

describe('signatures and containers', () => {
  const signature = (inner = '', key = ''): string =>
    `<Signature xmlns="${ns.ds}"><SignedInfo><CanonicalizationMethod Algorithm="urn:c"/><SignatureMethod Algorithm="urn:s"/>` +
    `<Reference URI=""><Transforms><Transform Algorithm="urn:t"><XPath>a</XPath></Transform></Transforms><DigestMethod Algorithm="urn:d"/><DigestValue>QUJD</DigestValue></Reference>` +
    `</SignedInfo><SignatureValue>QUJD</SignatureValue>${key}${inner}</Signature>`;
  const data = (pgp: string): string => signature('', `<KeyInfo><PGPData>${pgp}</PGPData></KeyInfo>`);

  test.each([
    ['a signature', signature(), []],
    [
      'a signature with a certificate',
      signature('', '<KeyInfo><X509Data><X509Certificate>QUJD</X509Certificate></X509Data></KeyInfo>'),
      [],
    ],
    [
      'a signature with an RSA key',
      signature(
        '',
        '<KeyInfo><KeyValue><RSAKeyValue><Modulus>QUJD</Modulus><Exponent>AQAB</Exponent></RSAKeyValue></KeyValue></KeyInfo>',
      ),
      [],
    ],
    ['a signature with an object of any kind', signature('<Object><Foo xmlns="urn:foo"/></Object>'), []],
    [
      'a signature without value',
      signature().replace(/<SignatureValue>.*<\/SignatureValue>/, ''),
      ['element-missing'],
    ],
    [
      'a signature without algorithm',
      signature().replace('<SignatureMethod Algorithm="urn:s"/>', '<SignatureMethod/>'),
      ['attribute-missing'],
    ],
    ['a PGP key id with packet', data('<PGPKeyID>QUJD</PGPKeyID><PGPKeyPacket>QUJD</PGPKeyPacket>'), []],
    ['a PGP packet alone', data('<PGPKeyPacket>QUJD</PGPKeyPacket>'), []],
    [
      'a PGP packet before its id',
      data('<PGPKeyPacket>QUJD</PGPKeyPacket><PGPKeyID>QUJD</PGPKeyID>'),
      ['element-unexpected'],
    ],
    ['a container', `<Base64Container xmlns="${ns.b64}">QUJD\nREVG</Base64Container>`, []],
    [
      'a container of broken base64',
      `<Base64Container xmlns="${ns.b64}">QUJ=D</Base64Container>`,
      ['value-invalid'],
    ],
    [
      'a container of elements',
      `<Base64Container xmlns="${ns.b64}"><a/></Base64Container>`,
      ['content-not-allowed'],
    ],
  ])('%s', (_title, xml, codes) => expect(codesOf(xml)).toEqual(codes));

  test('a link of the common data types', () => {
    expect(judge(`<REF xmlns="${ns.kith}" V="http://example.org"/>`)).toEqual([]);
  });
});
