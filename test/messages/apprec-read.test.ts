import { describe, expect, it } from 'vitest';
import type { AppRec } from '../../src/domain/app-rec.ts';
import { partyHerId } from '../../src/domain/message.ts';
import type { Fault } from '../../src/domain/outcome.ts';
import type { Result } from '../../src/domain/result.ts';
import { readAppRecEnvelope } from '../../src/messages/apprec/envelope.ts';
import { appRec as appRecTypes } from '../../src/messages/apprec/index.ts';
import { readAppRec } from '../../src/messages/apprec/read.ts';
import type { XmlElement } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';

const namespaces = {
  '1.0': 'http://www.kith.no/xmlstds/apprec/2004-11-21',
  '1.1': 'http://www.kith.no/xmlstds/apprec/2012-02-15',
};
const hcp = (inside: string): string => `<HCP>${inside}</HCP>`;
const service = hcp(
  '<Inst><Name>Molde kommune</Name><Id>100</Id><TypeId V="HER" DN="HER-id"/>' +
    '<Dept><Type V="9"/><Name>Legevakt</Name><Id>RESH-1</Id><TypeId V="RSH"/>' +
    '<AdditionalId><Id>101</Id><Type V="HER"/></AdditionalId></Dept></Inst>' +
    '<MedSpeciality V="2" S="2.16.578.1.12.4.1.1.8451" DN="Indremedisin"/>' +
    '<Address><Type V="RES"/><City>Molde</City><TeleAddress V="tel:71000000"/></Address>',
);
const gp = hcp(
  '<Inst><Id>200</Id><TypeId V="HER"/><HCPerson><Name>Rita Lin</Name><Id>202</Id><TypeId V="HER"/></HCPerson></Inst>',
);

interface Parts {
  version?: keyof typeof namespaces;
  migVersion?: string;
  id?: string;
  genDate?: string;
  sender?: string;
  receiver?: string;
  status?: string;
  errors?: string;
  original?: string;
}
const xml = (parts: Parts = {}): string => `<AppRec xmlns="${namespaces[parts.version ?? '1.1']}">
  <MsgType V="APPREC" DN="Applikasjonskvittering"/>
  ${parts.migVersion ?? '<MIGversion>v1.1 2012-02-15</MIGversion>'}
  <GenDate>${parts.genDate ?? '2026-11-21T10:00:00'}</GenDate>
  <Id>${parts.id ?? 'A1'}</Id>
  <Sender>${parts.sender ?? `<Role V="PRIM"/>${service}`}</Sender>
  <Receiver>${parts.receiver ?? `<Role V="AVS"/>${gp}`}</Receiver>
  ${parts.status ?? '<Status V="1" DN="OK"/>'}${parts.errors ?? ''}
  ${
    parts.original ??
    '<OriginalMsgId><MsgType V="EPIKRISE"/><IssueDate>2026-11-21T09:00:00</IssueDate><Id>M1</Id></OriginalMsgId>'
  }
</AppRec>`;

const withRoot = <T>(source: string, use: (root: XmlElement) => T): T => {
  const parsed = parseXml(Buffer.from(source));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  using document = parsed.value;
  return use(document.root);
};
const value = <T>(result: Result<T, Fault>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};
const read = (parts?: Parts): AppRec => value(withRoot(xml(parts), readAppRec));
const envelope = (parts?: Parts) => value(withRoot(xml(parts), readAppRecEnvelope));

describe('reading an AppRec', () => {
  it('takes parties, ids, codes and original from their places', () => {
    expect(read()).toEqual({
      version: '1.1',
      id: 'A1',
      genDate: '2026-11-21T10:00:00',
      sender: {
        role: { v: 'PRIM' },
        inst: { name: 'Molde kommune', idents: [{ id: '100', type: { v: 'HER', dn: 'HER-id' } }] },
        depts: [
          {
            name: 'Legevakt',
            type: { v: '9' },
            idents: [
              { id: 'RESH-1', type: { v: 'RSH' } },
              { id: '101', type: { v: 'HER' } },
            ],
          },
        ],
        specialty: { v: '2', s: '2.16.578.1.12.4.1.1.8451', dn: 'Indremedisin' },
        address: { type: { v: 'RES' }, city: 'Molde', teleAddress: ['tel:71000000'] },
      },
      receiver: {
        role: { v: 'AVS' },
        inst: { idents: [{ id: '200', type: { v: 'HER' } }] },
        persons: [{ name: 'Rita Lin', idents: [{ id: '202', type: { v: 'HER' } }] }],
      },
      status: 1,
      errors: [],
      original: { type: { v: 'EPIKRISE' }, issueDate: '2026-11-21T09:00:00', id: 'M1' },
    });
  });

  it('tells the version by the namespace', () => {
    expect(read({ version: '1.0' }).version).toBe('1.0');
  });

  it.each<[string, string, object]>([
    ['no Role, no ids', hcp('<Inst><Name>A</Name></Inst>'), { inst: { name: 'A', idents: [] } }],
    [
      'an Id without TypeId',
      hcp('<Inst><Id>7</Id></Inst>'),
      { inst: { idents: [{ id: '7', type: { v: '' } }] } },
    ],
    ['an empty Inst', hcp('<Inst/>'), {}],
    ['empty elements', hcp('<Inst><Name/><Id> </Id><TypeId/><Dept/></Inst>'), {}],
    ['no HCP', '', {}],
    [
      'a professional alone',
      hcp('<HCProf><Name>B</Name></HCProf>'),
      { professional: { name: 'B', idents: [] } },
    ],
  ])('accepts a sender with %s', (_, sender, expected) => {
    expect(read({ sender }).sender).toEqual(expected);
  });

  it('names an error of 8221 that came without DN, and keeps its OT', () => {
    const errors =
      '<Error V="E21" S="2.16.578.1.12.4.1.1.8221"/><Error V=" T99 " OT="x&#13;&#10;y"/><Error S="2.16.578.1.12.4.1.1.8223" V="E21"/><Error OT="z"/>';
    expect(read({ status: '<Status V="2"/>', errors })).toMatchObject({
      status: 2,
      errors: [
        { code: 'E21', text: 'Mottaker finnes ikke' },
        { code: 'T99', text: 'Annen feil på format', details: 'x\r\ny' },
        { code: 'E21', system: '2.16.578.1.12.4.1.1.8223', text: '' },
        { code: '', text: '', details: 'z' },
      ],
    });
  });

  it.each<[string, Parts, object]>([
    ['its own Id', { id: ' ' }, { code: 'envelope-incomplete', params: { where: '/AppRec/Id' } }],
    ['its GenDate', { genDate: '' }, { code: 'envelope-incomplete', params: { where: '/AppRec/GenDate' } }],
    [
      'what it answers',
      { original: '' },
      { code: 'envelope-incomplete', params: { where: '/AppRec/OriginalMsgId/Id' } },
    ],
    ['a status', { status: '' }, { code: 'apprec-status-unsupported', params: { expected: '1, 2, 3' } }],
    ['a status of 8258', { status: '<Status V="4"/>' }, { code: 'apprec-status-unsupported' }],
  ])('fails without %s', (_, parts, expected) => {
    expect(withRoot(xml(parts), readAppRec)).toMatchObject({ ok: false, fault: expected });
  });

  it('fails on another root or namespace', () => {
    for (const source of ['<AppRec/>', `<Other xmlns="${namespaces['1.1']}"/>`, '<AppRec xmlns="urn:x"/>']) {
      expect(withRoot(source, readAppRec)).toEqual({ ok: false, fault: { code: 'root-unknown' } });
    }
  });
});

describe('the envelope of an AppRec', () => {
  it('has Inst as enterprise, Dept or HCPerson as unit, and AppRec/Id as MsgId', () => {
    const { sender, receivers, ...rest } = envelope();
    expect(rest).toEqual({
      family: 'apprec',
      type: { v: 'APPREC', dn: 'Applikasjonskvittering' },
      migVersion: 'v1.1 2012-02-15',
      msgId: 'A1',
      genDate: '2026-11-21T10:00:00',
      genInstant: new Date('2026-11-21T09:00:00Z'),
      payload: { namespace: namespaces['1.1'], name: 'AppRec' },
      documents: [],
    });
    expect(sender).toMatchObject({ enterprise: { herId: 100 }, unit: { kind: 'organisation', herId: 101 } });
    expect(receivers).toMatchObject([
      { role: 'primary', enterprise: { herId: 200 }, unit: { kind: 'person', name: 'Rita Lin', herId: 202 } },
    ]);
  });

  it('is read of a receiver that names nobody', () => {
    const [receiver] = envelope({ receiver: hcp('<Inst/>') }).receivers;
    expect(receiver && partyHerId(receiver)).toBeUndefined();
    expect(envelope({ receiver: '' }).receivers).toHaveLength(1);
  });

  it('has the schema’s MIGversion where it is empty', () => {
    expect(envelope({ migVersion: '<MIGversion/>' }).migVersion).toBe('v1.1 2012-02-15');
    expect(envelope({ version: '1.0', migVersion: '<MIGversion/>' }).migVersion).toBe('1.0 2004-11-21');
  });

  it('fails on a GenDate that is no dateTime', () => {
    expect(withRoot(xml({ genDate: '2026-11-21' }), readAppRecEnvelope)).toEqual({
      ok: false,
      fault: { code: 'envelope-date-invalid', params: { where: '/AppRec/GenDate' } },
    });
  });
});

describe('the AppRec message types', () => {
  it.each([
    [appRecTypes[0]!, '1.0'],
    [appRecTypes[1]!, '1.1'],
  ] as const)('are receipted by nothing, name no patient and carry APPREC: %#', (type, version) => {
    expect(type).toMatchObject({
      key: `apprec-${version}`,
      version,
      appRec: 'none',
      patient: 'none',
      root: { namespace: namespaces[version], name: 'AppRec' },
      functions: [{ code: 'APPREC', name: 'Applikasjonskvittering' }],
    });
    withRoot(xml({ version }), (root) => {
      expect(type.carries(root, 'APPREC')).toBe(true);
      expect(type.carries(root, 'EPIKRISE')).toBe(false);
      expect(type.read(root)).toEqual({ events: [] });
      expect(type.readEnvelope?.(root).ok).toBe(true);
    });
    expect(
      withRoot(xml({ version: version === '1.0' ? '1.1' : '1.0' }), (root) => type.carries(root, 'APPREC')),
    ).toBe(false);
  });
});
