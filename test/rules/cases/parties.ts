import { add, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const info = '/mh:MsgHead/mh:MsgInfo';
const report = '/p:Message/p:ServRprt';

export const partyCases: readonly RuleCase[] = [
  {
    rule: 'party-organisation-empty',
    base: 'log-innlagt-1.6',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:Organisation`, '')],
    miss: [remove(`${info}/mh:Receiver/mh:Organisation/mh:Organisation`)],
  },
  {
    rule: 'party-unit-empty',
    base: 'epikrise-1.2',
    hit: [write(`${report}/p:CopyDest/p:HCP/p:Inst/p:Dept`, '')],
    also: ['value-element-empty'],
  },
  {
    rule: 'party-copy-without-party',
    base: 'log-innlagt-1.6',
    hit: [
      add(info, 'mh:OtherReceiver'),
      add(`${info}/mh:OtherReceiver`, 'mh:RoleReceiver', { V: 'COP', DN: 'Kopimottaker' }),
    ],
  },
  {
    rule: 'party-id-empty',
    base: 'log-innlagt-1.6',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:Ident[2]/mh:Id`, ' ')],
  },
  {
    rule: 'party-id-empty',
    base: 'epikrise-1.2',
    hit: [remove(`${report}/p:CopyDest/p:HCP/p:Inst/p:Dept/p:Id`)],
    also: ['epikrise-copy-receiver'],
  },
  {
    rule: 'party-id-type-missing',
    base: 'log-innlagt-1.6',
    hit: [
      set(`${info}/mh:Receiver/mh:Organisation/mh:Ident[2]/mh:TypeId`, {
        V: undefined,
        S: undefined,
        DN: undefined,
      }),
    ],
  },
  {
    rule: 'party-id-type-missing',
    base: 'epikrise-1.2',
    hit: [remove(`${report}/p:CopyDest/p:HCP/p:Inst/p:Dept/p:TypeId`)],
  },
  {
    rule: 'party-id-type-missing',
    base: 'epikrise-1.2',
    hit: [remove('//p:Patient/p:TypeOffId')],
    also: ['patient-id-missing'],
  },
  {
    rule: 'party-service-missing',
    base: 'log-innlagt-1.6',
    hit: [remove(`${info}/mh:Sender/mh:Organisation/mh:Organisation`)],
  },
  {
    rule: 'party-her-id-missing',
    base: 'log-innlagt-1.6',
    hit: [set(`${info}/mh:Sender/mh:Organisation/mh:Organisation/mh:Ident/mh:TypeId`, { V: 'LAV' })],
    miss: [
      add(info, 'mh:OtherReceiver'),
      add(`${info}/mh:OtherReceiver`, 'mh:ComMethod', { V: 'PST', DN: 'Brev' }),
      add(`${info}/mh:OtherReceiver`, 'mh:RoleReceiver', { V: 'COP', DN: 'Kopimottaker' }),
      add(`${info}/mh:OtherReceiver`, 'mh:Organisation'),
      add(`${info}/mh:OtherReceiver/mh:Organisation`, 'mh:OrganisationName', 'Legekontoret'),
    ],
  },
  {
    rule: 'party-her-id-missing',
    base: 'dialog-til-arkivering-1.1',
    hit: [remove(`${info}/mh:Receiver//mh:HealthcareProfessional/mh:Ident[mh:TypeId/@V='HER']`)],
    miss: [
      // Inside a service a person is a signer, and no party.
      add(`${info}/mh:Sender/mh:Organisation/mh:Organisation`, 'mh:HealthcareProfessional'),
      add(`${info}/mh:Sender//mh:HealthcareProfessional`, 'mh:FamilyName', 'Kattefot'),
    ],
  },
  {
    rule: 'party-person-unnamed',
    base: 'dialog-til-arkivering-1.1',
    hit: [
      remove(`${info}/mh:Receiver//mh:HealthcareProfessional/mh:FamilyName`),
      remove(`${info}/mh:Receiver//mh:HealthcareProfessional/mh:GivenName`),
    ],
    miss: [write(`${info}/mh:Receiver//mh:HealthcareProfessional/mh:FamilyName`, '')],
  },
  {
    rule: 'party-name-empty',
    base: 'log-innlagt-1.6',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:OrganisationName`, ' ')],
  },
  {
    rule: 'party-address-empty',
    base: 'log-innlagt-1.6',
    hit: [
      add(`${info}/mh:Sender/mh:Organisation`, 'mh:Address'),
      add(`${info}/mh:Sender/mh:Organisation/mh:Address`, 'mh:Type', { V: 'PST', DN: 'Postadresse' }),
    ],
  },
  {
    rule: 'party-address-empty',
    base: 'epikrise-1.2',
    hit: [remove(`${report}/p:ServProvider/p:HCP/p:Address/p:TeleAddress`)],
  },
  {
    rule: 'party-organisation-number-check-digit',
    base: 'log-innlagt-1.6',
    hit: [write(`${info}/mh:Receiver/mh:Organisation/mh:Ident[mh:TypeId/@V='ENH']/mh:Id`, '999888777')],
    miss: [write(`${info}/mh:Receiver/mh:Organisation/mh:Ident[mh:TypeId/@V='ENH']/mh:Id`, '974 744 570')],
  },
];
