import { add, remove, set } from '../mutate.ts';
import type { RuleCase } from './case.ts';

const info = '/mh:MsgHead/mh:MsgInfo';
const patientIdent = `${info}/mh:Patient/mh:Ident/mh:TypeId`;
const system = (number: number): string => `2.16.578.1.12.4.1.1.${number}`;
const heading = (code: string): string => `//epj2:Overskriftskode[@V='${code}']`;

export const codeCases: readonly RuleCase[] = [
  {
    rule: 'value-code-system-missing',
    base: 'log-innlagt-1.6',
    hit: [set(`${info}/mh:Sender/mh:Organisation/mh:Ident[1]/mh:TypeId`, { S: undefined })],
  },
  {
    rule: 'value-code-system-missing',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Hendelsekode', { S: undefined })],
    // A CS has its list from its field.
    miss: [set('//po:Slektskap', { V: 'DA', DN: 'Datter' })],
  },
  {
    rule: 'value-code-system-missing',
    base: 'log-utskrevet-1.6',
    hit: [set('//po:UtTil', { V: undefined, S: undefined, DN: undefined, OT: 'hos søster' })],
    also: ['value-text-for-code'],
  },
  { rule: 'value-code-system-missing', base: 'epikrise-1.2', hit: [set('//p:DrugId', { S: undefined })] },
  {
    rule: 'value-code-system-missing',
    base: 'henvisning-nytilstand-2.0',
    hit: [set('//p:Concept', { S: undefined })],
  },
  {
    rule: 'value-code-system-missing',
    base: 'dialog-notat-1.0',
    hit: [set('//p:TemaKodet', { S: undefined })],
  },
  {
    rule: 'value-display-name-missing',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Hendelsekode', { DN: undefined })],
  },
  {
    rule: 'value-display-name-missing',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Forsendelsesstatus', { DN: undefined })],
    miss: [set('//fk1:TeleAddress', { DN: undefined })],
  },
  {
    rule: 'value-display-name-missing',
    base: 'epikrise-1.2',
    hit: [set('//p:Medication/p:Status', { DN: undefined })],
  },
  {
    rule: 'value-text-for-code',
    base: 'log-utskrevet-1.6',
    hit: [set('//po:UtTil', { V: undefined, DN: undefined, OT: 'hos søster' })],
  },
  {
    rule: 'value-text-beside-code',
    base: 'log-utskrevet-1.6',
    hit: [set('//po:UtTil', { OT: 'hos søster' })],
    miss: [set('//po:UtTil', { V: undefined, DN: undefined, OT: 'hos søster' })],
  },

  {
    rule: 'code-unknown',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Slektskap', { V: 'NB', DN: 'Nabo' })],
    miss: [set('//po:Slektskap', { V: 'AP', DN: 'Annen personlig relasjon' })],
  },
  {
    rule: 'code-unknown',
    base: 'log-innlagt-1.6',
    hit: [set(`${info}/mh:Patient/mh:Sex`, { V: 'K' })],
    miss: [set(`${info}/mh:Patient/mh:Sex`, { V: ' 2 ' })],
  },
  {
    rule: 'code-unknown',
    base: 'epikrise-1.2',
    hit: [set('(//p:AdmCat)[1]', { V: '7', DN: 'Hjemmebesøk' })],
    miss: [set('(//p:AdmCat)[1]', { V: '5', DN: 'Konsultasjon' })],
  },
  // Same field, other list: 10 is a status of 7307, which 2.0 left for 9101.
  {
    rule: 'code-unknown',
    base: 'henvisning-nytilstand-2.0',
    hit: [set('(//p:Medication/p:Status)[1]', { V: '10', DN: 'Allergisk ovenfor' })],
    miss: [set('(//p:Medication/p:Status)[1]', { V: '2', DN: 'Kur' })],
  },
  {
    rule: 'code-unknown',
    base: 'utskrivningsrapport-1.6',
    hit: [set('(//epj3:Atc)[1]', { V: 'Furosemid' })],
    miss: [set('(//epj3:Atc)[1]', { V: 'C03C A01' })],
  },
  {
    rule: 'code-system-unexpected',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Hendelsekode', { S: system(9111) })],
  },
  // An official example codes a diagnosis with the OID of ATC.
  {
    rule: 'code-system-unexpected',
    base: 'henvisning-nytilstand-2.0',
    hit: [set('//p:Diagnosis/p:Concept', { V: 'C61', S: system(7180), DN: 'Prostatakreft' })],
    miss: [set('//p:Diagnosis/p:Concept', { V: 'C61', S: system(7110), DN: 'Prostatakreft' })],
  },
  {
    rule: 'code-system-unexpected',
    base: 'dialog-notat-1.0',
    hit: [set('//p:TemaKodet', { S: system(9065) })],
    miss: [set('//p:TemaKodet', { S: system(8117), V: '9', DN: 'Annet' })],
  },
  // The HER-id of a person is of 8116 in some documents and of 9051 in others.
  {
    rule: 'code-system-unexpected',
    base: 'log-innlagt-1.6',
    hit: [set(`${info}/mh:Receiver/mh:Organisation/mh:Ident[1]/mh:TypeId`, { S: system(7309) })],
    miss: [set(`${info}/mh:Receiver/mh:Organisation/mh:Ident[1]/mh:TypeId`, { S: system(8116) })],
  },
  {
    rule: 'code-not-in-system',
    base: 'log-utskrevet-1.6',
    hit: [set('//po:UtTil', { V: '77', DN: 'Hos søster' })],
    miss: [set('//po:UtTil', { V: '11', DN: 'Sykehjem/aldershjem/helsehus' })],
  },
  {
    rule: 'code-not-in-system',
    base: 'utskrivningsrapport-1.6',
    hit: [set('(//po:Diagnosekode)[1]', { V: 'J18.9' })],
    miss: [set('(//po:Diagnosekode)[1]', { V: 'J189' })],
  },
  // The expected discharge date stands in the standard, not in the published list.
  {
    rule: 'code-not-in-system',
    base: 'utskrivningsrapport-1.6',
    hit: [set('(//po:Hendelsekode)[1]', { V: '6' })],
    miss: [set('(//po:Hendelsekode)[1]', { V: '5' })],
  },
  {
    rule: 'code-retired',
    base: 'utskrivningsrapport-1.6',
    hit: [set(heading('14'), { V: '11', DN: 'Årsak til innleggelse' })],
    miss: [set(heading('14'), { V: 'AAI', S: system(9142), DN: 'Årsak til innleggelse' })],
  },
  {
    rule: 'code-retired',
    base: 'epikrise-1.2',
    hit: [
      add('(//p:Event)[1]/p:Comment[1]', 'p:TextCode', { V: '20123', S: system(7230), DN: 'Hemoglobin' }),
    ],
    miss: [
      add('(//p:Event)[1]/p:Comment[1]', 'p:TextCode', { V: 'NPU02319', S: system(7280), DN: 'Hemoglobin' }),
    ],
  },
  {
    rule: 'code-name-differs',
    base: 'log-innlagt-1.6',
    hit: [set('//po:Hendelsekode', { DN: 'pasient  UTSKREVET' })],
    // Documents print the names in several ways.
    miss: [set('//po:Hendelsekode', { DN: 'Innlagt' })],
  },
  {
    rule: 'code-name-differs',
    base: 'epikrise-1.2',
    hit: [set("//p:Medication/p:Status[@V='6']", { DN: 'Anbefalt å slutte å innta' })],
  },

  {
    rule: 'patient-local-number-issuer',
    base: 'log-innlagt-1.6',
    hit: [set(patientIdent, { V: 'HNR', DN: 'H-nummer' })],
    also: ['patient-id-check-digit'],
    miss: [
      set(patientIdent, { V: 'HNR', DN: 'H-nummer', S: '2.16.578.1.12.4.3.1.4.5' }),
      remove('//po:Slektskap'),
    ],
  },
];
