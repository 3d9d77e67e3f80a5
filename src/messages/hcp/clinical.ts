import { attr, child, elements, parent, type XmlElement } from '../../xml/dom.ts';
import type { Clinical, Diagnosis, MedicationEntry, TextBlock } from '../types.ts';
import { codedIn, headingIn, present, textIn, valueAt, valueIn } from '../values.ts';
import { runningText } from './running-text.ts';

/**
 * What epikrise and henvisning share (HIS 80226, HIS 80517): ReasonAsText, Comment, InfItem and Diagnosis, all in the
 * namespace of the message.
 */

/** 8233: medicines, and the two kinds of diagnosis. */
const medicine = 'MEDB';
const diagnosisKinds: readonly string[] = ['H', 'B'];
/** ICD-10, ICPC-2, ICPC-2-B and ICD-DA-3: a coded comment in any other system is a procedure. */
const diagnosisSystem = /^2\.16\.578\.1\.12\.4\.1\.1\.(7110|7170|7171|7103)$/;

type Draft = { -readonly [K in keyof Clinical]: Clinical[K][number][] };

/** What differs between the messages. */
interface BasisShape {
  /** What Medication/Status tells: how it stands with the drug (7307), or how it is used (9101). */
  readonly drugStatus: 'status' | 'use';
}

/** Fields of their own that hold running text. */
const textFields: ReadonlySet<string> = new Set([
  'Description',
  'Comment',
  'ReqComment',
  'Merknad',
  'TextResultValue',
]);

/** Elements that hold a text under a heading. */
const headed: ReadonlySet<string> = new Set(['ReasonAsText', 'Comment', 'Result']);

/** The text of a child that may be XHTML; undefined when it is blank. */
const runningTextIn = (element: XmlElement, name: string): string | undefined => {
  const found = child(element, element.namespace, name);
  return (found && runningText(found).trim()) || undefined;
};

/** A headed text; undefined for a Comment that is a plain text (ReqServ/Comment). */
const headedText = (element: XmlElement): TextBlock | undefined => {
  const value = runningTextIn(element, 'TextResultValue');
  if (value === undefined) return undefined;
  return present<TextBlock>({
    heading: headingIn(element, element.namespace, 'Heading'),
    text: value,
    element,
  });
};

/** As text, as a short dose (7478), or as an amount with its unit. */
const doseOf = (drug: XmlElement): string | undefined => {
  const ns = drug.namespace;
  const short = child(drug, ns, 'DosageCoded');
  const unit = child(drug, ns, 'UnitDose');
  return (
    textIn(drug, ns, 'DosageText') ??
    (short && (attr(short, 'DN')?.trim() || attr(short, 'OT')?.trim() || valueAt(short))) ??
    (unit && valueAt(unit) && [valueAt(unit), attr(unit, 'U')?.trim()].filter(Boolean).join(' '))
  );
};

const medicationOf = (item: XmlElement, { drugStatus }: BasisShape): MedicationEntry | undefined => {
  const ns = item.namespace;
  const drug = child(item, ns, 'Medication');
  if (drug === undefined) {
    // Old systems write a drug as text, one for each item.
    const observation = child(item, ns, 'Observation');
    const said = observation && runningText(observation).trim();
    return said ? { name: said, element: item } : undefined;
  }
  const id = codedIn(drug, ns, 'DrugId');
  // A drug that has no code is named in OT alone.
  const element = child(drug, ns, 'DrugId');
  const named = element && (attr(element, 'DN') ?? attr(element, 'OT'));
  const status = codedIn(drug, ns, 'Status');
  return present<MedicationEntry>({
    name: named?.trim() || undefined,
    code: id,
    dose: doseOf(drug),
    status: drugStatus === 'status' ? status : undefined,
    use: drugStatus === 'use' ? status : undefined,
    element: item,
  });
};

const conceptOf = (element: XmlElement | undefined, main: boolean): Diagnosis | undefined => {
  const concept = element && child(element, element.namespace, 'Concept');
  if (concept === undefined) return undefined;
  const code = codedIn(element, concept.namespace, 'Concept');
  return present<Diagnosis>({
    code,
    text: (attr(concept, 'DN') ?? attr(concept, 'OT'))?.trim() || undefined,
    main,
  });
};

const observedDiagnosis = (item: XmlElement, kind: string): Diagnosis | undefined => {
  const ns = item.namespace;
  const observation = child(item, ns, 'Observation');
  if (observation === undefined) return undefined;
  const main = kind === 'H';
  const said = runningTextIn(observation, 'Description') ?? textIn(observation, ns, 'Comment');
  const coded = conceptOf(child(observation, ns, 'CodedDescr'), main);
  return coded ?? (said === undefined ? undefined : { text: said, main });
};

/** A diagnosis of the stay among the coded comments (HIS 80226:2014), where the procedures stand too. */
const commentedDiagnosis = (element: XmlElement, first: boolean): Diagnosis | undefined => {
  const diagnosis = conceptOf(element, first);
  const system = diagnosis?.code?.s;
  return system === undefined || diagnosisSystem.test(system) ? diagnosis : undefined;
};

const found = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one]);

interface Reading {
  readonly ns: string;
  readonly shape: BasisShape;
  readonly draft: Draft;
}

/** The lists that an element adds to; `first` tells whether a referral's diagnosis comes first. */
const readListed = (element: XmlElement, first: boolean, { ns, shape, draft }: Reading): void => {
  switch (element.name) {
    case 'InfItem': {
      const kind = valueIn(element, ns, 'Type') ?? '';
      if (kind === medicine) draft.medications.push(...found(medicationOf(element, shape)));
      if (diagnosisKinds.includes(kind)) draft.diagnoses.push(...found(observedDiagnosis(element, kind)));
      break;
    }
    case 'CodedComment':
      draft.diagnoses.push(...found(commentedDiagnosis(element, draft.diagnoses.length === 0)));
      break;
    case 'Diagnosis':
      draft.diagnoses.push(...found(conceptOf(element, first)));
      break;
    default:
  }
};

const walk = (element: XmlElement, reading: Reading): void => {
  const { ns, draft } = reading;
  // What a referral was for (ServRprt/ServReq) is no diagnosis of the stay.
  const countsHere = element.name !== 'ServReq' || parent(element)?.name !== 'ServRprt';
  // The first of a referral is the main one.
  let first = true;
  for (const each of elements(element)) {
    const { name } = each;
    // Of XHTML and other parts only the text counts, and that stands in an element of ours.
    if (each.namespace !== ns && name !== 'Merknad') {
      walk(each, reading);
      continue;
    }
    const block = headed.has(name) ? headedText(each) : undefined;
    if (block !== undefined) {
      draft.texts.push(block);
      continue;
    }
    if (name !== 'Diagnosis' || countsHere) readListed(each, first, reading);
    if (name === 'Diagnosis') first = false;
    const said = textFields.has(name) ? runningText(each) : '';
    if (said.trim() === '') walk(each, reading);
    else draft.texts.push({ text: said, element: each });
  }
};

/** Reads what an epikrise or a henvisning says of the patient, in one walk. */
export const basisClinical =
  (shape: BasisShape) =>
  (payload: XmlElement): Clinical => {
    const draft: Draft = { texts: [], medications: [], appointments: [], diagnoses: [] };
    walk(payload, { ns: payload.namespace, shape, draft });
    return draft;
  };
