import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partyHerId, routingHerId } from '../../src/domain/message.ts';
import type { OutcomeCode } from '../../src/domain/outcome.ts';
import { readAppRec } from '../../src/messages/apprec/read.ts';
import { recognise, typeForRoot } from '../../src/messages/recognise.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { allFixtures, fixtureBytes, messageWith } from '../helpers/fixtures.ts';

/** Takes what is needed while the document lives. */
const seen = <T>(bytes: Uint8Array, look: (recognised: ReturnType<typeof recognise>) => T): T => {
  const parsed = parseXml(bytes);
  if (!parsed.ok) throw new Error(`The document does not parse: ${parsed.fault.code}`);
  using document = parsed.value;
  return look(recognise(document));
};
const faultOf = (bytes: Uint8Array) => seen(bytes, ({ fault }) => fault);
const envelopeOf = (type: string, name: string) =>
  seen(fixtureBytes(type, name), ({ envelope }) => envelope!);
const changed = (from: string, to: string) =>
  messageWith('log-innlagt-1.6', 'full', { replace: [[from, to]] });

describe('recognise', () => {
  it('says what the envelope names and which payload that stands for when they disagree', () => {
    expect(faultOf(fixtureBytes('log-innlagt-1.6', 'payload-of-another-type'))).toEqual({
      code: 'payload-mismatch',
      params: { type: 'LOG_INNLAGT', expected: 'Pasientlogistikk/MeldingInnlagtPasient' },
    });
  });

  it('repeats no function code that it does not know', () => {
    expect(faultOf(changed('V="LOG_INNLAGT"', 'V="Bergljot Krekling"'))).toEqual({
      code: 'type-unsupported',
    });
  });

  it('knows no function by the name of an object property', () => {
    expect(faultOf(changed('V="LOG_INNLAGT"', 'V="constructor"'))).toEqual({ code: 'type-unsupported' });
  });

  it.each([
    [
      '<MsgId>bfeee209-262d-42b7-b734-4240aeeec7c3</MsgId>',
      '<MsgId> </MsgId>',
      '/mh:MsgHead/mh:MsgInfo/mh:MsgId',
    ],
    ['<GenDate>2026-11-17T20:12:41+01:00</GenDate>', '', '/mh:MsgHead/mh:MsgInfo/mh:GenDate'],
    [
      '<Type V="LOG_INNLAGT" DN="Melding om innlagt pasient"/>',
      '<Type V=" "/>',
      '/mh:MsgHead/mh:MsgInfo/mh:Type/@V',
    ],
  ])('names the element that an AppRec cannot do without: %s', (from, to, where) => {
    expect(faultOf(changed(from, to))).toEqual({ code: 'envelope-incomplete', params: { where } });
  });

  it('takes an empty MIGversion for the fixed one', () => {
    expect(faultOf(changed('<MIGversion>v1.2 2006-05-24</MIGversion>', '<MIGversion/>'))).toBeUndefined();
  });

  it('takes one reference of a conversation for both', () => {
    const bytes = messageWith('log-innlagt-1.6', 'full', {
      conversation: { parent: 'a', first: 'b' },
      replace: [['<RefToParent>a</RefToParent>', '']],
    });
    expect(seen(bytes, ({ envelope }) => envelope?.conversation)).toEqual({
      refToParent: 'b',
      refToConversation: 'b',
    });
  });

  it('finds the type that has a root', () => {
    expect(typeForRoot('http://www.kith.no/xmlstds/epikrise/2012-02-15', 'Message')?.key).toBe(
      'epikrise-1.2',
    );
    expect(typeForRoot('http://www.kith.no/xmlstds/epikrise/2012-02-15', 'message')).toBeUndefined();
  });
});

describe('envelope', () => {
  it('has the HER-id first among identifiers and values as received', () => {
    const { sender, msgId } = envelopeOf('log-innlagt-1.6', 'prefixed');
    expect(sender.enterprise.idents.map(({ id, type }) => [id, type.v])).toEqual([
      ['9000000', 'HER'],
      ['319000003', 'ENH'],
    ]);
    expect(sender.unit).toMatchObject({ name: 'Medisinsk sengepost, Volda sjukehus', herId: 9000201 });
    expect(sender.unit?.idents[0]?.id).toBe(' 9000201 ');
    expect(msgId).toMatch(/^[0-9A-F-]{36}$/);
  });

  it('has a GP as a person at level 2, with HPR number and whole name', () => {
    const gp = envelopeOf('log-dod-1.6', 'full').receivers[0]?.unit;
    expect(gp).toMatchObject({ kind: 'person', name: 'Gunnhild Smørtelg', herId: 9150512 });
    expect(gp?.idents.map(({ type }) => `${type.v} ${type.s}`)).toEqual([
      'HER 2.16.578.1.12.4.1.1.8116',
      'HPR 2.16.578.1.12.4.1.1.8116',
    ]);
  });

  it('has only COP as copy receivers, and none that goes by letter', () => {
    const { receivers } = envelopeOf('log-innlagt-1.6', 'other-receivers');
    expect(receivers.map(({ role, unit, enterprise }) => [role, unit?.name, enterprise.name])).toEqual([
      ['primary', 'Hjemmesykepleien', 'Molde kommune'],
      ['copy', 'Ingrid Kattefot', 'Havsule legesenter, Molde'],
      ['copy', 'Ola Røsslyng', ''],
      ['copy', 'Kari Krekling', ''],
    ]);
  });

  it('takes a HealthcareProfessional beside a service for a signer', () => {
    const signer =
      '<HealthcareProfessional><FamilyName>Starrgras</FamilyName><Ident><Id>1</Id><TypeId V="HPR"/></Ident></HealthcareProfessional>';
    const bytes = changed(
      '</Organisation>\n      </Organisation>\n    </Sender>',
      `</Organisation>${signer}</Organisation></Sender>`,
    );
    expect(seen(bytes, ({ envelope }) => envelope?.sender.unit?.name)).toBe('Medisinsk sengepost, SNR');
  });

  it('has role, address, phone and name string of an epikrise', () => {
    const { sender, patient, processingStatus } = envelopeOf('epikrise-1.2', 'full');
    expect(sender.roleCode?.v).toBe('SPR');
    expect(sender.address).toEqual({
      type: { v: 'PST', dn: 'Postadresse' },
      teleAddress: ['tel:+4700100300'],
    });
    expect(patient?.name).toBe('Krekling, Bergljot');
    expect(processingStatus).toBeUndefined();
    expect(envelopeOf('epikrise-1.2', 'test-traffic').processingStatus).toBe('TEST');
  });

  it('keeps GenDate as it was received, also a bare date', () => {
    expect(envelopeOf('epikrise-1.2', 'date-only').genDate).toBe('2026-11-20');
  });
});

describe('whatever is left out of a message', () => {
  const readable = allFixtures().filter(({ expected }) => expected.parse === undefined);
  const expectedFaults: readonly OutcomeCode[] = [
    'root-unknown',
    'envelope-version-unknown',
    'envelope-incomplete',
    'envelope-date-invalid',
    'payload-missing',
    'type-unsupported',
    'payload-mismatch',
    'apprec-status-unsupported',
  ];

  it('is read without throwing, or refused with one of the faults of the catalogue', () => {
    const fixture = fc.constantFrom(...readable);
    const cuts = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(fixture, cuts, ({ type, name }, places) => {
        let xml = Buffer.from(fixtureBytes(type, name)).toString('latin1');
        for (const place of places) {
          // Leaf elements and attributes, so that it stays well-formed.
          const parts = [
            ...xml.matchAll(/<([\w:.-]+)(?: [^<>]*)?>[^<]*<\/\1>|<[\w:.-]+(?: [^<>]*)?\/>| V="[^"]*"/g),
          ];
          const part = parts[place % Math.max(parts.length, 1)];
          if (part === undefined || part.index < 60) continue;
          xml = xml.slice(0, part.index) + xml.slice(part.index + part[0].length);
        }
        const parsed = parseXml(Buffer.from(xml, 'latin1'));
        if (!parsed.ok) return;
        using document = parsed.value;
        const { envelope, type: found, payload, fault } = recognise(document);
        if (fault !== undefined) expect(expectedFaults).toContain(fault.code);
        expect(envelope !== undefined || fault !== undefined).toBe(true);
        if (found !== undefined && payload !== undefined) {
          expect(found.read(payload).events).toBeInstanceOf(Array);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('messageWith', () => {
  it('changes what it is told to, in every family', () => {
    const changes = {
      msgId: '11111111-2222-4333-8444-555555555555',
      genDate: '2026-11-21T10:00:00+01:00',
      sender: { enterprise: 9150500, unit: 9150502 },
      receiver: { unit: 9150512 },
      patient: { given: 'Åse & <Bo>', family: 'Måsøy', id: '01015000232' },
      text: 'Tekst med $& og "hermeteikn"',
    };
    for (const type of [
      'log-innlagt-1.6',
      'utskrivningsrapport-1.6',
      'epikrise-1.2',
      'henvisning-nytilstand-2.0',
      'dialog-notat-1.0',
    ]) {
      seen(
        messageWith(type, 'full', type.startsWith('henv') ? { ...changes, documentId: 'd' } : changes),
        ({ envelope, fault }) => {
          expect(fault).toBeUndefined();
          expect(envelope?.msgId).toBe(changes.msgId);
          expect(envelope?.genDate).toBe(changes.genDate);
          expect(envelope && partyHerId(envelope.sender)).toBe(9150502);
          expect(envelope?.sender.enterprise.herId).toBe(9150500);
          expect(envelope?.receivers.map(routingHerId)[0]).toBe(9150512);
          const { patient } = envelope!;
          expect(patient?.name ?? `${patient?.familyName}, ${patient?.givenName}`).toBe('Måsøy, Åse & <Bo>');
          expect(patient?.idents[0]?.id).toBe('01015000232');
        },
      );
    }
  });

  it('makes AppRecs that answer the message they are told to', () => {
    const bytes = messageWith('apprec-1.1', 'ok', {
      msgId: '11111111-2222-4333-8444-555555555555',
      original: { id: 'x', issueDate: '2026-11-21T10:00:00Z', type: 'LOG_DOD' },
    });
    const read = seen(bytes, ({ payload }) => readAppRec(payload!));
    expect(read).toMatchObject({
      ok: true,
      value: {
        id: '11111111-2222-4333-8444-555555555555',
        original: { id: 'x', issueDate: '2026-11-21T10:00:00Z', type: { v: 'LOG_DOD' } },
      },
    });
  });

  it('does not pass over a change that the fixture has no place for', () => {
    expect(() => messageWith('log-innlagt-1.6', 'full', { documentId: 'd' })).toThrow('nothing for');
  });
});
