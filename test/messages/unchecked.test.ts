import { describe, expect, it } from 'vitest';
import { shownFunction } from '../../src/messages/recognise.ts';
import { isKnownByName } from '../../src/messages/unchecked/functions.ts';
import { loadStandards } from '../../src/standards.ts';
import { allFixtures, fixtureBytes, messageWith } from '../helpers/fixtures.ts';

const { inspector } = loadStandards();
const findingsOf = (bytes: Uint8Array) => inspector.inspect(bytes).findings.map(({ rule }) => rule);
const byName = allFixtures().filter(({ expected }) =>
  /^(hodemelding|rekvisisjon|svarrapport)-/.test(expected.type ?? ''),
);

describe('a message that is known by name alone', () => {
  it.each(byName)(
    '$type/$name is told to be unchecked, and its payload is no fault',
    ({ type, name, expected }) => {
      const inspection = inspector.inspect(fixtureBytes(type, name));
      expect(inspection.findings.map(({ rule }) => rule)).toContain('payload-not-checked');
      expect(inspection.schema.errors.map(({ code }) => code)).not.toContain('element-unknown');
      expect(inspection.schema.errors.length > 0).toBe(expected.appRec !== 'ok');
    },
  );

  it('is one whose code is listed, or has the name of a family that grows', () => {
    for (const code of [
      'ERM1',
      'ERM9NA4',
      'NPR_ORD',
      'SYKMELD',
      'REQ_LAB',
      'SVAR_MBIO',
      'DIALOG_INNBYGGER_JOURNAL',
    ]) {
      expect(isKnownByName(code), code).toBe(true);
      expect(shownFunction(code)).toBe(code);
    }
  });

  it('is none whose code could be anything, or is a type that is read', () => {
    for (const code of [
      'ERM Ola Nordmann',
      'ERMa',
      'OLA_NORDMANN',
      'LOG_INNLAGT',
      'EPIKRISE',
      'APPREC',
      '',
    ]) {
      expect(isKnownByName(code), code).toBe(false);
    }
    expect(shownFunction('OLA_NORDMANN')).toBe('unsupported');
  });

  it('is shown as its family where its code is not listed, since that may hold a name or a number', () => {
    const codes = ['ERM13116900216', 'ERM_OLA_NORDMANN', 'DIALOG_INNBYGGER_01015000232', 'REQ_13116900216'];
    expect(codes.filter((code) => !isKnownByName(code))).toEqual([]);
    expect(codes.map(shownFunction)).toEqual(['ERM', 'ERM', 'DIALOG_INNBYGGER_', 'REQ_']);
  });

  it('may have a payload of ours, as the dialogues with patients do: it is held to the schema, and not to our profiles', () => {
    const renamed: readonly [string, string] = ['V="DIALOG_NOTAT"', 'V="DIALOG_INNBYGGER_TIMER"'];
    const bytes = messageWith('dialog-notat-1.0', 'full', { replace: [renamed] });
    expect(inspector.inspect(bytes).fault).toBeUndefined();
    expect(findingsOf(bytes)).toContain('payload-not-checked');
    const faulty = messageWith('dialog-notat-1.0', 'full', {
      replace: [renamed, ['<Notat>', '<Tull/><Notat>']],
    });
    expect(inspector.inspect(faulty).schema.errors).not.toEqual([]);
  });

  it('is held to the schema of its envelope', () => {
    const bytes = messageWith('erm1-1.2', 'full', { replace: [['<MsgInfo>', '<MsgInfo><Tull/>']] });
    expect(inspector.inspect(bytes).schema.errors).not.toEqual([]);
  });

  it('with an unknown payload and the code of a known type is not let through', () => {
    const bytes = messageWith('erm1-1.2', 'full', { replace: [['V="ERM1"', 'V="LOG_INNLAGT"']] });
    expect(inspector.inspect(bytes).fault?.code).toBe('type-unsupported');
    expect(findingsOf(bytes)).not.toContain('payload-not-checked');
  });
});

it('a message that is read is never told to be unchecked', () => {
  for (const { type, name, expected } of allFixtures()) {
    if (expected.schema !== 'valid' || expected.type === 'hodemelding-1.2') continue;
    expect(findingsOf(fixtureBytes(type, name)), `${type}/${name}`).not.toContain('payload-not-checked');
  }
});
