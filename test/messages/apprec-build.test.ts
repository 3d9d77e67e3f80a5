import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import type { AppRec } from '../../src/domain/app-rec.ts';
import { buildAppRec } from '../../src/messages/apprec/build.ts';
import { readAppRec } from '../../src/messages/apprec/read.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet, type SchemaError } from '../../src/xml/schema-set.ts';
import { anyAppRec } from './apprec-arbitrary.ts';

const schemas = loadSchemaSet(readSchemaFiles('schemas'));

/** Reads bytes back and judges them against our schemas. */
const readBack = (bytes: Uint8Array): { appRec: AppRec; errors: readonly SchemaError[] } => {
  const parsed = parseXml(bytes);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  using document = parsed.value;
  const read = readAppRec(document.root);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return { appRec: read.value, errors: schemas.validate(document) };
};

const rejection: AppRec = {
  version: '1.1',
  id: '6c1a7f0e-3f0e-4a36-9d37-0c1b3a2f4d5e',
  genDate: '2026-11-21T10:00:00+01:00',
  software: { name: 'Overgang', version: '0.1.0' },
  sender: {
    role: { v: 'PRIM', dn: 'Primærmottaker' },
    inst: {
      name: 'Molde kommune',
      idents: [
        { id: '100', type: { v: 'HER', dn: 'HER-id' } },
        { id: '319000003', type: { v: 'ENH', dn: 'Organisasjonsnummer' } },
      ],
    },
    depts: [{ name: 'Saksbehandling', idents: [{ id: '101', type: { v: 'HER' } }] }],
    persons: [{ name: 'Line Danser', idents: [{ id: '9144889', type: { v: 'HPR' } }] }],
  },
  receiver: { role: { v: 'AVS' }, professional: { name: 'Rita Lin', idents: [] } },
  status: 2,
  errors: [{ code: 'T02', text: 'XML validerer ikke', details: 'linje 4' }],
  original: {
    type: { v: 'LOG_INNLAGT', dn: 'Melding om innlagt pasient' },
    issueDate: '2026-11-21T09:59:00',
    id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  },
};

const written = (appRec: AppRec): string => new TextDecoder().decode(buildAppRec(appRec));
const names = (xml: string): string => [...xml.matchAll(/<(\w+)/g)].map((match) => match[1]).join(' ');

describe('an AppRec that is built', () => {
  it('is read back as it was, and valid against the schema of its version', () => {
    fc.assert(
      fc.property(anyAppRec, (appRec) => {
        expect(readBack(buildAppRec(appRec))).toEqual({ appRec, errors: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('has the namespace and MIGversion of its version', () => {
    expect(written(rejection)).toContain('<AppRec xmlns="http://www.kith.no/xmlstds/apprec/2012-02-15">');
    expect(written(rejection)).toContain('<MIGversion>v1.1 2012-02-15</MIGversion>');
    const old = written({ ...rejection, version: '1.0' });
    expect(old).toContain('<AppRec xmlns="http://www.kith.no/xmlstds/apprec/2004-11-21">');
    expect(old).toContain('<MIGversion>1.0 2004-11-21</MIGversion>');
  });

  it('has Dept, AdditionalId and HCPerson in that order, and HCProf for a professional alone', () => {
    expect(names(written(rejection))).toBe(
      [
        'AppRec MsgType MIGversion SoftwareName SoftwareVersion GenDate Id',
        'Sender Role HCP Inst Name Id TypeId Dept Name Id TypeId AdditionalId Id Type HCPerson Name Id TypeId',
        'Receiver Role HCP HCProf Name',
        'Status Error OriginalMsgId MsgType IssueDate Id',
      ].join(' '),
    );
  });

  it('has codes as CS with V and DN, errors as CV of 8221 unless they say otherwise', () => {
    const xml = written(rejection);
    expect(xml).toContain('<MsgType V="APPREC" DN="Applikasjonskvittering"/>');
    expect(xml).toContain('<TypeId V="HER" DN="HER-id"/>');
    expect(xml).toContain('<Status V="2" DN="Avvist"/>');
    expect(xml).toContain(
      '<Error V="T02" S="2.16.578.1.12.4.1.1.8221" DN="XML validerer ikke" OT="linje 4"/>',
    );
    const other = { code: '01', system: '2.16.578.1.12.4.1.1.8223', text: 'kan ikke kombineres' };
    expect(written({ ...rejection, errors: [other] })).toContain('S="2.16.578.1.12.4.1.1.8223"');
  });

  it('is UTF-8 without a byte order mark, and has no empty elements but Inst of an unnamed party', () => {
    const bytes = buildAppRec(rejection);
    expect(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\s*<AppRec /,
    );
    fc.assert(
      fc.property(anyAppRec, (appRec) => {
        const xml = written(appRec);
        const bare = [...xml.matchAll(/<(\w+)\/>/g)].map((match) => match[1]);
        // AdditionalId demands a Type even for an identifier that came without one.
        expect(bare.filter((name) => name !== 'Inst' && name !== 'Type')).toEqual([]);
        expect(xml).not.toMatch(/="\s*"|<(\w+)[^>]*>\s*<\/\1>/);
      }),
    );
  });

  it('leaves out what is blank, and an address without its type', () => {
    const appRec: AppRec = {
      ...rejection,
      sender: {
        inst: { name: ' ', idents: [{ id: '', type: { v: 'HER' } }] },
        address: { streetAdr: 'Storgata 1' },
      },
      errors: [{ code: 'X99', text: '', details: ' ' }],
    };
    const { appRec: back, errors } = readBack(buildAppRec(appRec));
    expect(errors).toEqual([]);
    expect(back.sender).toEqual({});
    expect(back.errors).toEqual([{ code: 'X99', text: 'Annen feil' }]);
  });
});
