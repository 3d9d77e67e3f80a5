import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExpectations } from '../../../src/adapters/seeds/expectations.ts';
import { type ActKind, actKinds, type HandoverRole } from '../../../src/domain/expectation-vocabulary.ts';
import { actReporters, actsReportedBy } from '../../../src/domain/handover/reporting.ts';
import { casesNaming, seesAct, seesExpected, sightOf } from '../../../src/domain/handover/sight.ts';
import { type HerId, herId } from '../../../src/domain/ids.ts';

const catalogue = readExpectations(join(import.meta.dirname, '../../../seeds/expectations.yaml'), () => true);
const [municipality, hospital, gpOffice, stranger] = [40, 20, 10, 60].map((id) => herId(id)!) as [
  HerId,
  HerId,
  HerId,
  HerId,
];
const handover = { municipality, hospitals: [hospital] };
const sightFor = (own: HerId, owing: HerId[] = []) =>
  sightOf(
    handover,
    owing.map((enterprise) => ({ role: 'gp', enterprise })),
    (enterprise) => enterprise === own,
  );

/** Names of the cases of handovers that a party sees, where the hospital or the municipality owes. */
const seen = (own: HerId): ReadonlySet<string> => {
  const sight = sightFor(own)!;
  const cases = catalogue.expectations
    .filter(({ scope }) => scope === 'handover')
    .flatMap((row) =>
      row.cases.map(({ name }) => ({
        expectation: row.id,
        ...(name !== undefined && { case: name }),
        owes: { role: 'hospital' as const, enterprise: stranger },
      })),
    );
  return new Set(cases.filter((one) => seesExpected(sight, catalogue, one)).map((one) => one.expectation));
};

describe('who sees what of a handover', () => {
  it('is nothing at all for whoever is no party to it and owes nothing in it', () => {
    expect(sightFor(stranger)).toBeUndefined();
    expect(sightFor(gpOffice)).toBeUndefined();
    expect(sightFor(gpOffice, [gpOffice])).toMatchObject({ sides: [] });
  });

  it('is all that lies between the parties, but not what lies within the other side alone', () => {
    const [ofHospital, ofMunicipality] = [seen(hospital), seen(municipality)];
    const rows = catalogue.expectations.filter(({ scope }) => scope === 'handover').map(({ id }) => id);
    expect(rows.filter((id) => !ofMunicipality.has(id))).toEqual(['tsb-ward-consult', 'bup-acute-detox']);
    expect(rows.filter((id) => !ofHospital.has(id))).toEqual(['death-info']);
  });

  it('is only what it owes for a GP', () => {
    const sight = sightFor(gpOffice, [gpOffice])!;
    const check = { expectation: 'gp-check-2w', owes: { role: 'gp' as const, enterprise: gpOffice } };
    expect(seesExpected(sight, catalogue, check)).toBe(true);
    expect(seesExpected(sight, catalogue, { ...check, owes: { role: 'gp', enterprise: stranger } })).toBe(
      false,
    );
    expect(seesAct(sight, catalogue, { kind: 'gp-check-done', by: gpOffice })).toBe(true);
    expect(seesAct(sight, catalogue, { kind: 'gp-check-done', by: stranger })).toBe(false);
  });

  it('of acts is as of the cases that they are about, and always one’s own', () => {
    const sight = sightFor(municipality)!;
    const hidden = actKinds.filter((kind) => !seesAct(sight, catalogue, { kind, by: hospital }));
    // Acts about messages by themselves are theirs to tell.
    const ofHandovers = hidden.filter((kind) => casesNaming(catalogue, kind, 'handover').length > 0);
    expect(ofHandovers).toEqual([
      'acute-intoxication',
      'bup-contacted',
      'tsb-visit-made',
      'tsb-visit-requested',
    ]);
    expect(seesAct(sight, catalogue, { kind: 'tsb-visit-made', by: municipality })).toBe(true);
  });

  it('of a row that the catalogue no longer has is everything, for the parties', () => {
    const gone = { expectation: 'retired-row', owes: { role: 'hospital' as const } };
    expect(seesExpected(sightFor(municipality)!, catalogue, gone)).toBe(true);
    expect(seesExpected(sightFor(gpOffice, [gpOffice])!, catalogue, gone)).toBe(false);
  });
});

/** Who reports each act: of handovers, and of messages by themselves. */
const reporters: Readonly<
  Record<ActKind, readonly [handover: readonly HandoverRole[], message: readonly HandoverRole[]]>
> = {
  'acute-intoxication': [['hospital'], []],
  'bup-contacted': [['hospital'], []],
  'care-started': [[], ['sender']],
  consulted: [[], ['sender', 'receiver']],
  'contact-made': [['nursing'], []],
  'death-known': [['nursing', 'gp'], []],
  'deterioration-plan-available': [['hospital', 'nursing'], []],
  'early-warning-deferred': [['hospital'], []],
  'fault-corrected': [[], ['receiver']],
  'follow-up-group-set': [['nursing', 'gp', 'hospital'], []],
  'gp-check-done': [['gp'], []],
  'gp-follow-up-needed': [['hospital'], []],
  'gp-informed': [['hospital'], []],
  'individual-plan-needed': [['hospital'], []],
  'individual-plan-notified': [['hospital'], []],
  'joint-plan-called': [['hospital'], []],
  'need-identified': [['hospital'], []],
  'next-contact-named': [['hospital', 'case-office', 'nursing'], []],
  'no-longer-ready': [['hospital'], []],
  'palliative-plan-sent': [['nursing', 'gp', 'hospital'], []],
  'place-ready': [['case-office', 'nursing'], []],
  'plan-changed': [['hospital'], []],
  'ready-declared': [['hospital'], []],
  'receipt-followed-up': [[], ['sender']],
  'therapy-follow-up-needed': [['hospital', 'gp'], []],
  'tsb-visit-made': [['tsb'], []],
  'tsb-visit-requested': [['tsb'], []],
  'what-matters-asked': [['hospital', 'nursing'], []],
};

describe('an act', () => {
  it.each(actKinds)('%s is reported by those who would owe what it starts or fulfils', (kind) => {
    const [ofHandovers, ofMessages] = reporters[kind];
    expect([...actReporters(catalogue, 'handover', kind)].sort()).toEqual([...ofHandovers].sort());
    expect([...actReporters(catalogue, 'message', kind)].sort()).toEqual([...ofMessages].sort());
    // Whatever the catalogue names, somebody can report.
    expect(ofHandovers.length + ofMessages.length).toBeGreaterThan(0);
  });

  it('is offered to whoever holds a role that reports it', () => {
    expect(actsReportedBy(catalogue, 'handover', ['gp'])).toEqual([
      'death-known',
      'follow-up-group-set',
      'gp-check-done',
      'palliative-plan-sent',
      'therapy-follow-up-needed',
    ]);
    expect(actsReportedBy(catalogue, 'message', ['receiver'])).toEqual(['consulted', 'fault-corrected']);
    expect(actsReportedBy(catalogue, 'handover', [])).toEqual([]);
  });
});
