import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const comment = (code: string): string => `//p:Event/p:Comment[p:Heading/@V='${code}']`;
const item = (code: string): string => `//p:InfItem[p:Type/@V='${code}']`;
const status = (v: string): Edit => set('/p:Message/p:ServRprt/p:ServType', { V: v });
/** All text of an old system under one heading. */
const merged = (text: string): readonly Edit[] => [
  remove("//p:Event/p:Comment[not(p:Heading/@V='VU')]"),
  remove('//p:ServReq'),
  set(`${comment('VU')}/p:Heading`, { V: 'BG', DN: 'Begrunnelse' }),
  write(`${comment('BG')}/p:TextResultValue`, text),
];
/** What is missed in the base once its texts are merged and say nothing. */
const missedInMerged = [
  'epikrise-assessment',
  'epikrise-course',
  'epikrise-event-without-text',
  'epikrise-findings',
  'epikrise-follow-up-plan',
  'epikrise-information-given',
  'epikrise-reason',
  'epikrise-referral',
];
const allBut = (rule: string): readonly string[] => missedInMerged.filter((each) => each !== rule);
const nothing = 'Se vedlegg.';

const base = 'epikrise-1.2';
const older = 'epikrise-1.1';

const diagnosisCases: readonly RuleCase[] = [
  {
    rule: 'epikrise-diagnosis',
    base,
    hit: [remove(item('H')), remove(item('B'))],
    miss: [status('C'), remove(item('H')), remove(item('B'))],
  },
  // A coded comment counts when its system is one of diagnoses.
  {
    rule: 'epikrise-diagnosis',
    base: older,
    hit: [
      remove(item('H')),
      remove(item('B')),
      add('(//p:Event)[1]', 'p:CodedComment'),
      add('//p:CodedComment', 'p:Concept', { V: 'FPE00', S: '2.16.578.1.12.4.1.1.7210', DN: 'Pacemaker' }),
    ],
    miss: [
      remove(item('H')),
      remove(item('B')),
      add('(//p:Event)[1]', 'p:CodedComment'),
      add('//p:CodedComment', 'p:Concept', { V: 'I500', S: '2.16.578.1.12.4.1.1.7110', DN: 'Hjertesvikt' }),
    ],
  },
  {
    rule: 'epikrise-main-diagnosis',
    base,
    hit: [remove(item('H'))],
    miss: [set(`${item('B')}/p:Type`, { V: 'H' })],
  },
  {
    rule: 'epikrise-cave',
    base,
    hit: [remove(item('CAVE'))],
    miss: [
      remove(item('CAVE')),
      write(`${comment('VU')}/p:TextResultValue`, 'Ingen kjente allergier. God bedring.'),
    ],
  },
  {
    rule: 'epikrise-reason',
    base,
    hit: [remove(comment('AI')), remove('//p:ServReq')],
    also: ['epikrise-referral'],
    miss: [remove(comment('AI'))],
  },
  { rule: 'epikrise-referral', base, hit: [remove('//p:ServReq')] },
  {
    rule: 'epikrise-referral-diagnosis',
    base,
    hit: [set('//p:ServReq/p:Diagnosis/p:Concept', { V: undefined })],
    also: ['value-code-missing'],
    miss: [set('//p:ServReq/p:Diagnosis/p:Concept', { V: undefined, OT: 'Lungebetennelse' })],
  },
];

const textCases: readonly RuleCase[] = [
  { rule: 'epikrise-assessment', base, hit: [remove(comment('VU'))] },
  {
    rule: 'epikrise-follow-up-plan',
    base,
    hit: [remove(comment('VU')), remove(comment('OP'))],
    also: ['epikrise-assessment'],
    miss: [remove(comment('OP'))],
  },
  // Nobody follows up one who has died.
  {
    rule: 'epikrise-follow-up-plan',
    base: older,
    hit: [remove(comment('VU')), remove(comment('OP'))],
    also: ['epikrise-assessment', 'wording-missing-plan'],
    miss: [
      remove(comment('VU')),
      remove(comment('OP')),
      add('//p:Patient', 'p:DateOfDeath', { V: '2026-11-20' }),
    ],
  },
  { rule: 'epikrise-course', base, hit: [remove(comment('FO'))], also: ['epikrise-event-without-text'] },
  ...[
    ['epikrise-reason', 'Årsak til innlegging: feber.'],
    ['epikrise-assessment', 'Vurdering: betring.'],
    ['epikrise-follow-up-plan', 'Plan: kontroll hos fastlegen.'],
    ['epikrise-course', 'Forløp: roleg.'],
    ['epikrise-findings', 'Funn: CRP 148.'],
  ].map(
    ([rule = '', text = '']): RuleCase => ({
      rule,
      base,
      hit: merged(nothing),
      also: allBut(rule),
      miss: merged(text),
    }),
  ),
  {
    rule: 'epikrise-medicines',
    base,
    hit: [remove(item('MEDB'))],
    miss: [
      remove(item('MEDB')),
      write(`${comment('VU')}/p:TextResultValue`, 'Bruker ingen faste legemidler.'),
    ],
  },
  {
    rule: 'epikrise-medicine-without-dose',
    base,
    hit: [remove('(//p:DosageText)[1]')],
    miss: [remove("//p:Medication[p:Status/@V='4']/p:DosageText")],
  },
  {
    rule: 'epikrise-medicines-in-one-item',
    base,
    hit: [
      set(`${item('CAVE')}/p:Type`, { V: 'MEDB' }),
      write(`${item('MEDB')}/p:Observation/p:Description`, 'Metoprolol'),
      add(`${item('MEDB')}/p:Observation/p:Description`, 'xhtml:br'),
      add(`${item('MEDB')}/p:Observation/p:Description`, 'xhtml:br'),
    ],
    also: ['epikrise-cave'],
  },
  {
    rule: 'epikrise-medicines-in-one-item',
    base: older,
    hit: [
      set(`${item('CAVE')}/p:Type`, { V: 'MEDB' }),
      write(`${item('MEDB')}/p:Observation/p:Description`, 'Metoprolol 50 mg; Apiksaban 5 mg'),
    ],
    also: ['epikrise-cave'],
    miss: [
      set(`${item('CAVE')}/p:Type`, { V: 'MEDB' }),
      write(`${item('MEDB')}/p:Observation/p:Description`, 'Metoprolol 50 mg'),
    ],
  },
  {
    rule: 'epikrise-findings',
    base: older,
    hit: [remove(item('FUNN'))],
    miss: [remove(item('FUNN')), set(`${comment('TS')}/p:Heading`, { V: 'LR' })],
  },
  {
    rule: 'epikrise-function',
    base: older,
    hit: [remove(comment('HJ'))],
    miss: [
      remove(comment('HJ')),
      write(`${comment('VU')}/p:TextResultValue`, 'God effekt. Går med rullator.'),
    ],
  },
  {
    rule: 'epikrise-social',
    base: older,
    hit: [remove(comment('FA'))],
    miss: [remove(comment('FA')), write(`${comment('VU')}/p:TextResultValue`, 'God effekt. Bur åleine.')],
  },
  {
    rule: 'epikrise-history',
    base: older,
    hit: [remove(item('ANAM')), remove(comment('TS'))],
    miss: [remove(comment('TS'))],
  },
  {
    rule: 'epikrise-information-given',
    base,
    hit: [remove(comment('IP'))],
    miss: [
      remove(comment('IP')),
      write(`${comment('VU')}/p:TextResultValue`, 'God bedring. Pasienten er informert.'),
    ],
  },
  {
    rule: 'epikrise-event-without-text',
    base,
    hit: [remove('//p:Event/p:Event/p:Comment')],
    miss: [remove('//p:Event/p:Event/p:Comment'), remove('//p:Event/p:Event/p:ReportedEvent')],
  },
  { rule: 'epikrise-heading-missing', base, hit: [remove(`${comment('IP')}/p:Heading`)], also: [] },
  {
    rule: 'epikrise-text-empty',
    base,
    hit: [write(`${comment('IP')}/p:TextResultValue`, ' ')],
    also: ['epikrise-information-given'],
  },
  {
    rule: 'epikrise-one-text-block',
    base,
    hit: merged('Forløpet var rolig. '.repeat(100)),
    also: allBut('epikrise-course'),
    miss: merged('Forløpet var rolig.'),
  },
];

/** Hits and misses of seeds/rules/epikrise-content.yaml. */
export const epikriseContentCases: readonly RuleCase[] = [...diagnosisCases, ...textCases];
