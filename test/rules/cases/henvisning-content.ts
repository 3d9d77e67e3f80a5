import { add, type Edit, remove, set, write } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const reason = (code: string): string => `//p:ReasonAsText[p:Heading/@V='${code}']`;
const item = (code: string): string => `//p:InfItem[p:Type/@V='${code}']`;
const status = (v: string): Edit => set('//p:Henvisning/p:ServType', { V: v });
const priority = (v: string): Edit => set('//p:Priority', { V: v });

const newCondition = 'henvisning-nytilstand-2.0';
const onward = 'henvisning-videre-2.0';
const plain = 'henvisning-1.1';
const older = 'henvisning-1.0';

const contentCases: readonly RuleCase[] = [
  {
    rule: 'henvisning-problem',
    base: newCondition,
    hit: [write(`${reason('PROB')}/p:TextResultValue`, ' ')],
    also: ['henvisning-text-empty'],
    miss: [status('C'), remove('//p:ReasonAsText')],
  },
  {
    rule: 'henvisning-problem',
    base: onward,
    hit: [remove(reason('PROB'))],
    miss: [
      remove(`${reason('PROB')}/p:TextResultValue`),
      add(reason('PROB'), 'p:TextCode', { OT: 'Brystkreft' }),
    ],
  },
  {
    rule: 'henvisning-problem-in-1-x',
    base: older,
    hit: [remove(reason('PROB'))],
    miss: [set('//p:ServReq/p:ServType', { V: 'C' }), remove(reason('PROB'))],
  },
  {
    rule: 'henvisning-wanted-help',
    base: newCondition,
    hit: [remove(reason('UTRED')), remove('//p:ReqServ/p:Comment')],
    miss: [remove(reason('UTRED'))],
  },
  {
    rule: 'henvisning-wanted-help-in-1-x',
    base: plain,
    hit: [remove(reason('UTRED'))],
    miss: [remove(reason('UTRED')), write(`${reason('PROB')}/p:TextResultValue`, 'Hovudpine. Ber om MR.')],
  },
  {
    rule: 'henvisning-diagnosis',
    base: newCondition,
    hit: [remove('//p:Diagnosis')],
    miss: [remove('//p:Diagnosis'), set(`${reason('FA')}/p:Heading`, { V: 'DIAG' })],
  },
  {
    rule: 'henvisning-diagnosis',
    base: plain,
    hit: [set('//p:Diagnosis/p:Concept', { DN: undefined })],
    also: ['value-display-name-missing'],
    miss: [remove('(//p:Diagnosis)[1]')],
  },
  { rule: 'henvisning-diagnosis-onward', base: onward, hit: [remove('//p:Diagnosis')] },
  {
    rule: 'henvisning-cave',
    base: newCondition,
    hit: [remove(item('CAVE'))],
    miss: [
      remove(item('CAVE')),
      write(`${item('ANAM')}/p:Observation/p:Description`, 'Ingen kjente allergier.'),
    ],
  },
  {
    rule: 'henvisning-cave',
    base: older,
    hit: [remove(item('CAVE'))],
    miss: [
      remove(item('CAVE')),
      write(`${reason('FA')}/p:TextResultValue`, 'Ingen kjente allergier. Bor alene.'),
    ],
  },
  {
    rule: 'henvisning-medicines',
    base: newCondition,
    hit: [remove(item('MEDB'))],
    miss: [
      remove(item('MEDB')),
      write(`${item('ANAM')}/p:Observation/p:Description`, 'Frisk, ingen medisiner.'),
    ],
  },
  {
    rule: 'henvisning-medicines',
    base: plain,
    hit: [remove(item('MEDB'))],
    miss: [
      remove(`${item('MEDB')}/p:Medication`),
      add(item('MEDB'), 'p:Observation'),
      add(`${item('MEDB')}/p:Observation`, 'p:Description', 'Metoprolol 50 mg ein gong dagleg'),
    ],
  },
  {
    rule: 'henvisning-medicine-without-dose',
    base: newCondition,
    hit: [remove('(//p:DosageText)[1]')],
    miss: [remove('(//p:DosageText)[1]'), set('(//p:Medication/p:Status)[1]', { V: '4' })],
  },
  {
    rule: 'henvisning-medicines-in-one-item',
    base: older,
    hit: [
      set(`${item('FUNN')}/p:Type`, { V: 'MEDB' }),
      write(`${item('MEDB')}/p:Observation/p:Description`, 'Amlodipin 5 mg; Acetylsalisylsyre 75 mg'),
    ],
    also: ['henvisning-findings'],
    miss: [write(`${item('FUNN')}/p:Observation/p:Description`, 'Blek; abdomen bløt')],
  },
  {
    rule: 'henvisning-findings',
    base: older,
    hit: [remove(item('FUNN'))],
    miss: [
      remove(item('FUNN')),
      write(`${item('ANAM')}/p:Observation/p:Description`, 'Hypertensjon. Ved undersøkelse blek.'),
    ],
  },
  { rule: 'henvisning-function', base: older, hit: [remove(reason('HJ'))] },
  {
    rule: 'henvisning-social',
    base: older,
    hit: [remove(reason('FA'))],
    miss: [remove(reason('FA')), write(`${reason('PROB')}/p:TextResultValue`, 'Vekttap. Enkemann.')],
  },
  { rule: 'henvisning-history', base: older, hit: [remove(item('ANAM'))] },
  { rule: 'henvisning-information-given', base: older, hit: [remove(reason('IP'))] },
  {
    rule: 'henvisning-heading-missing',
    base: newCondition,
    hit: [remove(`${reason('FA')}/p:Heading`)],
    miss: [set(`${reason('FA')}/p:Heading`, { V: undefined, OT: 'Heimen' })],
  },
  {
    rule: 'henvisning-heading-missing',
    base: plain,
    hit: [remove(`${reason('FA')}/p:Heading`)],
  },
  {
    rule: 'henvisning-text-empty',
    base: plain,
    hit: [write(`${reason('FA')}/p:TextResultValue`, ' ')],
  },
  {
    rule: 'henvisning-text-empty',
    base: onward,
    hit: [
      add('//p:Henvisning', 'p:Comment'),
      add('//p:Henvisning/p:Comment', 'p:Heading', {
        V: 'SH',
        S: '2.16.578.1.12.4.1.1.8234',
        DN: 'Spesielle hensyn',
      }),
    ],
    miss: [
      add('//p:Henvisning', 'p:Comment'),
      add('//p:Henvisning/p:Comment', 'p:CodedComment', { OT: 'Ledsager' }),
    ],
  },
];

const dateOf = (type: string): string => `//p:DatoMottakOgVurdering[p:TypeDato/@V='${type}']`;

const assessmentCases: readonly RuleCase[] = [
  {
    rule: 'henvisning-assessment-not-allowed',
    base: newCondition,
    hit: [
      add('//p:Henvisning', 'p:VurderingAvHenvisning'),
      add('//p:VurderingAvHenvisning', 'p:Opplysninger', 'x'),
    ],
  },
  {
    rule: 'henvisning-assessment-seniority',
    base: onward,
    hit: [remove(dateOf('1'))],
    miss: [remove('//p:VurderingAvHenvisning')],
  },
  {
    rule: 'henvisning-assessment-details',
    base: onward,
    hit: [remove('//p:Opplysninger')],
    miss: [remove('//p:Opplysninger'), remove(dateOf('2'))],
  },
  {
    rule: 'henvisning-wait-end-code',
    base: onward,
    hit: [set(`${dateOf('3')}/p:TypeDato`, { V: '4' })],
    miss: [
      set(`${dateOf('3')}/p:TypeDato`, { V: '4' }),
      add('//p:Opplysninger', 'p:VentetidSluttkode', {
        V: '1',
        S: '2.16.578.1.12.4.1.1.8445',
        DN: 'Helsehjelp er påbegynt',
      }),
    ],
  },
  {
    rule: 'henvisning-assessment-contradicts',
    base: onward,
    hit: [set('//p:UtfallAvVurdering', { V: '3' })],
    miss: [set('//p:UtfallAvVurdering', { V: '3' }), write('//p:RettTilHelsehjelp', '0')],
  },
  {
    rule: 'henvisning-assessment-contradicts',
    base: onward,
    hit: [write('//p:RettTilHelsehjelp', 'false')],
    miss: [set('//p:UtfallAvVurdering', { V: '2' }), write('//p:RettTilHelsehjelp', '1')],
  },
  {
    rule: 'henvisning-pathway-missing',
    base: onward,
    hit: [remove('//p:Pakkeforlop')],
    miss: [remove('//p:Pakkeforlop'), priority('3')],
  },
  {
    rule: 'henvisning-pathway-from-gp',
    base: onward,
    hit: [write('//po:AnsvarligRapport/fk1:Ident/fk1:Id', '99150611')],
    miss: [write('//po:AnsvarligRapport/fk1:Ident/fk1:Id', '99150611'), remove('//p:Pakkeforlop')],
  },
  {
    rule: 'henvisning-original-not-included',
    base: onward,
    hit: [remove('//mh:Document[position() > 1]')],
    miss: [status('M'), remove('//mh:Document[position() > 1]')],
  },
  {
    rule: 'henvisning-original-out-of-order',
    base: onward,
    hit: [
      add('/mh:MsgHead', 'mh:Document'),
      add('//mh:Document[last()]', 'mh:RefDoc'),
      add('//mh:Document[last()]/mh:RefDoc', 'mh:MsgType', { V: 'XML', DN: 'XML-instans' }),
      add('//mh:Document[last()]/mh:RefDoc', 'mh:Content'),
      add('//mh:Document[last()]/mh:RefDoc/mh:Content', 'p:Henvisning'),
    ],
    miss: [remove('//mh:Document[position() > 2]')],
  },
];

/** Hits and misses of seeds/rules/henvisning-content.yaml. */
export const henvisningContentCases: readonly RuleCase[] = [...contentCases, ...assessmentCases];
