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
  { rule: 'plo-status-not-in-use', base: 'utskrivningsrapport', hit: [status('A')], miss: [status(' N ')] },
  { rule: 'plo-status-not-in-use', base: 'log-dod', hit: [status('X')] },
  {
    rule: 'plo-reference-missing',
    base: 'utskrivningsrapport',
    hit: [status('M')],
    miss: [status('M'), ...reference],
  },
  {
    rule: 'plo-reference-missing',
    base: 'log-innlagt',
    hit: [status('C')],
    miss: [status('C'), ...reference],
  },
  {
    rule: 'plo-contact-missing',
    base: 'log-innlagt',
    hit: [remove('(//po:TilknyttetEnhet | //po:AnsvarForRapport)//fk1:TeleCom')],
    miss: [remove('//po:TilknyttetEnhet')],
  },
  {
    rule: 'plo-contact-missing',
    base: 'utskrivningsrapport',
    hit: [
      set('(//po:TilknyttetEnhet | //po:AnsvarForRapport)//fk1:TeleAddress', {
        V: 'mailto:post@sjukehus.example',
      }),
    ],
    miss: [remove('//po:AnsvarForRapport')],
  },
  {
    rule: 'plo-profession-missing',
    base: 'log-utskrivningsklar',
    hit: [remove('//po:Kontaktperson/fk1:TypeHealthcareProfessional')],
  },
  {
    rule: 'plo-event-undescribed',
    base: 'utskrivningsrapport',
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
  { rule: 'plo-note-empty', base: 'utskrivningsrapport', hit: [write(`${note('HJ')}/epj2:Notat`, ' ')] },
  {
    rule: 'plo-heading-retired',
    base: 'utskrivningsrapport',
    hit: [set(`${note('14')}/epj2:Overskriftskode`, { V: '11' })],
  },
  { rule: 'plo-code-system-missing', base: 'log-innlagt', hit: [set('//po:Hendelsekode', { S: undefined })] },
  {
    rule: 'plo-enquiry-not-copied',
    base: 'utskrivningsrapport',
    hit: [add('//po:InformasjonOmForsendelsen', 'po:SvarPaaForesporsel', 'true')],
    miss: [add('//po:InformasjonOmForsendelsen', 'po:SvarPaaForesporsel', 'false')],
  },
  {
    rule: 'plo-enquiry-without-question',
    base: 'utskrivningsrapport',
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
    rule: 'logistics-change-not-allowed',
    base: 'log-innlagt',
    hit: [status('M'), ...reference],
    miss: [status('C'), ...reference],
  },
  { rule: 'logistics-admitted-event', base: 'log-innlagt', hit: [set('//po:Hendelsekode', { V: '2' })] },
  {
    rule: 'logistics-admitted-event',
    base: 'log-innlagt',
    hit: [set('//po:TidspunktForHendelse', { V: '2026-11' })],
    miss: [status('C'), ...reference, set('//po:TidspunktForHendelse', { V: '2026-11' })],
  },
  {
    rule: 'logistics-admitted-time',
    base: 'log-innlagt',
    hit: [set('//po:TidspunktForHendelse', { V: '2026-11-17' })],
  },
  {
    rule: 'logistics-admitted-in-future',
    base: 'log-innlagt',
    hit: [set('//po:TidspunktForHendelse', { V: '2030-01-01T12:00:00+01:00' })],
  },
  {
    rule: 'logistics-ready-event',
    base: 'log-utskrivningsklar',
    hit: [remove("//po:TidsfestetHendelse[po:Hendelsekode/@V='3']")],
    miss: [
      set("//po:TidsfestetHendelse[po:Hendelsekode/@V='3']/po:TidspunktForHendelse", {
        V: '2026-11-19T13:00:00',
      }),
    ],
  },
  {
    rule: 'logistics-ready-admission',
    base: 'log-utskrivningsklar',
    hit: [remove("//po:TidsfestetHendelse[po:Hendelsekode/@V='1']")],
  },
  {
    rule: 'logistics-withdrawn-event',
    base: 'log-avmelding',
    hit: [remove("//po:TidsfestetHendelse[po:Hendelsekode/@V='4']/po:TidspunktForHendelse")],
  },
  {
    rule: 'logistics-decision-maker-missing',
    base: 'log-utskrivningsklar',
    hit: [remove('//po:AnsvarligRapport/fk1:FamilyName')],
  },
  { rule: 'logistics-decision-maker-missing', base: 'log-avmelding', hit: [remove('//po:AnsvarForRapport')] },
  { rule: 'logistics-discharged-event', base: 'log-utskrevet', hit: [set('//po:Hendelsekode', { V: '3' })] },
  {
    rule: 'logistics-destination-missing',
    base: 'log-utskrevet',
    hit: [set('//po:UtTil', { V: undefined, DN: undefined, S: undefined })],
    also: ['value-element-empty'],
  },
  {
    rule: 'logistics-destination-vague',
    base: 'log-utskrevet',
    hit: [set('//po:UtTil', { V: '98' }), set('//po:Uttilstand', { V: '1' })],
    miss: [set('//po:UtTil', { V: '98' }), set('//po:Uttilstand', { V: '3' })],
  },
  {
    rule: 'logistics-death-event',
    base: 'log-dod',
    hit: [set('//po:TidspunktForHendelse', { V: '12:00:00.000' })],
  },

  {
    rule: 'utskrivningsrapport-content-type',
    base: 'utskrivningsrapport',
    hit: [set('//po:TypeInnhold', { V: '1' })],
    miss: [set('//po:TypeInnhold', { V: '12' })],
  },
  { rule: 'utskrivningsrapport-problem', base: 'utskrivningsrapport', hit: [remove(note('PROB'))] },
  {
    rule: 'utskrivningsrapport-diagnosis',
    base: 'utskrivningsrapport',
    hit: [remove('//po:InfoMedisinskDiagnose')],
  },
  {
    rule: 'utskrivningsrapport-medicines',
    base: 'utskrivningsrapport',
    hit: [remove('//epj3:Legemiddelinfo')],
    miss: [
      remove('//epj3:Legemiddelinfo'),
      write(
        `${note('8')}/epj2:Notat`,
        'Går utan støtte.\nPasienten står oppført med INGEN  faste\nmedisinar.',
      ),
    ],
  },
  {
    rule: 'utskrivningsrapport-stopped-medicine-unmarked',
    base: 'utskrivningsrapport',
    hit: [write('(//epj3:DosVeiledEnkel)[1]', 'Seponert 18.11.')],
    miss: [
      add(
        "//epj3:ForenkletForskrivning[epj3:StatusTilForskrivningen/@V='2']",
        'epj3:Merknad',
        'Seponert 18.11.',
      ),
    ],
  },
  {
    rule: 'utskrivningsrapport-follow-up-plan',
    base: 'utskrivningsrapport',
    hit: [remove(note('OP'))],
    miss: [remove(note('OP')), write(`${note('8')}/epj2:Notat`, 'Ikke behov for videre oppfølging.')],
  },
  {
    rule: 'utskrivningsrapport-nursing-summary',
    base: 'utskrivningsrapport',
    hit: [set(`${note('8')}/epj2:Overskriftskode`, { S: '2.16.578.1.12.4.1.1.9145' })],
    miss: [set(`${note('8')}/epj2:Overskriftskode`, { S: undefined })],
  },
  {
    rule: 'utskrivningsrapport-service-unnamed',
    base: 'utskrivningsrapport',
    hit: [remove('//po:TjenesteBehov/po:IPLOStjenestetype')],
  },
  {
    rule: 'utskrivningsrapport-appointment-without-time',
    base: 'utskrivningsrapport',
    hit: [remove('//po:TidspunktTime')],
    miss: [remove('//po:TidspunktTime'), write('//po:BestiltKontrolltime', 'false')],
  },
];
