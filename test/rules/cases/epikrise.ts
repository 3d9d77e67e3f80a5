import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const related = (code: string): string => `//p:PatRelHCP[p:Relation/@V='${code}']`;
const status = (v: string): Edit => set('/p:Message/p:ServRprt/p:ServType', { V: v });
const reportStatus = (v: string): Edit => set('/p:Message/p:ServRprt/p:Status', { V: v });
const base = 'epikrise-1.2';
const older = 'epikrise-1.1';

const envelopeCases: readonly RuleCase[] = [
  { rule: 'epikrise-status-not-in-use', base, hit: [status('O')] },
  { rule: 'epikrise-type', base, hit: [remove('/p:Message/p:Type')] },
  {
    rule: 'epikrise-type',
    base: older,
    hit: [remove('/p:Message/p:Type')],
    miss: [set('/p:Message/p:Type', { V: 'E-L' })],
  },
  {
    rule: 'epikrise-test-message',
    base,
    hit: [add('/p:Message', 'p:Status', { V: 'TEST', DN: 'Melding til testformål' })],
    miss: [add('/p:Message', 'p:Status', { V: 'APR', DN: 'Meldingsimplementeringen er godkjent' })],
  },
  { rule: 'epikrise-preliminary', base, hit: [reportStatus('P')] },
  {
    rule: 'epikrise-approval-date',
    base,
    hit: [remove('//p:ApprDate')],
    miss: [remove('//p:ApprDate'), reportStatus('P')],
  },
  { rule: 'epikrise-document-id', base, hit: [remove('//p:ServProvId')] },
  {
    rule: 'epikrise-document-id-form',
    base,
    hit: [write('//p:ServProvId', 'EPI-2026-00417')],
    miss: [write('//p:ServProvId', 'AD226A28-78F8-4F3E-B5FC-D8256E6B19E6')],
  },
  { rule: 'epikrise-contact-date', base, hit: [remove('//p:StartDateTime')] },
  {
    rule: 'epikrise-contact-date',
    base: older,
    hit: [remove('//p:Event')],
    also: [
      'epikrise-assessment',
      'epikrise-cave',
      'epikrise-course',
      'epikrise-diagnosis',
      'epikrise-findings',
      'epikrise-follow-up-plan',
      'epikrise-function',
      'epikrise-history',
      'epikrise-information-given',
      'epikrise-medicines',
      'epikrise-social',
      'wording-missing-plan',
    ],
    miss: [status('C'), remove('//p:Event')],
  },
  {
    rule: 'epikrise-end-date',
    base,
    hit: [remove('(//p:EndDateTime)[1]')],
    miss: [remove('//p:EndDateTime'), set('//p:AdmCat', { V: '3' })],
  },
  {
    rule: 'epikrise-end-date',
    base,
    hit: [remove('//p:EndDateTime')],
    miss: [remove('//p:EndDateTime'), reportStatus('P')],
  },
  {
    rule: 'epikrise-dates-reversed',
    base,
    hit: [set('(//p:EndDateTime)[1]', { V: '2026-11-16' })],
    miss: [set('(//p:EndDateTime)[1]', { V: '2026-11-17' })],
  },
  // On the same day the hours count, as long as both stand in the same zone.
  {
    rule: 'epikrise-dates-reversed',
    base,
    hit: [set('(//p:EndDateTime)[last()]', { V: '2026-11-17T18:05:00+01:00' })],
    miss: [set('(//p:EndDateTime)[last()]', { V: '2026-11-17T17:40:00Z' })],
  },
  {
    rule: 'epikrise-admission-category',
    base,
    hit: [set('(//p:AdmCat)[1]', { V: undefined, DN: undefined })],
    also: ['value-element-empty'],
  },
  {
    rule: 'epikrise-planned-event',
    base,
    hit: [add('/p:Message/p:ServRprt/p:Event', 'p:PlannedEvent')],
    also: ['value-element-empty'],
  },
];

const partyCases: readonly RuleCase[] = [
  { rule: 'epikrise-organisation-name', base, hit: [remove('//p:Requester/p:HCP/p:Inst/p:Name')] },
  {
    rule: 'epikrise-organisation-her-id',
    base,
    hit: [set('//p:ServProvider/p:HCP/p:Inst/p:TypeId', { V: 'RSH' })],
    miss: [
      set('//p:ServProvider/p:HCP/p:Inst/p:TypeId', { V: 'ENH' }),
      write('//p:ServProvider/p:HCP/p:Inst/p:AdditionalId/p:Id', '9000000'),
      set('//p:ServProvider/p:HCP/p:Inst/p:AdditionalId/p:Type', { V: 'HER' }),
    ],
  },
  // In 1.1 either number will do.
  {
    rule: 'epikrise-organisation-number',
    base: older,
    hit: [
      set('//p:ServProvider/p:HCP/p:Inst/p:TypeId', { V: 'RSH' }),
      remove('//p:ServProvider/p:HCP/p:Inst/p:AdditionalId'),
    ],
    miss: [set('//p:ServProvider/p:HCP/p:Inst/p:TypeId', { V: 'RSH' })],
  },
  { rule: 'epikrise-unit-her-id', base, hit: [remove('//p:ServProvider//p:Dept')] },
  {
    rule: 'epikrise-unit-her-id',
    base: older,
    hit: [remove('//p:ServProvider//p:Dept')],
    miss: [remove('//p:ServProvider//p:Dept'), set('//p:ServProvider//p:HCPerson/p:TypeId', { V: 'HER' })],
  },
  {
    rule: 'epikrise-copy-receiver',
    base,
    hit: [remove('//p:CopyDest//p:Dept')],
    miss: [
      remove('//p:CopyDest//p:Dept'),
      add('//p:CopyDest', 'p:CopyDestRole'),
      add('//p:CopyDestRole', 'p:ActComMethod', { V: 'PST', DN: 'Brev' }),
    ],
  },
  {
    rule: 'epikrise-responsible',
    base,
    hit: [remove('//p:RelServProvider//p:Name')],
    miss: [
      remove('//p:RelServProvider//p:Name'),
      add('//p:ServProvider/p:HCP/p:Inst', 'p:HCPerson'),
      add('//p:ServProvider//p:HCPerson', 'p:Name', 'Eivind Sølvbunke'),
    ],
  },
  {
    rule: 'epikrise-responsible',
    base: older,
    hit: [remove('//p:RelServProvider//p:Name'), remove('//p:ServProvider//p:HCPerson')],
    miss: [remove("//p:RelServProvider[p:Relation/@V='AHP']"), remove('//p:ServProvider//p:HCPerson')],
  },
  {
    rule: 'epikrise-responsible-phone',
    base,
    hit: [set('//p:RelServProvider//p:TeleAddress', { V: 'mailto:lege@sjukehus.example' })],
  },
  {
    rule: 'epikrise-referrer',
    base,
    hit: [remove('//p:PatRelHCP'), remove('//p:Requester//p:HCPerson')],
    also: ['epikrise-gp', 'epikrise-unit-her-id'],
    miss: [remove(related('HHE'))],
  },
  {
    rule: 'epikrise-gp',
    base,
    hit: [remove(related('FLE'))],
    miss: [write(`${related('FLE')}//p:Name`, 'Torstein Myrull')],
  },
  {
    rule: 'epikrise-gp-not-receiver',
    base,
    hit: [
      write(`${related('FLE')}//p:Name`, 'Torstein Myrull'),
      write(`${related('FLE')}//p:Id`, '99150612'),
    ],
    miss: [remove(related('FLE'))],
  },
  {
    rule: 'epikrise-patient-name-form',
    base,
    hit: [write('//p:Patient/p:Name', 'Bergljot Krekling')],
    miss: [write('//p:Patient/p:Name', 'Krekling,Bergljot')],
  },
  { rule: 'epikrise-patient-address', base: older, hit: [remove('//p:Patient/p:Address')] },
  {
    rule: 'epikrise-official-id-type',
    base,
    hit: [set('//p:TypeOffId', { V: 'HNR', DN: 'H-nummer' })],
    also: ['patient-id-check-digit'],
    miss: [set('//p:TypeOffId', { V: 'FHN', DN: 'Felles hjelpenummer' })],
  },
];

/** Hits and misses of seeds/rules/epikrise.yaml. */
export const epikriseCases: readonly RuleCase[] = [...envelopeCases, ...partyCases];
