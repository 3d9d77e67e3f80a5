import { type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const epikrise = 'epikrise-1.2';
const henvisning = 'henvisning-nytilstand-2.0';
const utskrivningsrapport = 'utskrivningsrapport-1.6';

const comment = (heading: string, text: string): Edit =>
  write(`//p:Comment[p:Heading/@V='${heading}']/p:TextResultValue`, text);
const reason = (heading: string, text: string): Edit =>
  write(`//p:ReasonAsText[p:Heading/@V='${heading}']/p:TextResultValue`, text);
const note = (heading: string, text: string): Edit =>
  write(`//epj2:Journaltekst[epj2:Overskriftskode/@V='${heading}']/epj2:Notat`, text);
/** The text of the stay in the admission ward becomes a part of its own. */
const headed = (heading: string, text: string): readonly Edit[] => [
  write('//p:Event/p:Event/p:Comment/p:TextResultValue', text),
  set('//p:Event/p:Event/p:Comment/p:Heading', { V: heading }),
];
const withoutList = remove(`//p:InfItem[p:Type/@V='MEDB']`);

const plan = 'Fastlegen tar CRP 27.11. Ved forverring ring legevakt.';

/** Hits and misses of seeds/rules/wording.yaml; how well its rows do on the whole: test/rules/wording. */
export const wordingCases: readonly RuleCase[] = [
  {
    rule: 'wording-service-order',
    base: epikrise,
    hit: [comment('VU', 'Pneumoni. Kommunen må gi sykehjemsplass.')],
    miss: [
      comment('VU', 'Pneumoni. Trenger hjelp til stell; kommunen vurderer om hun skal ha sykehjemsplass.'),
    ],
  },
  {
    rule: 'wording-service-order',
    base: utskrivningsrapport,
    hit: [note('8', 'Skal ha heimesjukepleie tre gonger dagleg.')],
    miss: [note('8', 'Skal ikkje ha heimesjukepleie.')],
  },
  {
    rule: 'wording-promise-to-patient',
    base: epikrise,
    hit: [comment('IP', 'Har fått lovnad om omsorgsbustad.')],
    miss: [comment('IP', 'Dottera seier at han har fått lovnad om omsorgsbustad.')],
  },
  {
    rule: 'wording-specialist-order',
    base: henvisning,
    hit: [reason('UTRED', 'Ber om MR og innleggelse i morgen.')],
    miss: [reason('UTRED', 'Ber om vurdering av om MR i morgen er nyttig.')],
  },
  {
    rule: 'wording-vague-follow-up',
    base: epikrise,
    hit: [comment('OP', 'Følges av fastlege.')],
    miss: [comment('OP', 'Følges av fastlege. Time er satt opp 12.12.')],
  },
  // What is history elsewhere is no plan.
  {
    rule: 'wording-vague-follow-up',
    base: epikrise,
    hit: [comment('VU', 'Vidare oppfølging hos fastlege.')],
    miss: [comment('FO', 'Vidare oppfølging hos fastlege.')],
  },
  // An old system writes all in one text.
  {
    rule: 'wording-vague-follow-up',
    base: epikrise,
    hit: [
      remove(`//p:Comment[p:Heading/@V='OP' or p:Heading/@V='VU']`),
      comment('FO', 'Rask bedring. Kontroll etter hvert.'),
    ],
    also: ['epikrise-assessment', 'epikrise-follow-up-plan'],
  },
  {
    rule: 'wording-medicine-vague',
    base: epikrise,
    hit: [withoutList, ...headed('ME', 'Medisiner som før.')],
    miss: headed('ME', 'Medisiner som før.'),
  },
  {
    rule: 'wording-missing-plan',
    base: epikrise,
    hit: [comment('OP', 'Fastlegen tar CRP 27.11.')],
    miss: [comment('OP', plan)],
  },
  {
    rule: 'wording-missing-plan',
    base: epikrise,
    hit: [comment('IP', 'Informert om behandlingen.')],
    miss: [comment('FO', 'Pasienten døde 19.11.')],
  },
  {
    rule: 'wording-plan-without-responsible',
    base: epikrise,
    hit: [comment('OP', 'CRP og elektrolytter om en uke.')],
    miss: [comment('OP', plan)],
  },
  {
    rule: 'wording-pending-without-owner',
    base: epikrise,
    hit: headed('UP', 'Blodkultur.'),
    miss: headed('UP', 'Blodkultur. Avdelingen gir fastlegen beskjed om svaret.'),
  },
  {
    rule: 'wording-consulted',
    base: henvisning,
    hit: [reason('PROB', 'Smerter i hoften. Drøftet med ortoped på vakt.')],
    miss: [reason('PROB', 'Smerter i hoften. Ikke drøftet med ortoped.')],
  },
];
