import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import type { AppRecVersion } from '../../src/domain/app-rec.ts';
import { isUuid } from '../../src/domain/ids.ts';
import type {
  Coded,
  Envelope,
  EnvelopeFamily,
  Ident,
  Party,
  PartyUnit,
  Receiver,
} from '../../src/domain/message.ts';
import { buildAppRec } from '../../src/messages/apprec/build.ts';
import { appRecFor, mirrorParties } from '../../src/messages/apprec/mirror.ts';
import { partyUnit } from '../../src/messages/values.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet } from '../../src/xml/schema-set.ts';

const ident = (v: string, id: string): Ident => ({
  id,
  type: { v, dn: `type ${v}`, s: '2.16.578.1.12.4.1.1.9051' },
});
const mirroredIdent = (v: string, id: string): Ident => ({ id, type: { v, dn: `type ${v}` } });

const hospital: Party = {
  enterprise: partyUnit('organisation', 'Helse Møre og Romsdal HF', [
    ident('ENH', '997005562'),
    ident('HER', '100'),
  ]),
  unit: partyUnit('organisation', 'Kirurgisk', [ident('RSH', '7'), ident('HER', '101')], {
    v: 'K',
    s: '1.2',
  }),
};
const gp: Receiver = {
  role: 'primary',
  enterprise: partyUnit('organisation', 'Legesenteret', [ident('HER', '200')]),
  unit: partyUnit('person', 'Rita Lin', [ident('HPR', '9144900'), ident('HER', '202')]),
};
const message = (more: { family?: EnvelopeFamily; type?: string; receiver?: Receiver } = {}) => ({
  family: more.family ?? 'msghead',
  type: { v: more.type ?? 'LOG_INNLAGT' },
  sender: hospital,
  receiver: more.receiver ?? gp,
});

describe('mirroring', () => {
  it('makes the receiver that answers the sender, and the original’s sender the receiver', () => {
    expect(mirrorParties(message(), '1.1')).toEqual({
      sender: {
        role: { v: 'PRIM', dn: 'Primærmottaker' },
        inst: { name: 'Legesenteret', idents: [mirroredIdent('HER', '200')] },
        persons: [
          { name: 'Rita Lin', idents: [mirroredIdent('HER', '202'), mirroredIdent('HPR', '9144900')] },
        ],
      },
      receiver: {
        role: { v: 'AVS', dn: 'Avsender' },
        inst: {
          name: 'Helse Møre og Romsdal HF',
          idents: [mirroredIdent('HER', '100'), mirroredIdent('ENH', '997005562')],
        },
        depts: [
          {
            name: 'Kirurgisk',
            type: { v: 'K' },
            idents: [mirroredIdent('HER', '101'), mirroredIdent('RSH', '7')],
          },
        ],
      },
    });
  });

  it('makes a professional without an enterprise an HCProf', () => {
    const alone: Receiver = {
      role: 'copy',
      enterprise: partyUnit('organisation', undefined, []),
      unit: partyUnit('person', 'Line Danser', [ident('HPR', '9144889')], { v: 'LE', dn: 'Lege' }),
    };
    expect(mirrorParties(message({ receiver: alone }), '1.1').sender).toEqual({
      role: { v: 'COP', dn: 'Kopimottaker' },
      professional: {
        name: 'Line Danser',
        type: { v: 'LE', dn: 'Lege' },
        idents: [mirroredIdent('HPR', '9144889')],
      },
    });
  });

  it('takes an address along when its type is known, and a specialty as it is', () => {
    const address = { type: { v: 'RES', s: '1.2' }, city: 'Molde', county: { v: '1506', s: '1.2' } };
    const specialty: Coded = { v: '2', s: '1.2', dn: 'Indremedisin' };
    const { sender } = mirrorParties(message({ receiver: { ...gp, address, specialty } }), '1.1');
    expect(sender).toMatchObject({
      address: { type: { v: 'RES' }, city: 'Molde', county: { v: '1506' } },
      specialty,
    });
    const untyped = mirrorParties(message({ receiver: { ...gp, address: { city: 'Molde' } } }), '1.1');
    expect(untyped.sender).not.toHaveProperty('address');
  });

  const copy: Receiver = { ...gp, role: 'copy' };
  const withRole = (receiver: Receiver, v: string): Receiver => ({ ...receiver, roleCode: { v } });
  it.each<[AppRecVersion, EnvelopeFamily, string, Receiver, string, string]>([
    ['1.1', 'msghead', 'LOG_INNLAGT', gp, 'PRIM', 'AVS'],
    ['1.1', 'msghead', 'LOG_INNLAGT', copy, 'COP', 'AVS'],
    ['1.1', 'message', 'EPIKRISE', withRole(gp, 'REQ'), 'PRIM', 'AVS'],
    ['1.1', 'message', 'EPIKRISE', copy, 'COP', 'AVS'],
    ['1.0', 'msghead', 'DIALOG_NOTAT', gp, 'SPR', 'RECEIVER'],
    ['1.0', 'msghead', 'DIALOG_NOTAT', copy, 'COP', 'RECEIVER'],
    ['1.0', 'message', 'EPIKRISE', gp, 'REQ', 'RECEIVER'],
    ['1.0', 'message', 'SVAR_LAB', gp, 'REQ', 'RECEIVER'],
    ['1.0', 'message', 'HENVISNING', gp, 'SPR', 'RECEIVER'],
    ['1.0', 'message', 'REQ_LAB', gp, 'SPR', 'RECEIVER'],
    ['1.0', 'message', 'EPIKRISE', copy, 'COP', 'RECEIVER'],
    ['1.0', 'message', 'EPIKRISE', withRole(gp, 'SPR'), 'SPR', 'RECEIVER'],
    ['1.0', 'message', 'EPIKRISE', withRole(copy, 'REL'), 'REL', 'RECEIVER'],
  ])('AppRec %s on a %s %s: roles %#', (version, family, type, receiver, sender, other) => {
    const mirrored = mirrorParties(message({ family, type, receiver }), version);
    expect([mirrored.sender.role?.v, mirrored.receiver.role?.v]).toEqual([sender, other]);
  });

  it('loses no name and no identifier, and has the HER-id first', () => {
    const idents = fc.array(
      fc.record({ v: fc.constantFrom('HER', 'ENH', 'RSH', ''), id: fc.integer({ min: 1 }).map(String) }),
      { maxLength: 4 },
    );
    const unitOf = (kind: PartyUnit['kind']): fc.Arbitrary<PartyUnit> =>
      fc.record({ name: fc.constantFrom('A', 'B'), idents }).map(({ name, idents: list }) =>
        partyUnit(
          kind,
          name,
          list.map(({ v, id }) => ident(v, id)),
        ),
      );
    const second = fc.oneof(unitOf('organisation'), unitOf('person'));
    const anyParty: fc.Arbitrary<Party> = fc.oneof(
      fc.record({ enterprise: unitOf('organisation') }),
      fc.record(
        { enterprise: unitOf('organisation'), unit: second, beside: fc.array(second, { maxLength: 3 }) },
        { requiredKeys: ['enterprise', 'unit'] },
      ),
    );
    fc.assert(
      fc.property(
        anyParty,
        anyParty,
        fc.constantFrom('1.0' as const, '1.1' as const),
        (sender, receiver, version) => {
          const mirrored = mirrorParties(
            { ...message({ receiver: { ...receiver, role: 'primary' } }), sender },
            version,
          );
          for (const [from, to] of [
            [sender, mirrored.receiver],
            [receiver, mirrored.sender],
          ] as const) {
            const second = [from.unit, ...(from.beside ?? [])].filter((one) => one !== undefined);
            const ofKind = (wanted: 'organisation' | 'person') => second.filter((one) => one.kind === wanted);
            const before = [from.enterprise, ...ofKind('organisation'), ...ofKind('person')];
            const after = [to.inst, ...(to.depts ?? []), ...(to.persons ?? [])].filter(
              (one) => one !== undefined,
            );
            expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name));
            expect(after.map((one) => one.idents.map(({ id, type }) => `${type.v} ${id}`))).toEqual(
              before.map((one) => one.idents.map(({ id, type }) => `${type.v} ${id}`)),
            );
            for (const { idents: list } of after) {
              if (list.some(({ type }) => type.v === 'HER')) expect(list[0]?.type.v).toBe('HER');
            }
          }
        },
      ),
    );
  });
});

describe('the AppRec for a message', () => {
  const envelope: Envelope = {
    family: 'message',
    type: { v: 'EPIKRISE', dn: 'Epikrise', s: '2.16.578.1.12.4.1.1.8279' },
    migVersion: 'v1.1',
    msgId: 'M1',
    genDate: '2026-11-21T09:00:00',
    genInstant: new Date('2026-11-21T08:00:00Z'),
    sender: hospital,
    receivers: [gp],
    documentId: 'DOC-1',
    payload: { namespace: 'urn:x', name: 'Message' },
    documents: [],
  };
  const request = {
    version: '1.1',
    id: '6c1a7f0e-3f0e-4a36-9d37-0c1b3a2f4d5e',
    now: new Date('2026-11-21T09:00:00Z'),
    software: { name: 'Overgang', version: '0.1.0' },
    envelope,
    receiver: gp,
    status: 1,
    errors: [],
    documentId: undefined,
  } as const;

  it('has its own id and time, and refers to type, GenDate and MsgId as received', () => {
    const appRec = appRecFor(request);
    expect(appRec).toMatchObject({
      version: '1.1',
      genDate: '2026-11-21T10:00:00+01:00',
      software: { name: 'Overgang', version: '0.1.0' },
      status: 1,
      errors: [],
    });
    expect(isUuid(appRec.id)).toBe(true);
    expect(appRec.original).toEqual({
      type: { v: 'EPIKRISE', dn: 'Epikrise' },
      issueDate: '2026-11-21T09:00:00',
      id: 'M1',
    });
  });

  it.each<[string, AppRecVersion, Partial<Envelope>, string | undefined, string]>([
    ['the MsgId in 1.1', '1.1', {}, 'ID-2', 'M1'],
    ['the payload’s id in 1.0 on an HCP message', '1.0', {}, 'ID-2', 'ID-2'],
    ['the document id in 1.0 when the payload tells no other', '1.0', {}, undefined, 'DOC-1'],
    ['the MsgId in 1.0 on an HCP message without document id', '1.0', { documentId: '' }, undefined, 'M1'],
    ['the MsgId in 1.0 on a message with hodemelding', '1.0', { family: 'msghead' }, 'ID-2', 'M1'],
  ])('refers to %s', (_, version, more, documentId, expected) => {
    const { documentId: known, ...bare } = { ...envelope, ...more };
    const original: Envelope = known ? { ...bare, documentId: known } : bare;
    expect(appRecFor({ ...request, version, envelope: original, documentId }).original.id).toBe(expected);
  });

  it.each([
    ['2026-11-21T09:00:00.123', '2026-11-21T09:00:00.123'],
    ['2026-11-21', '2026-11-21T00:00:00'],
    ['2026-11-21+01:00', '2026-11-21T00:00:00+01:00'],
    ['2026-11', '2026-11-01T00:00:00'],
    ['2026', '2026-01-01T00:00:00'],
  ])('gives GenDate %s as IssueDate %s', (genDate, expected) => {
    expect(appRecFor({ ...request, envelope: { ...envelope, genDate } }).original.issueDate).toBe(expected);
  });

  it('is valid against its schema in either version', () => {
    const schemas = loadSchemaSet(readSchemaFiles('schemas'));
    for (const version of ['1.0', '1.1'] as const) {
      const parsed = parseXml(buildAppRec(appRecFor({ ...request, version })));
      if (!parsed.ok) throw new Error(parsed.fault.code);
      using document = parsed.value;
      expect(schemas.validate(document)).toEqual([]);
    }
  });
});
