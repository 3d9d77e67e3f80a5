import { child, children, type XmlElement } from '../../xml/dom.ts';
import { felleskomponentNamespace, msgHeadNamespace } from '../namespaces.ts';
import type { Content, MessageType } from '../types.ts';
import { present, textIn } from '../values.ts';

const namespace = 'http://www.kith.no/xmlstds/dialog/2006-10-11';

/** Ids of the questions that are repeated in the answer (HIS 80603:2006). */
const questionIds = (payload: XmlElement): readonly string[] =>
  children(payload, namespace, 'Notat').flatMap(
    (note) => textIn(child(note, namespace, 'Foresporsel'), namespace, 'DokIdForesp')?.trim() ?? [],
  );

const read = (payload: XmlElement): Content => {
  const answers = questionIds(payload);
  return present<Content>({
    serviceStatus: undefined,
    documentId: undefined,
    appRecId: undefined,
    events: [],
    emergency: undefined,
    answers: answers.length > 0 ? answers : undefined,
  });
};

/** Dialogue messages 1.0 (HIS 80603:2006); they are linked by ConversationRef (HITS 1218:2019). */
export const dialogmelding10: MessageType = {
  key: 'dialogmelding-1.0',
  version: '1.0',
  family: 'msghead',
  root: { namespace, name: 'Dialogmelding' },
  functions: [{ code: 'DIALOG_NOTAT', name: 'Notat', element: 'Notat' }],
  appRec: '1.0',
  patient: 'required',
  copies: true,
  prefixes: { mh: msgHeadNamespace, dia: namespace, fk1: felleskomponentNamespace },
  // An empty Dialogmelding is schema-valid, so only a question tells that it is no note.
  carries: (payload, code) =>
    code === 'DIALOG_NOTAT' && child(payload, namespace, 'Foresporsel') === undefined,
  read,
};
