import { describe, expect, it } from 'vitest';
import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import type { AppRec } from '../../src/domain/app-rec.ts';
import { buildAppRec } from '../../src/messages/apprec/build.ts';
import { appRecFor } from '../../src/messages/apprec/mirror.ts';
import { readAppRec } from '../../src/messages/apprec/read.ts';
import { recognise } from '../../src/messages/recognise.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet } from '../../src/xml/schema-set.ts';

/** Receipts on messages without hodemelding, whose parties stand in another order and with more than AppRec takes. */

const kith = 'http://www.kith.no/xmlstds';

const provider = `<ServProvider><Role V="SPR" DN="Tjenesteyter"/><ComMethod V="EDI"/><HCP><Inst>
  <Name>Helse Møre og Romsdal HF</Name><Id>9000000</Id><TypeId V="HER" DN="HER-id"/>
  <Dept><Type V="K"/><Name>Medisinsk sengepost</Name><Id>9000301</Id><TypeId V="HER"/>
    <AdditionalId><Id>4208</Id><Type V="RSH"/></AdditionalId></Dept>
  <HCPerson><Name>Astrid Bjørk</Name><Id>9144900</Id><TypeId V="HPR"/>
    <AdditionalId><Id>L-7</Id><Type V="LOK"/></AdditionalId></HCPerson>
  <HCPerson><Name>Odd Gran</Name></HCPerson>
  <AdditionalId><Id>319000003</Id><Type V="ENH" DN="Organisasjonsnummer"/></AdditionalId></Inst>
  <MedSpecialty V="1" S="2.16.578.1.12.4.1.1.8451" DN="Indremedisin"/>
  <Address><Type V="RES" DN="Besøksadresse"/><StreetAdr>Parkveien 1</StreetAdr><City>Molde</City>
    <County V="1506"/><TeleAddress V="tel:71000000"/></Address>
  <PartyIdByRequester>17</PartyIdByRequester></HCP></ServProvider>`;
const requester = (role: string): string => `<Requester>${role}<HCP><Inst>
  <Name>Havsule legesenter, Molde</Name><Type V="101"/><Id>9150610</Id><TypeId V="HER"/>
  <AdditionalId><Id>311506102</Id><Type V="ENH"/></AdditionalId>
  <HCPerson><Name>Ingrid Kattefot</Name><Id>99150611</Id><TypeId V="HPR"/>
    <AdditionalId><Id>9150611</Id><Type V="HER"/></AdditionalId></HCPerson>
  <Dept><Name>Kontor 2</Name></Dept></Inst></HCP></Requester>`;

const epikrise = (version: '2006-09-23' | '2012-02-15', role: string, documentId = ''): string =>
  `<Message xmlns="${kith}/epikrise/${version}"><Type V="E"/><MIGversion>v1.1 2006-09-23</MIGversion>
    <GenDate V="2026-11-21"/><MsgId>EPI-17</MsgId>
    <ServRprt><ServType V="N"/>${documentId}<Patient/>${provider}${requester(role)}</ServRprt></Message>`;

const henvisning = (version: '2005-07-08' | '2012-02-15'): string =>
  `<Message xmlns="${kith}/henvisning/${version}"><Type V="H"/><MIGversion>v1.0 2005-07-08</MIGversion>
    <GenDate V="2026-11-21T09:00:00"/><MsgId>HEN-17</MsgId>
    <ServReq><ServType V="N"/><Id>REF-1</Id><Patient/>${requester('')}${provider}</ServReq></Message>`;

const schemas = loadSchemaSet(readSchemaFiles('schemas'));

/** The receipt for a message's first receiver as it is written, read back; it must be valid. */
const receiptFor = (xml: string): AppRec => {
  const parsed = parseXml(Buffer.from(xml));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  using document = parsed.value;
  const { envelope, type, content } = recognise(document);
  const receiver = envelope?.receivers[0];
  if (envelope === undefined || receiver === undefined || type === undefined || type.appRec === 'none')
    throw new Error('not read');
  const bytes = buildAppRec(
    appRecFor({
      version: type.appRec,
      id: '6c1a7f0e-3f0e-4a36-9d37-0c1b3a2f4d5e',
      now: new Date('2026-11-21T09:00:00Z'),
      software: { name: 'Overgang', version: '0' },
      envelope,
      receiver,
      status: 1,
      errors: [],
      documentId: content?.appRecId,
    }),
  );
  const written = parseXml(bytes);
  if (!written.ok) throw new Error(JSON.stringify(written.fault));
  using receipt = written.value;
  expect(schemas.validate(receipt)).toEqual([]);
  const read = readAppRec(receipt.root);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
};

const hospital = {
  inst: {
    name: 'Helse Møre og Romsdal HF',
    idents: [
      { id: '9000000', type: { v: 'HER', dn: 'HER-id' } },
      { id: '319000003', type: { v: 'ENH', dn: 'Organisasjonsnummer' } },
    ],
  },
  depts: [
    {
      name: 'Medisinsk sengepost',
      type: { v: 'K' },
      idents: [
        { id: '9000301', type: { v: 'HER' } },
        { id: '4208', type: { v: 'RSH' } },
      ],
    },
  ],
  persons: [
    {
      name: 'Astrid Bjørk',
      idents: [
        { id: '9144900', type: { v: 'HPR' } },
        { id: 'L-7', type: { v: 'LOK' } },
      ],
    },
    { name: 'Odd Gran', idents: [] },
  ],
  specialty: { v: '1', s: '2.16.578.1.12.4.1.1.8451', dn: 'Indremedisin' },
  address: {
    type: { v: 'RES', dn: 'Besøksadresse' },
    streetAdr: 'Parkveien 1',
    city: 'Molde',
    county: { v: '1506' },
    teleAddress: ['tel:71000000'],
  },
};
const gp = {
  inst: {
    name: 'Havsule legesenter, Molde',
    idents: [
      { id: '9150610', type: { v: 'HER' } },
      { id: '311506102', type: { v: 'ENH' } },
    ],
  },
  depts: [{ name: 'Kontor 2', idents: [] }],
  persons: [
    {
      name: 'Ingrid Kattefot',
      idents: [
        { id: '9150611', type: { v: 'HER' } },
        { id: '99150611', type: { v: 'HPR' } },
      ],
    },
  ],
};

describe('a receipt on a message without hodemelding', () => {
  it('has every unit, identifier and address that AppRec has a place for, HER-id first, and nothing else', () => {
    const { sender, receiver } = receiptFor(epikrise('2006-09-23', '<Role V="REQ" DN="Rekvirent"/>'));
    expect(receiver).toEqual({ role: { v: 'RECEIVER', dn: 'Mottaker' }, ...hospital });
    expect(sender).toEqual({ role: { v: 'REQ', dn: 'Rekvirent' }, ...gp });
    const referral = receiptFor(henvisning('2005-07-08'));
    expect(referral.receiver).toEqual({ role: { v: 'RECEIVER', dn: 'Mottaker' }, ...gp });
    expect(referral.sender).toEqual({ role: { v: 'SPR', dn: 'Tjenesteyter' }, ...hospital });
  });

  it('repeats in 1.0 the role that came, else the one of the place; in 1.1 it has roles of its own', () => {
    const roles = ({ sender, receiver }: AppRec) => [sender.role?.v, receiver.role?.v];
    expect(roles(receiptFor(epikrise('2006-09-23', '<Role V="PRH"/>')))).toEqual(['PRH', 'RECEIVER']);
    expect(roles(receiptFor(epikrise('2006-09-23', '')))).toEqual(['REQ', 'RECEIVER']);
    expect(roles(receiptFor(epikrise('2012-02-15', '<Role V="PRH"/>')))).toEqual(['PRIM', 'AVS']);
    expect(roles(receiptFor(henvisning('2012-02-15')))).toEqual(['PRIM', 'AVS']);
  });

  it('refers in 1.0 to the document, or where it has no id to the message; in 1.1 always to the message', () => {
    const original = (xml: string) => receiptFor(xml).original;
    const named = '<ServProvId>DOC-1</ServProvId>';
    expect(original(epikrise('2006-09-23', '', named))).toEqual({
      type: { v: 'EPIKRISE', dn: 'Epikrise' },
      issueDate: '2026-11-21T00:00:00',
      id: 'DOC-1',
    });
    expect(original(epikrise('2006-09-23', '')).id).toBe('EPI-17');
    expect(original(epikrise('2012-02-15', '', named)).id).toBe('EPI-17');
    expect(original(henvisning('2005-07-08'))).toEqual({
      type: { v: 'HENVISNING', dn: 'Henvisning' },
      issueDate: '2026-11-21T09:00:00',
      id: 'REF-1',
    });
    expect(original(henvisning('2012-02-15')).id).toBe('HEN-17');
  });
});
