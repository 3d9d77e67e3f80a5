import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const item = (code: string): string => `//p:InfItem[p:Type/@V='${code}']`;
const related = (code: string): string => `//p:PatRelHCP[p:Relation/@V='${code}']`;
const status = (v: string): Edit => set('//p:Henvisning/p:ServType', { V: v });
const priority = (v: string): Edit => set('//p:Priority', { V: v });

const newCondition = 'henvisning-nytilstand-2.0';
const onward = 'henvisning-videre-2.0';
const plain = 'henvisning-1.1';
const older = 'henvisning-1.0';

const envelopeCases: readonly RuleCase[] = [
  { rule: 'henvisning-status-not-in-use', base: newCondition, hit: [status('H')] },
  { rule: 'henvisning-status-not-in-use', base: older, hit: [set('//p:ServReq/p:ServType', { V: 'X' })] },
  { rule: 'henvisning-reference-missing', base: newCondition, hit: [status('M')] },
  // Who sends onwards need not refer to the original; who changes must.
  {
    rule: 'henvisning-reference-missing',
    base: onward,
    hit: [status('C'), remove('//mh:ConversationRef')],
    miss: [remove('//mh:ConversationRef')],
  },
  { rule: 'henvisning-document-id', base: newCondition, hit: [write('//p:DocumentId', ' ')] },
  {
    rule: 'henvisning-document-id',
    base: plain,
    hit: [write('//p:ServReq/p:Id', ' ')],
    also: ['party-id-empty'],
  },
  {
    rule: 'henvisning-type',
    base: plain,
    hit: [remove('/p:Message/p:Type')],
    miss: [set('/p:Message/p:Type', { V: 'H' })],
  },
  {
    rule: 'henvisning-test-message',
    base: older,
    hit: [add('/p:Message', 'p:Status', { V: 'TEST', DN: 'Melding til testformål' })],
    miss: [add('/p:Message', 'p:Status', { V: 'APR', DN: 'Meldingsimplementeringen er godkjent' })],
  },
  {
    rule: 'henvisning-date',
    base: plain,
    hit: [set('//p:ServReq/p:IssueDate', { V: undefined })],
    also: ['value-element-empty'],
  },
  {
    rule: 'henvisning-priority',
    base: newCondition,
    hit: [set('//p:Priority', { V: undefined })],
    also: ['value-code-missing'],
    miss: [status('C'), set('//p:Priority', { V: undefined })],
  },
  {
    rule: 'henvisning-priority-in-1-x',
    base: older,
    hit: [remove('//p:Priority')],
    miss: [priority('14')],
  },
  { rule: 'henvisning-emergency-notice', base: newCondition, hit: [priority('0')] },
  { rule: 'henvisning-emergency-notice', base: plain, hit: [priority('0')], miss: [priority('1H')] },
  {
    rule: 'henvisning-dates-reversed',
    base: newCondition,
    hit: [
      add(item('CAVE'), 'p:StartDateTime', '2026-11-17T10:00:00+01:00'),
      add(item('CAVE'), 'p:EndDateTime', '2026-11-16T10:00:00+01:00'),
    ],
    miss: [
      add(item('CAVE'), 'p:StartDateTime', '2026-11-16T10:00:00+01:00'),
      add(item('CAVE'), 'p:EndDateTime', '2026-11-17T10:00:00+01:00'),
    ],
  },
  {
    rule: 'henvisning-dates-reversed',
    base: older,
    hit: [
      add(related('FLE'), 'p:StartDateTime', { V: '2026-11-17T10:00:00+01:00' }),
      add(related('FLE'), 'p:EndDateTime', { V: '2026-11-17T09:30:00+01:00' }),
    ],
    miss: [add(related('FLE'), 'p:StartDateTime', { V: '2026' })],
  },
];

const partyCases: readonly RuleCase[] = [
  {
    rule: 'henvisning-several-receivers',
    base: newCondition,
    hit: [
      add('/mh:MsgHead/mh:MsgInfo', 'mh:OtherReceiver'),
      add('//mh:OtherReceiver', 'mh:RoleReceiver', { V: 'COP', DN: 'Kopimottaker' }),
      add('//mh:OtherReceiver', 'mh:Organisation'),
      add('//mh:OtherReceiver/mh:Organisation', 'mh:OrganisationName', 'Molde kommune'),
      add('//mh:OtherReceiver/mh:Organisation', 'mh:Ident'),
      add('//mh:OtherReceiver//mh:Ident', 'mh:Id', '9150602'),
      add('//mh:OtherReceiver//mh:Ident', 'mh:TypeId', {
        V: 'HER',
        S: '2.16.578.1.12.4.1.1.9051',
        DN: 'HER-id',
      }),
    ],
  },
  {
    rule: 'henvisning-party-level',
    base: onward,
    hit: [remove('//mh:Receiver/mh:Organisation/mh:Organisation/mh:Ident')],
    miss: [remove('//mh:Receiver/mh:Organisation/mh:Ident')],
  },
  {
    rule: 'henvisning-organisation-name',
    base: plain,
    hit: [remove('//p:ServProvider/p:HCP/p:Inst/p:Name')],
  },
  {
    rule: 'henvisning-organisation-her-id',
    base: plain,
    hit: [set('//p:Requester/p:HCP/p:Inst/p:TypeId', { V: 'RSH' })],
  },
  {
    rule: 'henvisning-organisation-number',
    base: older,
    hit: [
      set('//p:Requester/p:HCP/p:Inst/p:TypeId', { V: 'RSH' }),
      remove('//p:Requester/p:HCP/p:Inst/p:AdditionalId'),
    ],
    miss: [set('//p:Requester/p:HCP/p:Inst/p:TypeId', { V: 'RSH' })],
  },
  {
    rule: 'henvisning-unit-her-id',
    base: older,
    hit: [remove('//p:ServProvider//p:Dept')],
    miss: [
      remove('//p:ServProvider//p:Dept'),
      add('//p:ServProvider/p:HCP', 'p:HCProf'),
      add('//p:ServProvider//p:HCProf', 'p:Name', 'Torstein Myrull'),
      add('//p:ServProvider//p:HCProf', 'p:Id', '9150612'),
      add('//p:ServProvider//p:HCProf', 'p:TypeId', { V: 'HER', DN: 'HER-id' }),
    ],
  },
  {
    rule: 'henvisning-copy-receiver',
    base: plain,
    hit: [remove('//p:CopyDest//p:Dept')],
    miss: [
      remove('//p:CopyDest//p:Dept'),
      add('//p:CopyDest', 'p:CopyDestRole'),
      add('//p:CopyDestRole', 'p:ReqComMethod', { V: 'PST', DN: 'Brev' }),
    ],
  },
];

const personCases: readonly RuleCase[] = [
  {
    rule: 'henvisning-referrer',
    base: newCondition,
    hit: [remove('//po:AnsvarligRapport/fk1:FamilyName')],
    miss: [status('C'), remove('//po:AnsvarForRapport')],
  },
  { rule: 'henvisning-referrer', base: onward, hit: [set('//po:TypeRelasjon', { V: 'AHP' })] },
  {
    rule: 'henvisning-referrer-in-1-x',
    base: older,
    hit: [remove(related('HHE')), remove('//p:Requester//p:HCPerson')],
    also: ['henvisning-unit-her-id'],
    miss: [remove(related('HHE'))],
  },
  {
    rule: 'henvisning-referrer-phone',
    base: newCondition,
    hit: [remove('//po:AnsvarligRapport/fk1:TeleCom')],
    miss: [remove('//po:AnsvarligRapport/fk1:TeleCom'), priority('0')],
  },
  // The phone of the unit will do.
  {
    rule: 'henvisning-referrer-phone',
    base: onward,
    hit: [remove('//fk1:TeleCom')],
    miss: [remove('//po:AnsvarligRapport/fk1:TeleCom')],
  },
  {
    rule: 'henvisning-referrer-phone',
    base: plain,
    hit: [remove('//p:TeleAddress')],
    also: ['party-address-empty'],
    miss: [remove(`${related('HHE')}//p:TeleAddress`)],
  },
  {
    rule: 'henvisning-referrer-profession',
    base: newCondition,
    hit: [remove('//po:AnsvarligRapport/fk1:TypeHealthcareProfessional')],
  },
  {
    rule: 'henvisning-gp',
    base: newCondition,
    hit: [],
    miss: [set("//po:AnsvarForRapport/po:TypeRelasjon[@V='HHE']", { V: 'FLE' })],
  },
  {
    rule: 'henvisning-gp',
    base: onward,
    hit: [remove('//po:KontaktpersonHelsepersonell')],
    miss: [write('//po:Kontaktperson/fk1:FamilyName', 'Myrull')],
  },
  {
    rule: 'henvisning-gp',
    base: older,
    hit: [remove(related('FLE'))],
    miss: [remove(related('FLE')), priority('0')],
  },
  {
    rule: 'henvisning-gp-without-copy',
    base: plain,
    hit: [
      write(`${related('FLE')}//p:Name`, 'Torstein Myrull'),
      write(`${related('FLE')}//p:Id`, '99150612'),
    ],
    miss: [
      write(`${related('FLE')}//p:Name`, 'Torstein Myrull'),
      write('//p:CopyDest//p:Dept/p:Name', 'Torstein Myrull'),
    ],
  },
  {
    rule: 'henvisning-patient-name-form',
    base: older,
    hit: [write('//p:Patient/p:Name', 'Odd Musøre')],
    miss: [write('//p:Patient/p:Name', 'Odd'), priority('0')],
  },
  { rule: 'henvisning-patient-address', base: older, hit: [remove('//p:Patient/p:Address')] },
  {
    rule: 'henvisning-official-id-type',
    base: plain,
    hit: [set('//p:TypeOffId', { V: 'HNR', DN: 'H-nummer' })],
    also: ['patient-id-check-digit'],
    miss: [set('//p:TypeOffId', { V: 'FHN', DN: 'Felles hjelpenummer' })],
  },
];

/** Hits and misses of seeds/rules/henvisning.yaml. */
export const henvisningCases: readonly RuleCase[] = [...envelopeCases, ...partyCases, ...personCases];
