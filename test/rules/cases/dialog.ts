import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const note = 'dialog-notat-1.0';
const question = 'dialog-foresporsel-1.0';
const answer = 'dialog-svar-1.0';
const error = 'dialog-avvik-1.0';
const clinical = 'dialog-helsefaglig-1.1';
const status = 'dialog-status-henvisning-1.1';
const extract = 'epj-ekstrakt-1.0';
const archive = 'dialog-til-arkivering-1.1';

const theme = (code: string): Edit => set('//p:TemaKodet', { V: code });
const says = (text: string): Edit => write('//p:TekstNotatInnhold', text);
const unlinked = remove('//mh:ConversationRef');
const linked: readonly Edit[] = [
  add('/mh:MsgHead/mh:MsgInfo', 'mh:ConversationRef'),
  add('//mh:ConversationRef', 'mh:RefToParent', '1f1d5c0e-0000-4000-8000-000000000001'),
  add('//mh:ConversationRef', 'mh:RefToConversation', '1f1d5c0e-0000-4000-8000-000000000001'),
];

export const dialogCases: readonly RuleCase[] = [
  { rule: 'dialog-note-missing', base: note, hit: [remove('//p:Notat')], also: ['dialog-responsible-phone'] },
  { rule: 'dialog-note-missing', base: error, hit: [remove('//p:Notat')] },
  {
    rule: 'dialog-question-missing',
    base: question,
    hit: [remove('//p:Foresporsel')],
    also: ['dialog-responsible-phone'],
  },
  {
    rule: 'dialog-question-kind',
    base: question,
    hit: [set('//p:TypeForesp', { V: undefined })],
    also: ['value-code-missing'],
    miss: [set('//p:TypeForesp', { V: undefined, OT: 'Time til lege' })],
  },
  {
    rule: 'dialog-question-without-text',
    base: question,
    hit: [write('//p:Sporsmal', ' ')],
    miss: [write('//p:Sporsmal', ' '), set('//p:TypeForesp', { V: '7' })],
  },
  { rule: 'dialog-note-text', base: note, hit: [says(' ')] },
  { rule: 'dialog-note-text', base: status, hit: [says(' ')] },
  {
    rule: 'dialog-note-theme',
    base: note,
    hit: [set('//p:TemaKodet', { V: undefined })],
    also: ['value-code-missing'],
  },
  {
    rule: 'dialog-note-theme',
    base: clinical,
    hit: [set('//p:TemaKodet', { V: ' ' })],
    also: ['value-code-missing', 'value-trailing-blank'],
  },
  { rule: 'dialog-theme-unnamed', base: clinical, hit: [remove('//p:Tema')] },
  { rule: 'dialog-reference-missing', base: answer, hit: [unlinked] },
  { rule: 'dialog-reference-missing', base: error, hit: [unlinked] },
  { rule: 'dialog-reference-missing', base: status, hit: [unlinked] },
  {
    rule: 'dialog-reply-unlinked',
    base: note,
    hit: [unlinked],
    miss: [unlinked, set('//p:TemaKodet', { V: '1', S: '2.16.578.1.12.4.1.1.7321' })],
  },
  {
    rule: 'dialog-reply-undated',
    base: note,
    hit: [says('Ja, det går fint.')],
    miss: [says('Tidspunktet er UKJENT inntil videre.')],
  },
  {
    rule: 'dialog-reply-undated',
    base: note,
    hit: [set('//p:TemaKodet', { S: undefined }), says('Nei, vi har ingen plass.')],
    also: ['value-code-system-missing'],
    miss: [says('Vi kan ta imot på MÅNDAG.')],
  },
  { rule: 'dialog-role-unstated', base: note, hit: [remove('//p:RoleToPatient')] },
  {
    rule: 'dialog-role-unstated',
    base: question,
    hit: [remove('//p:RoleToPatient')],
    miss: [
      remove('//p:RollerRelatertNotat/p:RoleToPatient'),
      add('//p:HealthcareProfessional', 'p:RoleToPatient', {
        V: '6',
        S: '2.16.578.1.12.4.1.1.9034',
        DN: 'Fastlege',
      }),
    ],
  },
  { rule: 'dialog-responsible-phone', base: note, hit: [remove('//p:TeleCom')] },
  {
    rule: 'dialog-responsible-phone',
    base: question,
    hit: [set('//fk1:TeleAddress', { V: 'fax:+4770000000' })],
  },
  { rule: 'dialog-responsible-phone-required', base: status, hit: [remove('//p:TeleCom')] },
  {
    rule: 'dialog-responsible-phone-required',
    base: clinical,
    hit: [
      remove('//p:RollerRelatertNotat/p:RoleToPatient'),
      add('//p:HealthcareProfessional', 'p:RoleToPatient', {
        V: '24',
        S: '2.16.578.1.12.4.1.1.9034',
        DN: 'Kontakt hos mottaker',
      }),
    ],
    also: ['dialog-responsible-unnamed'],
  },
  {
    rule: 'dialog-responsible-unnamed',
    base: status,
    hit: [remove('//p:HealthcareProfessional/p:GivenName')],
  },
  {
    rule: 'dialog-contact-at-receiver',
    base: clinical,
    hit: [remove("//p:RollerRelatertNotat[p:RoleToPatient/@V='24']")],
    miss: [remove("//p:RollerRelatertNotat[p:RoleToPatient/@V='24']"), ...linked],
  },
  { rule: 'dialog-field-not-used', base: status, hit: [add('//p:Notat', 'p:DatoNotat', '2026-11-19')] },
  { rule: 'dialog-field-not-used', base: status, hit: [add('//p:Notat', 'p:Tema', 'Henvisning')] },
  { rule: 'dialog-field-not-used', base: clinical, hit: [add('//p:Notat', 'p:Merknad', 'Ring oss')] },
  {
    rule: 'dialog-question-field-not-used',
    base: question,
    hit: [add('//p:Foresporsel', 'p:Begrunnelse', 'Ny søknad')],
    miss: [add('//p:Foresporsel', 'p:DokIdForesp', '1f1d5c0e-0000-4000-8000-000000000001')],
  },
  {
    rule: 'dialog-theme-system',
    base: error,
    hit: [set('//p:TemaKodet', { S: '2.16.578.1.12.4.1.1.7321' })],
  },
  {
    rule: 'dialog-theme-system',
    base: clinical,
    hit: [set('//p:TemaKodet', { S: '2.16.578.1.12.4.1.1.7321' })],
    miss: [set('//p:TemaKodet', { V: '1', S: '2.16.578.1.12.4.1.1.9155' })],
  },
  {
    rule: 'dialog-summons-without-time',
    base: status,
    hit: [says('Pasienten innkalles.')],
    miss: [theme('2'), says('Pasienten innkalles senere.')],
  },
  {
    rule: 'dialog-forwarded-nowhere',
    base: status,
    hit: [theme('3'), says('Sendt.')],
    miss: [theme('3'), says('Videresendt til Volda sjukehus.')],
  },
  {
    rule: 'dialog-rejected-without-reason',
    base: status,
    hit: [theme('4'), says('Avvist.')],
    miss: [theme('4'), says('Avvist: utredning hos fastlege først.')],
  },
  { rule: 'dialog-answer-without-question', base: answer, hit: [remove('//p:Notat/p:Foresporsel')] },
  { rule: 'dialog-answer-theme', base: answer, hit: [theme('1')] },
  {
    rule: 'dialog-structured-answer-exists',
    base: answer,
    hit: [set('//p:TypeForesp', { V: '4' })],
    miss: [set('//p:TypeForesp', { V: '4', S: '2.16.578.1.12.4.1.1.9154' })],
  },
  { rule: 'dialog-error-about-content', base: error, hit: [theme('2')] },
  { rule: 'dialog-archive-without-file', base: archive, hit: [remove('//mh:Document[2]')] },

  { rule: 'extract-empty', base: extract, hit: [remove('//p:Node/p:Node')] },
  {
    rule: 'extract-root-kind',
    base: extract,
    hit: [set('/mh:MsgHead/mh:Document/mh:RefDoc/mh:Content/p:Node', { 'm1:basiskomponenttype': 'Mappe' })],
  },
];
