import { add, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const info = '/mh:MsgHead/mh:MsgInfo';
const patient = `${info}/mh:Patient`;
const report = '/p:Message/p:ServRprt';
/** A woman's D-number, valid (HIS 1001:2010), and numbers of the same form that are not. */
const dNumber = '70019950032';
const wrongDigits = '70019950033';

export const envelopeCases: readonly RuleCase[] = [
  { rule: 'envelope-message-id-form', base: 'log-innlagt', hit: [write(`${info}/mh:MsgId`, 'id-1')] },
  { rule: 'envelope-message-id-form', base: 'epikrise', hit: [write('/p:Message/p:MsgId', 'id-1')] },
  { rule: 'envelope-made-in-future', base: 'log-innlagt', hit: [], minutes: -6 },
  { rule: 'envelope-arrived-late', base: 'epikrise', hit: [], minutes: 96 * 60 + 1 },
  {
    rule: 'envelope-mig-version-form',
    base: 'epikrise',
    hit: [write('/p:Message/p:MIGversion', '')],
    also: ['value-element-empty'],
  },
  {
    rule: 'envelope-reference-empty',
    base: 'dialog-notat',
    hit: [write(`${info}/mh:ConversationRef/mh:RefToConversation`, ' ')],
  },

  { rule: 'patient-empty', base: 'log-dod', hit: [write(patient, '')] },
  {
    rule: 'patient-name-missing',
    base: 'log-dod',
    hit: [remove(`${patient}/*[self::mh:FamilyName or self::mh:GivenName]`)],
  },
  { rule: 'patient-name-missing', base: 'epikrise', hit: [remove('//p:Patient/p:Name')] },
  {
    rule: 'patient-id-missing',
    base: 'log-dod',
    hit: [remove(`${patient}/mh:Ident`)],
    miss: [set(`${patient}/mh:Ident/mh:TypeId`, { V: 'HNR' })],
  },
  {
    rule: 'patient-id-check-digit',
    base: 'log-innlagt',
    hit: [
      write(`${patient}/mh:Ident/mh:Id`, wrongDigits),
      set(`${patient}/mh:Ident/mh:TypeId`, { V: 'DNR' }),
    ],
  },
  {
    rule: 'patient-id-check-digit',
    base: 'epikrise',
    hit: [write('//p:Patient/p:OffId', '1234')],
  },
  {
    rule: 'patient-several-numbers',
    base: 'log-innlagt',
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
    base: 'log-innlagt',
    hit: [
      set(`${patient}/mh:Ident/mh:TypeId`, { V: 'HNR' }),
      write(`${patient}/mh:Ident/mh:Id`, '25436000338'),
      remove(`${patient}/*[self::mh:DateOfBirth or self::mh:Sex]`),
    ],
    also: ['patient-id-check-digit'],
  },
  {
    rule: 'patient-birth-date-differs',
    base: 'log-innlagt',
    hit: [write(`${patient}/mh:DateOfBirth`, '1940-01-02')],
    miss: [remove(`${patient}/mh:DateOfBirth`)],
  },
  {
    rule: 'patient-sex-differs',
    base: 'log-innlagt',
    hit: [set(`${patient}/mh:Sex`, { V: '1' })],
    miss: [set(`${patient}/mh:Sex`, { V: '9' })],
  },
  { rule: 'patient-birth-date-without-sex', base: 'log-innlagt', hit: [remove(`${patient}/mh:Sex`)] },
  {
    rule: 'patient-nationality-norwegian',
    base: 'log-innlagt',
    hit: [add(patient, 'mh:Nationality', { V: 'NO', DN: 'Norge' })],
    miss: [add(patient, 'mh:Nationality', { V: 'SE', DN: 'Sverige' })],
  },

  {
    rule: 'party-organisation-empty',
    base: 'log-innlagt',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:Organisation`, '')],
  },
  {
    rule: 'party-unit-empty',
    base: 'epikrise',
    hit: [write(`${report}/p:CopyDest/p:HCP/p:Inst/p:Dept`, '')],
    also: ['value-element-empty'],
  },
  {
    rule: 'party-copy-without-party',
    base: 'log-innlagt',
    hit: [
      add(info, 'mh:OtherReceiver'),
      add(`${info}/mh:OtherReceiver`, 'mh:RoleReceiver', { V: 'COP', DN: 'Kopimottaker' }),
    ],
  },
  {
    rule: 'party-id-empty',
    base: 'log-innlagt',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:Ident[1]/mh:Id`, ' ')],
  },
  {
    rule: 'party-id-type-missing',
    base: 'log-innlagt',
    hit: [
      set(`${info}/mh:Receiver/mh:Organisation/mh:Ident[1]/mh:TypeId`, {
        V: undefined,
        S: undefined,
        DN: undefined,
      }),
    ],
  },
  {
    rule: 'party-id-type-missing',
    base: 'epikrise',
    hit: [remove(`${report}/p:CopyDest/p:HCP/p:Inst/p:Dept/p:TypeId`)],
  },
  {
    rule: 'party-name-empty',
    base: 'log-innlagt',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:OrganisationName`, ' ')],
  },
  {
    rule: 'party-address-empty',
    base: 'log-innlagt',
    hit: [
      add(`${info}/mh:Sender/mh:Organisation`, 'mh:Address'),
      add(`${info}/mh:Sender/mh:Organisation/mh:Address`, 'mh:Type', { V: 'PST', DN: 'Postadresse' }),
    ],
  },
  {
    rule: 'party-address-empty',
    base: 'epikrise',
    hit: [remove(`${report}/p:ServProvider/p:HCP/p:Address/p:TeleAddress`)],
  },
  {
    rule: 'party-organisation-number-check-digit',
    base: 'log-innlagt',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:Ident[mh:TypeId/@V='ENH']/mh:Id`, '999888777')],
    miss: [write(`${info}/mh:Receiver/mh:Organisation/mh:Ident[mh:TypeId/@V='ENH']/mh:Id`, '974 744 570')],
  },

  {
    rule: 'document-first-not-payload',
    base: 'log-innlagt',
    hit: [set('/mh:MsgHead/mh:Document[1]/mh:RefDoc/mh:MsgType', { V: 'A' })],
  },
  {
    rule: 'document-empty',
    base: 'log-innlagt',
    hit: [
      add('/mh:MsgHead', 'mh:Document'),
      add('/mh:MsgHead/mh:Document[2]', 'mh:RefDoc'),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:MsgType', { V: 'A', DN: 'Vedlegg' }),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:Content'),
    ],
  },
  {
    rule: 'document-several-main',
    base: 'log-innlagt',
    hit: [
      add('/mh:MsgHead/mh:Document', 'mh:DocumentConnection', { V: 'H' }),
      add('/mh:MsgHead', 'mh:Document'),
      add('/mh:MsgHead/mh:Document[2]', 'mh:DocumentConnection', { V: 'H' }),
      add('/mh:MsgHead/mh:Document[2]', 'mh:RefDoc'),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:FileReference', 'cid:1'),
    ],
  },
  {
    rule: 'document-consent-refused',
    base: 'log-innlagt',
    hit: [add('/mh:MsgHead/mh:Document', 'mh:Consent', { V: '4', S: '2.16.578.1.12.4.1.1.9064', DN: 'Nei' })],
    miss: [add('/mh:MsgHead/mh:Document', 'mh:Consent', { V: '1', S: '2.16.578.1.12.4.1.1.9064', DN: 'Ja' })],
  },

  { rule: 'value-element-empty', base: 'log-innlagt', hit: [add('//po:TidsfestetHendelse', 'po:Merknad')] },
  {
    rule: 'value-code-missing',
    base: 'log-innlagt',
    hit: [set('//po:Slektskap', { V: '' })],
    miss: [set('//po:Slektskap', { V: undefined, OT: 'nabo' })],
  },
  {
    rule: 'value-code-system-missing',
    base: 'log-innlagt',
    hit: [set(`${info}/mh:Sender/mh:Organisation/mh:Ident[1]/mh:TypeId`, { S: undefined })],
  },
  {
    rule: 'value-code-system-form',
    base: 'log-innlagt',
    hit: [set('//po:Hendelsekode', { S: '9121 (hendelser)' })],
  },
  {
    rule: 'value-display-name-missing',
    base: 'log-innlagt',
    hit: [set('//po:Hendelsekode', { DN: undefined })],
  },
  {
    rule: 'value-display-name-missing',
    base: 'log-innlagt',
    hit: [set('//po:Forsendelsesstatus', { DN: undefined })],
    miss: [set('//fk1:TeleAddress', { DN: undefined })],
  },
  {
    rule: 'value-text-for-code',
    base: 'log-utskrevet',
    hit: [set('//po:UtTil', { V: undefined, DN: undefined, OT: 'hos søster' })],
  },
  {
    rule: 'value-trailing-blank',
    base: 'log-innlagt',
    hit: [set('//po:Hendelsekode', { DN: 'Pasient innlagt ' })],
  },
];
