import { add, type Edit, remove, set, write } from '../mutate.ts';
import { type RuleCase, without } from './case.ts';
import { ploPersonCases } from './plo-persons.ts';

const note = (code: string): string => `//epj2:Journaltekst[epj2:Overskriftskode/@V='${code}']`;
const coded = (system: string, code: string): string =>
  `//epj2:Journaltekst[epj2:Overskriftskode[@V='${code}'][contains(@S,'.${system}')]]`;
const status = (v: string): Edit => set('//po:Forsendelsesstatus', { V: v });
const reference: readonly Edit[] = [
  add('/mh:MsgHead/mh:MsgInfo', 'mh:ConversationRef'),
  add('//mh:ConversationRef', 'mh:RefToParent', '1f1d5c0e-0000-4000-8000-000000000001'),
  add('//mh:ConversationRef', 'mh:RefToConversation', '1f1d5c0e-0000-4000-8000-000000000001'),
];

const early = 'helseoppl-soknad-1.6';
const admission = 'innleggelsesrapport-1.6';
const discharge = 'utskrivningsrapport-1.6';
const medical = 'medisinske-opplysninger-1.6';
const doctor = 'helseopplysninger-lege-1.6';
const services = 'orientering-tjenestetilbud-1.6';
const earlier = (base: string): string => base.replace('1.6', '1.5');

export const ploContentCases: readonly RuleCase[] = [
  // What the message is for
  {
    rule: 'plo-content-type',
    base: discharge,
    hit: [set('//po:TypeInnhold', { V: undefined })],
    also: ['value-code-missing'],
    miss: [set('//po:TypeInnhold', { V: '12' })],
  },
  {
    rule: 'plo-content-type',
    base: early,
    hit: [set('//po:TypeInnhold', { V: ' ' })],
    also: ['value-code-missing', 'value-trailing-blank'],
  },
  {
    rule: 'plo-content-type-in-1-5',
    base: earlier(discharge),
    hit: [set('//po:TypeInnhold', { V: undefined })],
    also: ['value-code-missing'],
  },
  without('plo-consultation-type', doctor, '//po:InnholdKonsultasjon'),
  without('plo-consultation-type-in-1-5', earlier(doctor), '//po:InnholdKonsultasjon'),
  without('plo-content-type-of-medical-information', medical, '//po:TypeInnholdIMelding'),

  // Headed texts
  without('plo-admission-cause', admission, note('AAI')),
  without('plo-problem', discharge, note('PROB')),
  without('plo-problem', medical, note('PROB')),
  without('plo-problem', doctor, note('PROB')),
  without('plo-patient-status', early, coded('9145', '1')),
  without('plo-patient-status-in-1-5', earlier(early), coded('9145', '1')),
  without('plo-expected-course', early, coded('9145', '2')),
  without('plo-expected-course-in-1-5', earlier(early), coded('9145', '2')),
  without('plo-follow-up-plan', discharge, note('OP'), {
    also: ['wording-missing-plan'],
    miss: [remove(note('OP')), write(`${note('8')}/epj2:Notat`, 'Ikke behov for videre oppfølging.')],
  }),
  without('plo-findings', medical, note('FU')),
  {
    rule: 'plo-nursing-summary',
    base: discharge,
    hit: [set(`${note('8')}/epj2:Overskriftskode`, { S: '2.16.578.1.12.4.1.1.9145' })],
    also: ['code-not-in-system'],
    miss: [set(`${note('8')}/epj2:Overskriftskode`, { S: undefined })],
  },
  without('plo-nursing-summary', admission, coded('9141', '8')),
  without('plo-plans-at-admission', admission, note('OP')),
  {
    rule: 'plo-sick-leave-from-municipality',
    base: doctor,
    hit: [set(`(${note('PROB')})[1]/epj2:Overskriftskode`, { V: 'SYKM', DN: 'Sykmelding' })],
    also: ['plo-problem'],
  },
  {
    rule: 'plo-stay-heading-elsewhere',
    base: doctor,
    hit: [
      set(`${note('FU')}/epj2:Overskriftskode`, {
        V: '1',
        S: '2.16.578.1.12.4.1.1.9141',
        DN: 'Innkomststatus',
      }),
    ],
  },

  // The stay
  without('plo-expected-discharge', early, "//po:TidsfestetHendelse[po:Hendelsekode[@V='3' or @V='5']]"),
  {
    rule: 'plo-expected-discharge-passed',
    base: early,
    hit: [
      set("//po:TidsfestetHendelse[po:Hendelsekode[@V='3' or @V='5']]/po:TidspunktForHendelse", {
        V: '2026-01-02',
      }),
    ],
  },
  {
    rule: 'plo-change-unexplained',
    base: early,
    hit: [status('M'), ...reference, set('//po:TypeInnhold', { V: '2' })],
    miss: [
      status('M'),
      ...reference,
      set('//po:TypeInnhold', { V: '2' }),
      write('(//epj2:Notat)[1]', 'ENDRING: ventes hjem en dag tidligere.'),
    ],
  },
  {
    rule: 'plo-content-type-and-status',
    base: early,
    hit: [set('//po:TypeInnhold', { V: '2' })],
  },

  // Diagnoses, critical information, medicines
  without('plo-diagnosis', discharge, '//po:InfoMedisinskDiagnose'),
  without('plo-diagnosis', admission, '//po:InfoMedisinskDiagnose'),
  {
    rule: 'plo-critical-information',
    base: discharge,
    hit: [remove('//epj1:Cave | //epj1:Allerginotat')],
    miss: [
      remove('//epj1:Cave | //epj1:Allerginotat'),
      write(`${note('8')}/epj2:Notat`, 'Ingen kjente allergier.'),
    ],
  },
  {
    rule: 'plo-critical-information',
    base: early,
    hit: [
      remove('//po:MedisinskfagligeOpplysninger/*[self::epj1:Cave or self::epj1:Allerginotat]'),
      set('//epj2:Overskriftskode', { V: '1', S: '2.16.578.1.12.4.1.1.9145' }),
    ],
    also: ['plo-expected-course'],
    miss: [
      remove('//po:MedisinskfagligeOpplysninger/*[self::epj1:Cave or self::epj1:Allerginotat]'),
      set('(//epj2:Overskriftskode)[1]', { V: '3', S: undefined, DN: 'Dråpesmitte' }),
    ],
  },
  without('plo-medicines', discharge, '//epj3:Legemiddelinfo', {
    miss: [
      remove('//epj3:Legemiddelinfo'),
      write(
        `${note('8')}/epj2:Notat`,
        'Går utan støtte.\nPasienten står oppført med INGEN  faste\nmedisinar.',
      ),
    ],
  }),
  without('plo-medicines', doctor, '//epj3:Legemiddelinfo'),
  {
    rule: 'plo-stopped-medicine-unmarked',
    base: discharge,
    hit: [write('(//epj3:DosVeiledEnkel)[1]', 'Seponert 18.11.')],
    miss: [
      add(
        "//epj3:ForenkletForskrivning[epj3:StatusTilForskrivningen/@V='2']",
        'epj3:Merknad',
        'Seponert 18.11.',
      ),
    ],
  },
  without('plo-medicine-without-dose', discharge, '(//epj3:DosVeiledEnkel)[1]'),
  without('plo-medicine-without-form', admission, '(//epj3:Legemiddelform)[1]'),
  without('plo-medicines-given-today', admission, '//epj3:AdmAvHelsepersonell'),
  without(
    'plo-medicines-supplied',
    earlier(discharge),
    "//epj3:Egenadministrering | //po:SendtDokument[po:Opplysning/@V='3']",
  ),
  without('plo-medicine-help', admission, '//po:HjelpLegemiddeladm | //po:InfoAvtaleOmLegemiddeladm', {
    miss: [
      remove('//po:HjelpLegemiddeladm'),
      add('//po:Sykepleierdokumentasjon', 'po:InfoAvtaleOmLegemiddeladm'),
    ],
  }),
  { rule: 'plo-medicine-help-denied', base: admission, hit: [write('//po:HjelpLegemiddeladm', 'false')] },
  without('plo-earlier-conditions', medical, `//po:TidligereSykdomFragment | ${note('TS')}`, {
    also: ['plo-earlier-illness-empty'],
  }),
  {
    rule: 'plo-earlier-illness-empty',
    base: medical,
    hit: [write('(//po:InfoTidligereSykdommer)[1]', '')],
    also: ['plo-earlier-conditions', 'value-element-empty'],
  },

  // What an application needs; asked for nowhere else
  without('plo-services-wanted', medical, `//po:TjenesteBehov | ${note('UTRED')}`, {
    miss: [remove(`//po:TjenesteBehov | ${note('UTRED')}`), set('//po:TypeInnhold', { V: '1' })],
  }),
  without('plo-own-application', medical, '//po:SendtDokument | //po:OpplysningerTilSoknad'),
  {
    rule: 'plo-answer-without-question',
    base: medical,
    hit: [set('//po:TypeInnhold', { V: '4' })],
  },

  // Nursing, function, services
  without('plo-measures-taken', doctor, '//po:IverksatteTiltak'),
  without(
    'plo-practical-information',
    admission,
    `${coded('9141', '14')} | //po:OpplysningerOmHjelpemidler | //po:InfoInformasjonGitt`,
  ),
  without(
    'plo-practical-information-noted',
    discharge,
    `${coded('9141', '14')} | //po:OpplysningerOmHjelpemidler | //po:InfoInformasjonGitt`,
  ),
  without('plo-function', admission, '//po:KartlagtFunksjon'),
  {
    rule: 'plo-function-undated',
    base: admission,
    hit: [write('//po:SamletVurderingFunksjonsniva/po:Merknad', 'Vurdert i høst.')],
  },
  without('plo-services-received', admission, '//po:EksisterendeTjeneste', {
    miss: [
      remove('//po:EksisterendeTjeneste'),
      write('(//epj2:Notat)[1]', 'Pasienten har ingen kommunale tenester.'),
    ],
  }),
  without(
    'plo-service-unnamed',
    services,
    '//po:EksisterendeTjeneste[1]/po:IPLOStjenestetype | //po:EksisterendeTjeneste[1]/po:BetegnelseTjeneste',
  ),
  without(
    'plo-received-service-unnamed',
    admission,
    '//po:EksisterendeTjeneste[1]/po:IPLOStjenestetype | //po:EksisterendeTjeneste[1]/po:BetegnelseTjeneste',
  ),
  without('plo-service-start', services, '//po:EksisterendeTjeneste[1]/po:Startdato'),
  without('plo-service-start-in-1-5', earlier(services), '//po:EksisterendeTjeneste[1]/po:Startdato'),
  without('plo-service-provider', services, '//po:EksisterendeTjeneste[1]/po:TjenestenLevertAv'),
  {
    rule: 'plo-interpreter-not-used',
    base: services,
    hit: [add('/mh:MsgHead/mh:Document/mh:RefDoc/mh:Content/p:*', 'po:AssistertKommunikasjon', {})],
    also: ['value-element-empty'],
  },
  without(
    'plo-needed-service-unnamed',
    discharge,
    '//po:TjenesteBehov/po:IPLOStjenestetype | //po:TjenesteBehov/po:BetegnelseTjeneste',
  ),
  without('plo-control-appointment', discharge, '//po:InfoKontrolltime'),
  {
    rule: 'plo-appointment-without-time',
    base: discharge,
    hit: [remove('//po:TidspunktTime')],
    miss: [remove('//po:TidspunktTime'), write('//po:BestiltKontrolltime', 'false')],
  },
  ...ploPersonCases,
];
