import { describe, expect, it } from 'vitest';
import type { AppRecVersion } from '../../src/domain/app-rec.ts';
import {
  type AppRecErrorCode,
  appRecCode,
  appRecCodes,
  codesInUse,
  isAppRecErrorCode,
} from '../../src/domain/app-rec-codes.ts';
import { checkErrors } from '../../src/domain/app-rec-errors.ts';
import { type Fault, fault } from '../../src/domain/outcome.ts';
import { applyRows, decideReceipt } from '../../src/domain/receipt-decision.ts';
import { cases, good } from './receipt-cases.ts';

const codes = Object.keys(appRecCodes) as AppRecErrorCode[];
const word = ({ code }: Fault): string => code;

/** Every code that a case of the decision table ends in. */
const decidedIn = (version: AppRecVersion): Set<string> =>
  new Set(
    cases.flatMap(({ when }) => {
      const decision = decideReceipt({ ...good, ...when, appRecVersion: version }, word);
      return decision.kind === 'answer' ? decision.errors.map(({ code }) => code) : [];
    }),
  );

describe('the error codes of 8221', () => {
  it.each(codes)('%s comes from the receipt decision exactly where the catalogue says so', (code) => {
    const { givenBy, versions } = appRecCode(code);
    for (const version of ['1.0', '1.1'] as const) {
      const decided = givenBy === 'gateway' || givenBy === 'table';
      const expected = decided && versions.includes(version);
      expect(decidedIn(version).has(code), version).toBe(expected);
    }
  });

  it('are in use in the versions that have them: 1.0 lacks three, 1.1 one, both have withdrawn some', () => {
    const only = (version: AppRecVersion, other: AppRecVersion) =>
      codesInUse(version).filter((code) => !codesInUse(other).includes(code));
    expect(only('1.1', '1.0')).toEqual(['T10', 'E10', 'E20', 'E36']);
    expect(only('1.0', '1.1')).toEqual(['E40']);
    const withdrawn = codes.filter((code) => appRecCode(code).versions.length === 0);
    expect(withdrawn).toEqual(['E33', 'E34']);
    expect(withdrawn.map((code) => appRecCode(code).givenBy)).toEqual(['nobody', 'nobody']);
  });

  it('need an explanation where they are general', () => {
    const general = codes.filter((code) => appRecCode(code).details === 'required');
    expect(general).toEqual(['T99', 'S99', 'X99']);
  });

  it('are otherwise unknown', () => {
    expect(['E1', 'e21', '', 'constructor', '01'].filter(isAppRecErrorCode)).toEqual([]);
  });

  it('have X99 for a ground that has no code of its own', () => {
    const row = {
      id: 'format-unsupported',
      when: () => true,
      effect: { '1.0': 'reject', '1.1': 'reject' },
      faults: ['internal-error'],
      source: 'no standard has it',
    } as const;
    const facts = { ...good, faults: [fault('internal-error')] };
    expect(applyRows([row], facts, word)).toMatchObject({
      errors: [{ code: 'X99', text: 'Annen feil', details: 'internal-error' }],
    });
  });
});

describe('an error that we are asked to write', () => {
  const check = (
    version: AppRecVersion,
    error: { code: string; system?: string; details?: string },
    messageType = 'EPIKRISE',
  ): string => {
    const checked = checkErrors(
      [
        { code: 'E21', text: '' },
        { text: '', ...error },
      ],
      { version, messageType },
    );
    if (checked.ok) return 'ok';
    expect(checked.fault.params?.number).toBe(2);
    return checked.fault.code;
  };

  it.each(codes)('with %s is taken in the versions that have it, in a general code with OT', (code) => {
    const { versions, details } = appRecCode(code);
    for (const version of ['1.0', '1.1'] as const) {
      const inUse = versions.includes(version);
      expect(check(version, { code, details: 'why' })).toBe(inUse ? 'ok' : 'apprec-code-unusable');
      const bare = details === 'required' ? 'apprec-details-required' : 'ok';
      expect(check(version, { code, details: ' ' })).toBe(inUse ? bare : 'apprec-code-unusable');
    }
  });

  it('names the codes that could be used instead', () => {
    const checked = checkErrors([{ code: 'E33', text: '' }], { version: '1.0', messageType: 'EPIKRISE' });
    expect(checked).toMatchObject({
      fault: { params: { number: 1, version: '1.0', expected: codesInUse('1.0').join(', ') } },
    });
  });

  const oid = (list: number): string => `2.16.578.1.12.4.1.1.${list}`;
  it.each<[string, string | undefined, string, string]>([
    ['E21', oid(8221), 'EPIKRISE', 'ok'],
    ['37', oid(8222), 'SYKMELD', 'ok'],
    ['37', oid(8222), 'LEGEERKL', 'ok'],
    ['37', undefined, 'SYKMELD', 'apprec-code-unusable'],
    ['37', oid(8222), 'EPIKRISE', 'apprec-code-unusable'],
    ['E21', oid(8222), 'SYKMELD', 'apprec-code-unusable'],
    ['05', oid(8223), 'LOM', 'ok'],
    ['143', oid(8223), 'LOM', 'ok'],
    ['05', oid(8223), 'SYKMELD', 'apprec-code-unusable'],
    ['05', undefined, 'LOM', 'apprec-code-unusable'],
    ['1', '1.2.3', 'LOM', 'apprec-code-unusable'],
  ])('%s of %s on %s: %s', (code, system, messageType, expected) => {
    expect(check('1.0', { code, ...(system !== undefined && { system }) }, messageType)).toBe(expected);
  });
});
