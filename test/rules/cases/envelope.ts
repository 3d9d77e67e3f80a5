import { add, remove, set, write } from '../mutate.ts';
import { attachmentCases } from './attachments.ts';
import type { RuleCase } from './case.ts';
import { partyCases } from './parties.ts';

const info = '/mh:MsgHead/mh:MsgInfo';
const patient = `${info}/mh:Patient`;
/** A woman's D-number, valid (HIS 1001:2010), and numbers of the same form that are not. */
const dNumber = '70019950032';
const wrongDigits = '70019950033';

export const envelopeCases: readonly RuleCase[] = [
  ...attachmentCases,
  ...partyCases,
  { rule: 'envelope-message-id-form', base: 'log-innlagt-1.6', hit: [write(`${info}/mh:MsgId`, 'id-1')] },
  { rule: 'envelope-message-id-form', base: 'epikrise-1.2', hit: [write('/p:Message/p:MsgId', 'id-1')] },
  { rule: 'envelope-made-in-future', base: 'log-innlagt-1.6', hit: [], minutes: -6 },
  { rule: 'envelope-arrived-late', base: 'epikrise-1.2', hit: [], minutes: 96 * 60 + 1 },
  {
    rule: 'envelope-mig-version-form',
    base: 'epikrise-1.2',
    hit: [write('/p:Message/p:MIGversion', '')],
    also: ['value-element-empty'],
  },
  {
    rule: 'envelope-reference-empty',
    base: 'dialog-notat-1.0',
    hit: [write(`${info}/mh:ConversationRef/mh:RefToConversation`, ' ')],
  },
  {
    rule: 'envelope-reference-to-itself',
    base: 'dialog-notat-1.0',
    hit: [
      write(`${info}/mh:MsgId`, '1f1d5c0e-0000-4000-8000-000000000001'),
      write(`${info}/mh:ConversationRef/mh:RefToParent`, ' 1f1d5c0e-0000-4000-8000-000000000001'),
    ],
  },
  {
    rule: 'envelope-time-missing',
    base: 'epikrise-1.2',
    hit: [set('/p:Message/p:GenDate', { V: '2026-11-20' })],
  },
  {
    rule: 'envelope-element-empty',
    base: 'log-innlagt-1.6',
    hit: [write(`${patient}/mh:Address/mh:City`, '')],
    miss: [write(`${patient}/mh:FamilyName`, '')],
  },
  {
    rule: 'envelope-element-empty',
    base: 'dialog-notat-1.0',
    hit: [set(`${patient}/mh:Sex`, { V: undefined, DN: undefined })],
    also: ['patient-birth-date-without-sex'],
  },
  {
    rule: 'envelope-test-message',
    base: 'log-innlagt-1.6',
    hit: [add(info, 'mh:ProcessingStatus', { V: 'T', DN: 'Opplæring' })],
    miss: [add(info, 'mh:ProcessingStatus', { V: 'P', DN: 'Produksjon' })],
  },
  {
    rule: 'envelope-receipt-asked-for',
    base: 'log-innlagt-1.6',
    hit: [add(info, 'mh:Ack', { V: 'J', DN: 'Ja' })],
  },

  { rule: 'patient-empty', base: 'log-dod-1.6', hit: [write(patient, '')] },
  {
    rule: 'patient-name-missing',
    base: 'log-dod-1.6',
    hit: [remove(`${patient}/*[self::mh:FamilyName or self::mh:GivenName]`)],
  },
  { rule: 'patient-name-missing', base: 'epikrise-1.2', hit: [remove('//p:Patient/p:Name')] },
  {
    rule: 'patient-id-missing',
    base: 'log-dod-1.6',
    hit: [remove(`${patient}/mh:Ident`)],
    miss: [set(`${patient}/mh:Ident/mh:TypeId`, { V: 'HNR' })],
  },
  {
    rule: 'patient-id-check-digit',
    base: 'log-innlagt-1.6',
    hit: [
      write(`${patient}/mh:Ident/mh:Id`, wrongDigits),
      set(`${patient}/mh:Ident/mh:TypeId`, { V: 'DNR' }),
    ],
  },
  {
    rule: 'patient-id-check-digit',
    base: 'epikrise-1.2',
    hit: [write('//p:Patient/p:OffId', '1234')],
  },
  {
    rule: 'patient-several-numbers',
    base: 'log-innlagt-1.6',
    hit: [
      set(`${patient}/mh:Ident/mh:TypeId`, { V: 'DNR' }),
      write(`${patient}/mh:Ident/mh:Id`, dNumber),
      remove(`${patient}/mh:DateOfBirth`),
      add(patient, 'mh:Ident'),
      add(`${patient}/mh:Ident[last()]`, 'mh:Id', wrongDigits),
      add(`${patient}/mh:Ident[last()]`, 'mh:TypeId', {
        V: 'DNR',
        S: '2.16.578.1.12.4.1.1.8116',
        DN: 'D-nummer',
      }),
    ],
    also: ['patient-id-check-digit'],
  },
  {
    rule: 'patient-local-number',
    base: 'log-innlagt-1.6',
    hit: [
      set(`${patient}/mh:Ident/mh:TypeId`, { V: 'HNR' }),
      write(`${patient}/mh:Ident/mh:Id`, '25436000338'),
      remove(`${patient}/*[self::mh:DateOfBirth or self::mh:Sex]`),
    ],
    also: ['patient-id-check-digit', 'patient-local-number-issuer'],
  },
  {
    rule: 'patient-birth-date-differs',
    base: 'log-innlagt-1.6',
    hit: [write(`${patient}/mh:DateOfBirth`, '1940-01-02')],
    miss: [remove(`${patient}/mh:DateOfBirth`)],
  },
  {
    rule: 'patient-sex-differs',
    base: 'log-innlagt-1.6',
    hit: [set(`${patient}/mh:Sex`, { V: '1' })],
    miss: [set(`${patient}/mh:Sex`, { V: '9' })],
  },
  { rule: 'patient-birth-date-without-sex', base: 'log-innlagt-1.6', hit: [remove(`${patient}/mh:Sex`)] },
  {
    rule: 'patient-nationality-norwegian',
    base: 'log-innlagt-1.6',
    hit: [add(patient, 'mh:Nationality', { V: 'NO', DN: 'Norge' })],
    miss: [add(patient, 'mh:Nationality', { V: 'SE', DN: 'Sverige' })],
  },

  {
    rule: 'document-first-not-payload',
    base: 'log-innlagt-1.6',
    hit: [set('/mh:MsgHead/mh:Document[1]/mh:RefDoc/mh:MsgType', { V: 'A' })],
  },
  {
    rule: 'document-empty',
    base: 'dialog-til-arkivering-1.1',
    hit: [write('/mh:MsgHead/mh:Document[2]/mh:RefDoc/mh:Content', '')],
    miss: [
      remove('/mh:MsgHead/mh:Document[2]/mh:RefDoc/mh:Content'),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:FileReference', 'cid:1'),
    ],
  },
  {
    rule: 'document-several-main',
    base: 'log-innlagt-1.6',
    hit: [
      add('/mh:MsgHead/mh:Document', 'mh:DocumentConnection', { V: 'H', DN: 'Hoveddokument' }),
      add('/mh:MsgHead', 'mh:Document'),
      add('/mh:MsgHead/mh:Document[2]', 'mh:DocumentConnection', { V: 'H', DN: 'Hoveddokument' }),
      add('/mh:MsgHead/mh:Document[2]', 'mh:RefDoc'),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:MsgType', { V: 'REF', DN: 'Referanse' }),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:FileReference', 'cid:1'),
    ],
  },
  {
    rule: 'document-consent-refused',
    base: 'utskrivningsrapport-1.6',
    hit: [
      add('/mh:MsgHead/mh:Document[1]', 'mh:Consent', { V: '2', S: '2.16.578.1.12.4.1.1.3109', DN: 'Nei' }),
    ],
    miss: [
      add('/mh:MsgHead/mh:Document[1]', 'mh:Consent', {
        V: '2',
        S: '2.16.578.1.12.4.1.1.9064',
        DN: 'Ikke påkrevet',
      }),
    ],
  },
  {
    rule: 'document-consent-refused',
    base: 'log-innlagt-1.6',
    hit: [add('/mh:MsgHead/mh:Document', 'mh:Consent', { V: '4', S: '2.16.578.1.12.4.1.1.9064', DN: 'Nei' })],
    miss: [add('/mh:MsgHead/mh:Document', 'mh:Consent', { V: '1', S: '2.16.578.1.12.4.1.1.9064', DN: 'Ja' })],
  },

  {
    rule: 'value-element-empty',
    base: 'log-innlagt-1.6',
    hit: [add('//po:TidsfestetHendelse', 'po:Merknad')],
    miss: [add('//po:TidsfestetHendelse', 'po:Merknad', { id: 'a' })],
  },
  {
    rule: 'value-code-missing',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Slektskap', { V: '' })],
    miss: [set('//po:Slektskap', { V: undefined, OT: 'nabo' })],
  },
  {
    rule: 'value-code-system-form',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Hendelsekode', { S: '9121 (hendelser)' })],
  },
  {
    rule: 'value-telephone-form',
    base: 'log-innlagt-1.6',
    hit: [set('(//fk1:TeleAddress)[1]', { V: 'tel:70 00 00 00' })],
    miss: [set('(//fk1:TeleAddress)[1]', { V: 'mailto:post@kommune.example' })],
  },
  {
    rule: 'value-telephone-form',
    base: 'epikrise-1.2',
    hit: [set('(//p:TeleAddress)[1]', { V: '+4770000000' })],
    miss: [set('(//p:TeleAddress)[1]', { V: ' FAX:70-00/00' })],
  },
  {
    rule: 'value-trailing-blank',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Hendelsekode', { DN: 'Pasient innlagt ' })],
  },
];
