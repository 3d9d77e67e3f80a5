import type { AppRecVersion } from '../../domain/app-rec.ts';
import { attr, child, children, elements, text, type XmlElement } from '../../xml/dom.ts';
import { pictures } from '../msghead/documents.ts';
import { felleskomponentNamespace, msgHeadNamespace } from '../namespaces.ts';
import type { Clinical, Content, ContentCode, MessageFunction, MessageType, TextBlock } from '../types.ts';
import { contentCodeOf, present, textIn } from '../values.ts';

/** Ids of the questions that are repeated in the answer (HIS 80603:2006). */
const questionIds = (payload: XmlElement): readonly string[] =>
  children(payload, payload.namespace, 'Notat').flatMap(
    (note) =>
      textIn(child(note, payload.namespace, 'Foresporsel'), payload.namespace, 'DokIdForesp')?.trim() ?? [],
  );

const themeLists = ['9148', '9155'] as const;

/** 9148 and 9155 share their codes: where S is left out, the function or the display name tells which it is. */
const isOfList = (
  list: (typeof themeLists)[number],
  theme: XmlElement,
  code: string | undefined,
): boolean => {
  if (attr(theme, 'S')?.trim()) return true;
  return list === '9148'
    ? code === 'DIALOG_STATUS_HENVISNING'
    : attr(theme, 'DN')?.trim().startsWith('Tilbakemelding på mottak') === true;
};

/** What a note is about, where the gateway acts on that: status of a referral, or the reply to readiness. */
const themesIn = (payload: XmlElement, code: string | undefined): readonly ContentCode[] =>
  children(payload, payload.namespace, 'Notat').flatMap((note) => {
    const theme = child(note, payload.namespace, 'TemaKodet');
    if (theme === undefined) return [];
    return themeLists.flatMap((list) => (isOfList(list, theme, code) ? contentCodeOf(theme, list) : []));
  });

const read = (payload: XmlElement, code?: string): Content => {
  const answers = questionIds(payload);
  const codes = themesIn(payload, code);
  const { namespace } = payload;
  return present<Content>({
    serviceStatus: undefined,
    // What an answer repeats is the question's own id (HISD 80903).
    documentId: textIn(child(payload, namespace, 'Foresporsel'), namespace, 'DokIdForesp')?.trim(),
    appRecId: undefined,
    events: [],
    emergency: undefined,
    answers: answers.length > 0 ? answers : undefined,
    codes: codes.length > 0 ? codes : undefined,
    died: undefined,
  });
};

const textFields: ReadonlySet<string> = new Set([
  'TekstNotatInnhold',
  'Merknad',
  'Sporsmal',
  'EmneSporsmal',
  'Begrunnelse',
  'Tema',
]);

const textsIn = (element: XmlElement): TextBlock[] =>
  elements(element).flatMap((each) => {
    if (!textFields.has(each.name)) return textsIn(each);
    const said = text(each);
    return said.trim() === '' ? [] : [{ text: said, element: each }];
  });

const readClinical = (payload: XmlElement): Clinical => ({
  texts: textsIn(payload),
  medications: [],
  appointments: [],
  diagnoses: [],
});

const functions10: readonly MessageFunction[] = [
  { code: 'DIALOG_FORESPORSEL', name: 'Forespørsel', element: 'Foresporsel' },
  { code: 'DIALOG_SVAR', name: 'Svar på forespørsel', element: 'Notat' },
  { code: 'DIALOG_NOTAT', name: 'Notat', element: 'Notat' },
  { code: 'DIALOG_AVVIK', name: 'Tilbakemelding om feil i mottatt melding', element: 'Notat' },
];

const functions11: readonly MessageFunction[] = [
  {
    code: 'DIALOG_HELSEFAGLIG',
    name: 'Helsefaglig dialog',
    element: 'Notat',
    attachments: ['application/pdf', ...pictures],
  },
  {
    code: 'DIALOG_STATUS_HENVISNING',
    name: 'Status på henvisning',
    element: 'Notat',
    attachments: ['application/pdf'],
  },
  {
    code: 'DIALOG_TIL_ARKIVERING',
    name: 'Til arkivering i pasientens journal',
    element: 'Notat',
    attachments: ['application/pdf', ...pictures],
  },
];

/** An empty Dialogmelding is schema-valid, so only what stands there tells that it is something else. */
const carries = (functions: readonly MessageFunction[]) => (payload: XmlElement, code: string) => {
  const known = functions.find((each) => each.code === code);
  const other = known?.element === 'Notat' ? 'Foresporsel' : 'Notat';
  return known !== undefined && child(payload, payload.namespace, other) === undefined;
};

const dialogue = (
  version: string,
  namespace: string,
  appRec: AppRecVersion,
  functions: readonly MessageFunction[],
): MessageType => ({
  key: `dialogmelding-${version}`,
  name: 'dialogmelding',
  version,
  standard: 'dialogmelding',
  family: 'msghead',
  root: { namespace, name: 'Dialogmelding' },
  functions,
  appRec,
  patient: 'required',
  copies: true,
  prefixes: { mh: msgHeadNamespace, fk1: felleskomponentNamespace },
  carries: carries(functions),
  read,
  readClinical,
});

/** Dialogue messages (HIS 80603:2006, HIS 80603:2017); they are linked by ConversationRef (HITS 1218:2019). */
export const dialogmelding: readonly MessageType[] = [
  dialogue('1.0', 'http://www.kith.no/xmlstds/dialog/2006-10-11', '1.0', functions10),
  dialogue('1.1', 'http://www.kith.no/xmlstds/dialog/2013-01-23', '1.1', functions11),
];
