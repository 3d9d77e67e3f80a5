import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const comment = (code: string): string => `//p:Event/p:Comment[p:Heading/@V='${code}']`;
const item = (code: string): string => `//p:InfItem[p:Type/@V='${code}']`;
const epikriseStatus = (v: string): Edit => set('/p:Message/p:ServRprt/p:ServType', { V: v });
const referralStatus = (v: string): Edit => set('//p:Henvisning/p:ServType', { V: v });
/** The general practitioner, whom the base leaves out. */
const gp: readonly Edit[] = [set("//po:AnsvarForRapport/po:TypeRelasjon[@V='HHE']", { V: 'FLE' })];

const epikriseCases: readonly RuleCase[] = [
  { rule: 'epikrise-status-not-in-use', base: 'epikrise', hit: [epikriseStatus('O')] },
  {
    rule: 'epikrise-diagnosis',
    base: 'epikrise',
    hit: [remove(item('H')), remove(item('B'))],
    miss: [epikriseStatus('C'), remove(item('H')), remove(item('B'))],
  },
  { rule: 'epikrise-approval-date', base: 'epikrise', hit: [remove('//p:ApprDate')] },
  { rule: 'epikrise-contact-date', base: 'epikrise', hit: [remove('//p:StartDateTime')] },
  {
    rule: 'epikrise-dates-reversed',
    base: 'epikrise',
    hit: [set('(//p:EndDateTime)[1]', { V: '2026-11-16' })],
    miss: [set('(//p:EndDateTime)[1]', { V: '2026-11-17' })],
  },
  {
    rule: 'epikrise-admission-category',
    base: 'epikrise',
    hit: [set('(//p:AdmCat)[1]', { V: undefined, DN: undefined })],
    also: ['value-element-empty'],
  },
  {
    rule: 'epikrise-organisation-name',
    base: 'epikrise',
    hit: [remove('//p:Requester/p:HCP/p:Inst/p:Name')],
  },
  {
    rule: 'epikrise-organisation-her-id',
    base: 'epikrise',
    hit: [set('//p:ServProvider/p:HCP/p:Inst/p:TypeId', { V: 'RSH' })],
  },
  { rule: 'epikrise-unit-her-id', base: 'epikrise', hit: [remove('//p:ServProvider//p:Dept')] },
  {
    rule: 'epikrise-responsible',
    base: 'epikrise',
    hit: [remove('//p:RelServProvider//p:Name')],
  },
  {
    rule: 'epikrise-responsible-phone',
    base: 'epikrise',
    hit: [set('//p:RelServProvider//p:TeleAddress', { V: 'mailto:lege@sjukehus.example' })],
  },
  {
    rule: 'epikrise-referrer',
    base: 'epikrise',
    hit: [remove('//p:PatRelHCP'), remove('//p:Requester//p:HCPerson')],
    also: ['epikrise-unit-her-id'],
    miss: [remove("//p:PatRelHCP[p:Relation/@V='HHE']")],
  },
  {
    rule: 'epikrise-gp-not-receiver',
    base: 'epikrise',
    hit: [
      write("//p:PatRelHCP[p:Relation/@V='FLE']//p:Name", 'Torstein Myrull'),
      write("//p:PatRelHCP[p:Relation/@V='FLE']//p:Id", '99150612'),
    ],
    miss: [remove("//p:PatRelHCP[p:Relation/@V='FLE']")],
  },
  {
    rule: 'epikrise-reason',
    base: 'epikrise',
    hit: [remove(comment('AI')), remove('//p:ServReq')],
    miss: [remove(comment('AI'))],
  },
  { rule: 'epikrise-assessment', base: 'epikrise', hit: [remove(comment('VU'))] },
  {
    rule: 'epikrise-follow-up-plan',
    base: 'epikrise',
    hit: [remove(comment('VU')), remove(comment('OP'))],
    also: ['epikrise-assessment'],
    miss: [remove(comment('OP'))],
  },
  { rule: 'epikrise-course', base: 'epikrise', hit: [remove(comment('FO'))] },
  {
    rule: 'epikrise-medicines',
    base: 'epikrise',
    hit: [remove(item('MEDB'))],
    miss: [
      remove(item('MEDB')),
      write(`${comment('VU')}/p:TextResultValue`, 'Bruker ingen faste legemidler.'),
    ],
  },
  {
    rule: 'epikrise-medicine-without-dose',
    base: 'epikrise',
    hit: [remove('(//p:DosageText)[1]')],
    miss: [remove("//p:Medication[p:Status/@V='4']/p:DosageText")],
  },
  {
    rule: 'epikrise-medicines-in-one-item',
    base: 'epikrise',
    hit: [
      set(`${item('CAVE')}/p:Type`, { V: 'MEDB' }),
      write(`${item('MEDB')}/p:Observation/p:Description`, 'Metoprolol'),
      add(`${item('MEDB')}/p:Observation/p:Description`, 'xhtml:br'),
      add(`${item('MEDB')}/p:Observation/p:Description`, 'xhtml:br'),
    ],
  },
  { rule: 'epikrise-document-id', base: 'epikrise', hit: [remove('//p:ServProvId')] },
  {
    rule: 'epikrise-heading-missing',
    base: 'epikrise',
    hit: [remove(`${comment('IP')}/p:Heading`)],
  },
  { rule: 'epikrise-text-empty', base: 'epikrise', hit: [write(`${comment('IP')}/p:TextResultValue`, ' ')] },
  {
    rule: 'epikrise-one-text-block',
    base: 'epikrise',
    hit: [
      remove("//p:Event/p:Comment[not(p:Heading/@V='VU')]"),
      write(`${comment('VU')}/p:TextResultValue`, 'Forløpet var rolig. '.repeat(100)),
    ],
    also: ['epikrise-course'],
    miss: [
      remove("//p:Event/p:Comment[not(p:Heading/@V='VU')]"),
      write(`${comment('VU')}/p:TextResultValue`, 'Forløpet var rolig.'),
    ],
  },
  { rule: 'epikrise-code-system-missing', base: 'epikrise', hit: [set('//p:DrugId', { S: undefined })] },
];

const referralCases: readonly RuleCase[] = [
  { rule: 'henvisning-status-not-in-use', base: 'henvisning-nytilstand', hit: [referralStatus('H')] },
  { rule: 'henvisning-reference-missing', base: 'henvisning-nytilstand', hit: [referralStatus('M')] },
  {
    rule: 'henvisning-several-receivers',
    base: 'henvisning-nytilstand',
    hit: [
      add('/mh:MsgHead/mh:MsgInfo', 'mh:OtherReceiver'),
      add('//mh:OtherReceiver', 'mh:RoleReceiver', { V: 'COP', DN: 'Kopimottaker' }),
      add('//mh:OtherReceiver', 'mh:HealthcareProfessional'),
    ],
  },
  {
    rule: 'henvisning-problem',
    base: 'henvisning-nytilstand',
    hit: [write("//p:ReasonAsText[p:Heading/@V='PROB']/p:TextResultValue", ' ')],
    miss: [referralStatus('C'), remove('//p:ReasonAsText')],
  },
  { rule: 'henvisning-priority', base: 'henvisning-nytilstand', hit: [set('//p:Priority', { V: '14' })] },
  {
    rule: 'henvisning-emergency-notice',
    base: 'henvisning-nytilstand',
    hit: [set('//p:Priority', { V: '0' })],
  },
  { rule: 'henvisning-document-id', base: 'henvisning-nytilstand', hit: [write('//p:DocumentId', ' ')] },
  {
    rule: 'henvisning-referrer',
    base: 'henvisning-nytilstand',
    hit: [remove('//po:AnsvarligRapport/fk1:FamilyName')],
  },
  {
    rule: 'henvisning-referrer-phone',
    base: 'henvisning-nytilstand',
    hit: [remove('//po:AnsvarligRapport/fk1:TeleCom')],
    miss: [remove('//po:AnsvarligRapport/fk1:TeleCom'), set('//p:Priority', { V: '0' })],
  },
  {
    rule: 'henvisning-referrer-profession',
    base: 'henvisning-nytilstand',
    hit: [remove('//po:AnsvarligRapport/fk1:TypeHealthcareProfessional')],
  },
  { rule: 'henvisning-gp', base: 'henvisning-nytilstand', hit: [], miss: gp },
  {
    rule: 'henvisning-diagnosis',
    base: 'henvisning-nytilstand',
    hit: [remove('//p:Diagnosis')],
    miss: [remove('//p:Diagnosis'), set("//p:ReasonAsText/p:Heading[@V='FA']", { V: 'DIAG' })],
  },
  {
    rule: 'henvisning-wanted-help',
    base: 'henvisning-nytilstand',
    hit: [remove("//p:ReasonAsText[p:Heading/@V='UTRED']"), remove('//p:ReqServ/p:Comment')],
    miss: [remove("//p:ReasonAsText[p:Heading/@V='UTRED']")],
  },
  {
    rule: 'henvisning-medicines',
    base: 'henvisning-nytilstand',
    hit: [remove(item('MEDB'))],
    miss: [
      remove(item('MEDB')),
      write(`${item('ANAM')}/p:Observation/p:Description`, 'Frisk, ingen medisiner.'),
    ],
  },
  {
    rule: 'henvisning-assessment-not-allowed',
    base: 'henvisning-nytilstand',
    hit: [
      add('//p:Henvisning', 'p:VurderingAvHenvisning'),
      add('//p:VurderingAvHenvisning', 'p:Opplysninger', 'x'),
    ],
  },
  {
    rule: 'henvisning-code-system-missing',
    base: 'henvisning-nytilstand',
    hit: [set('//p:Concept', { S: undefined })],
  },
];

const dialogueCases: readonly RuleCase[] = [
  {
    rule: 'dialog-note-missing',
    base: 'dialog-notat',
    hit: [remove('//p:Notat')],
    also: ['dialog-responsible-phone'],
  },
  { rule: 'dialog-note-text', base: 'dialog-notat', hit: [write('//p:TekstNotatInnhold', ' ')] },
  {
    rule: 'dialog-note-theme',
    base: 'dialog-notat',
    hit: [set('//p:TemaKodet', { V: undefined, DN: undefined, S: undefined })],
    also: ['value-element-empty'],
  },
  { rule: 'dialog-note-theme-system', base: 'dialog-notat', hit: [set('//p:TemaKodet', { S: undefined })] },
  {
    rule: 'dialog-reply-unlinked',
    base: 'dialog-notat',
    hit: [remove('//mh:ConversationRef')],
    miss: [remove('//mh:ConversationRef'), set('//p:TemaKodet', { S: '2.16.578.1.12.4.1.1.7321' })],
  },
  { rule: 'dialog-role-unstated', base: 'dialog-notat', hit: [remove('//p:RoleToPatient')] },
  { rule: 'dialog-responsible-phone', base: 'dialog-notat', hit: [remove('//p:TeleCom')] },
];

export const basisCases: readonly RuleCase[] = [...epikriseCases, ...referralCases, ...dialogueCases];
