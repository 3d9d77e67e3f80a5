import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonHelpNumberOid } from '../../src/domain/identifiers.ts';
import type { Patient } from '../../src/domain/message.ts';
import { identifyPatient } from '../../src/domain/patient-identification.ts';

const named = { givenName: 'Line', familyName: 'Danser', idents: [] } satisfies Patient;
const withId = (v: string, id = '01015000232', s?: string): Patient => ({
  ...named,
  idents: [{ id, type: { v, ...(s !== undefined && { s }) } }],
});

describe('a patient is named well enough (E36)', () => {
  it.each(['FNR', 'DNR', 'FHN'])('with name and %s', (type) => {
    expect(identifyPatient(withId(type))).toBe('sufficient');
  });

  it('with name, birth date and sex', () => {
    expect(identifyPatient({ ...named, dateOfBirth: '1950-01-01', sex: { v: '2' } })).toBe('sufficient');
  });

  it('with a name in one string, as epikrise and henvisning 1.x have it', () => {
    const idents = [{ id: '01015000232', type: { v: 'FNR' } }];
    expect(identifyPatient({ name: 'Line Danser', idents })).toBe('sufficient');
  });

  it('with a common help number told by its OID', () => {
    expect(identifyPatient(withId(commonHelpNumberOid, '80001443511'))).toBe('sufficient');
    expect(identifyPatient(withId('XXX', '80001443511', commonHelpNumberOid))).toBe('sufficient');
  });

  it('whatever the number’s check digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), (number) => {
        const id = String(number).padStart(11, '0');
        expect(identifyPatient(withId('FNR', id))).toBe('sufficient');
      }),
    );
  });
});

describe('a patient is not named well enough (E36)', () => {
  it('when there is none', () => {
    expect(identifyPatient(undefined)).toBe('insufficient');
  });

  it.each(['HNR', 'DUF', 'PNR', 'UID', 'SSN', 'XXX'])('with name and %s only', (type) => {
    expect(identifyPatient(withId(type))).toBe('insufficient');
  });

  it('with a number but no name', () => {
    expect(identifyPatient({ ...withId('FNR'), familyName: ' ', givenName: '' })).toBe('insufficient');
  });

  it.each([
    ['no sex', { dateOfBirth: '1950-01-01' }],
    ['an unknown sex', { dateOfBirth: '1950-01-01', sex: { v: '0' } }],
    ['an unspecified sex', { dateOfBirth: '1950-01-01', sex: { v: '9' } }],
    ['no birth date', { sex: { v: '1' } }],
  ])('with name and %s', (_, more) => {
    expect(identifyPatient({ ...named, ...more })).toBe('insufficient');
  });

  it.each(['', ' ', '-', 'ukjent', '00000000000'])('with %j in place of a number', (id) => {
    expect(identifyPatient(withId('FNR', id))).toBe('insufficient');
  });
});
