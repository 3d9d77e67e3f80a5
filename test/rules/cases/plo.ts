import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const status = (v: string): Edit => set('//po:Forsendelsesstatus', { V: v });
const reference: readonly Edit[] = [
  add('/mh:MsgHead/mh:MsgInfo', 'mh:ConversationRef'),
  add('//mh:ConversationRef', 'mh:RefToParent', '1f1d5c0e-0000-4000-8000-000000000001'),
  add('//mh:ConversationRef', 'mh:RefToConversation', '1f1d5c0e-0000-4000-8000-000000000001'),
];
const note = (code: string): string => `//epj2:Journaltekst[epj2:Overskriftskode/@V='${code}']`;

export const ploCases: readonly RuleCase[] = [
  {
    rule: 'plo-status-not-in-use',
    base: 'utskrivningsrapport-1.6',
    hit: [status('A')],
    miss: [status(' N ')],
  },
  { rule: 'plo-status-not-in-use', base: 'log-dod-1.6', hit: [status('X')] },
  {
    rule: 'plo-reference-missing',
    base: 'utskrivningsrapport-1.6',
    hit: [status('M')],
    miss: [status('M'), ...reference],
  },
  {
    rule: 'plo-reference-missing',
    base: 'log-innlagt-1.6',
    hit: [status('C')],
    miss: [status('C'), ...reference],
  },
  {
    rule: 'plo-contact-missing',
    base: 'log-innlagt-1.6',
    hit: [remove('(//po:TilknyttetEnhet | //po:AnsvarForRapport)//fk1:TeleCom')],
    miss: [remove('//po:TilknyttetEnhet')],
  },
  {
    rule: 'plo-contact-missing',
    base: 'utskrivningsrapport-1.6',
    hit: [
      set('(//po:TilknyttetEnhet | //po:AnsvarForRapport)//fk1:TeleAddress', {
        V: 'mailto:post@sjukehus.example',
      }),
    ],
    miss: [remove('//po:AnsvarForRapport')],
  },
  {
    rule: 'plo-contact-missing',
    base: 'orientering-tjenestetilbud-1.6',
    hit: [set('(//po:TilknyttetEnhet | //po:AnsvarForRapport)//fk1:TeleAddress', { V: 'fax:+4770000000' })],
  },
  {
    rule: 'plo-enquiry-field-not-used',
    base: 'utskrivningsrapport-1.6',
    hit: [
      add('//po:InformasjonOmForsendelsen', 'po:Foresporsel'),
      add('//po:Foresporsel', 'po:TypeForesp', { V: '8', S: '2.16.578.1.12.4.1.1.9152', DN: 'Status' }),
      add('//po:Foresporsel', 'po:Begrunnelse', 'Ny søknad'),
    ],
    miss: [
      add('//po:InformasjonOmForsendelsen', 'po:Foresporsel'),
      add('//po:Foresporsel', 'po:TypeForesp', { V: '8', S: '2.16.578.1.12.4.1.1.9152', DN: 'Status' }),
      add('//po:Foresporsel', 'po:RefDokIdForesp', '1'),
    ],
  },
  {
    rule: 'plo-profession-missing',
    base: 'log-utskrivningsklar-1.6',
    hit: [remove('//po:Kontaktperson/fk1:TypeHealthcareProfessional')],
  },
  {
    rule: 'plo-event-undescribed',
    base: 'utskrivningsrapport-1.6',
    hit: [remove('//po:OpplysningOpphold[1]//po:Hendelsekode')],
    miss: [
      remove('//po:OpplysningOpphold[1]//po:Hendelsekode'),
      add(
        '//po:OpplysningOpphold[1]/po:TidsfestetHendelse',
        'po:BeskrivelseAvHendelse',
        'Flytta mellom postar',
      ),
    ],
  },
  { rule: 'plo-note-empty', base: 'utskrivningsrapport-1.6', hit: [write(`${note('HJ')}/epj2:Notat`, ' ')] },
  {
    rule: 'plo-enquiry-not-copied',
    base: 'utskrivningsrapport-1.6',
    hit: [add('//po:InformasjonOmForsendelsen', 'po:SvarPaaForesporsel', 'true')],
    miss: [add('//po:InformasjonOmForsendelsen', 'po:SvarPaaForesporsel', 'false')],
  },
  {
    rule: 'plo-enquiry-without-question',
    base: 'utskrivningsrapport-1.6',
    hit: [
      add('//po:InformasjonOmForsendelsen', 'po:Foresporsel'),
      add('//po:Foresporsel', 'po:TypeForesp', {
        V: '99',
        S: '2.16.578.1.12.4.1.1.9152',
        DN: 'Annen henvendelse',
      }),
    ],
    miss: [
      add('//po:InformasjonOmForsendelsen', 'po:Foresporsel'),
      add('//po:Foresporsel', 'po:TypeForesp', { V: '8', S: '2.16.578.1.12.4.1.1.9152', DN: 'Status' }),
    ],
  },

  {
    rule: 'plo-change-not-allowed',
    base: 'log-innlagt-1.6',
    hit: [status('M'), ...reference],
    miss: [status('C'), ...reference],
  },
  { rule: 'logistics-admitted-event', base: 'log-innlagt-1.6', hit: [set('//po:Hendelsekode', { V: '2' })] },
  {
    rule: 'logistics-admitted-event',
    base: 'log-innlagt-1.6',
    hit: [set('//po:TidspunktForHendelse', { V: '2026-11' })],
    miss: [status('C'), ...reference, set('//po:TidspunktForHendelse', { V: '2026-11' })],
  },
  {
    rule: 'logistics-admitted-time',
    base: 'log-innlagt-1.6',
    hit: [set('//po:TidspunktForHendelse', { V: '2026-11-17' })],
  },
  {
    rule: 'logistics-admitted-in-future',
    base: 'log-innlagt-1.6',
    hit: [set('//po:TidspunktForHendelse', { V: '2030-01-01T12:00:00+01:00' })],
  },
  {
    rule: 'logistics-ready-event',
    base: 'log-utskrivningsklar-1.6',
    hit: [remove("//po:TidsfestetHendelse[po:Hendelsekode/@V='3']")],
    miss: [
      set("//po:TidsfestetHendelse[po:Hendelsekode/@V='3']/po:TidspunktForHendelse", {
        V: '2026-11-19T13:00:00',
      }),
    ],
  },
  {
    rule: 'logistics-ready-admission',
    base: 'log-utskrivningsklar-1.6',
    hit: [remove("//po:TidsfestetHendelse[po:Hendelsekode/@V='1']")],
  },
  {
    rule: 'logistics-withdrawn-event',
    base: 'log-avmelding-1.6',
    hit: [remove("//po:TidsfestetHendelse[po:Hendelsekode/@V='4']/po:TidspunktForHendelse")],
  },
  {
    rule: 'logistics-decision-maker-missing',
    base: 'log-utskrivningsklar-1.6',
    hit: [remove('//po:AnsvarligRapport/fk1:FamilyName')],
  },
  {
    rule: 'logistics-decision-maker-missing',
    base: 'log-avmelding-1.6',
    hit: [remove('//po:AnsvarForRapport')],
  },
  {
    rule: 'logistics-discharged-event',
    base: 'log-utskrevet-1.6',
    hit: [set('//po:Hendelsekode', { V: '3' })],
  },
  {
    rule: 'logistics-destination-missing',
    base: 'log-utskrevet-1.6',
    hit: [set('//po:UtTil', { V: undefined, DN: undefined, S: undefined })],
    also: ['value-element-empty'],
  },
  {
    rule: 'logistics-destination-vague',
    base: 'log-utskrevet-1.6',
    hit: [set('//po:UtTil', { V: '98' }), set('//po:Uttilstand', { V: '1' })],
    miss: [set('//po:UtTil', { V: '98' }), set('//po:Uttilstand', { V: '3' })],
  },
  {
    rule: 'logistics-death-manner',
    base: 'log-utskrevet-1.5',
    hit: [set('//po:Uttilstand', { V: '3' })],
    miss: [set('//po:Uttilstand', { V: '2' })],
  },
  {
    rule: 'logistics-death-event',
    base: 'log-dod-1.6',
    hit: [set('//po:TidspunktForHendelse', { V: '12:00:00.000' })],
  },
];
