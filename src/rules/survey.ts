import { attr, elements, text, type XmlDocument, type XmlElement } from '../xml/dom.ts';

/** Elements whose values are formed wrongly, in document order. */
interface Survey {
  /** In the payload: neither content nor coded value. */
  readonly empty: readonly XmlElement[];
  /** A CS or CV with neither V nor OT. */
  readonly withoutCode: readonly XmlElement[];
  /** S is no OID. */
  readonly oddSystem: readonly XmlElement[];
  /** V of a named system without DN. */
  readonly withoutName: readonly XmlElement[];
  /** OT in place of V. */
  readonly textForCode: readonly XmlElement[];
  readonly trailingBlank: readonly XmlElement[];
  /** V without S: right for a CS, TS, PQ or URL, wrong for a CV; only the element's name tells. */
  readonly withoutSystem: readonly XmlElement[];
}

type Draft = { -readonly [K in keyof Survey]: XmlElement[] };

/** Each part begins with a digit and ends at a dot: unlike the XSD's own pattern it cannot backtrack. */
const oid = /^\d+(\.\d+)*$/;
const blankEnd = /[ \t\n\r]$/;
const xhtml = 'http://www.w3.org/1999/xhtml';
/** Attachments: megabytes of text that hold no values. */
const base64Container = 'http://www.kith.no/xmlstds/base64container';

const filled = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';

const lookAtValue = (element: XmlElement, values: readonly (string | undefined)[], draft: Draft): void => {
  const [v, s, dn, ot] = values;
  const hasCode = filled(v);
  const hasSystem = filled(s);
  if (!hasCode && !filled(ot)) draft.withoutCode.push(element);
  if (!hasCode && filled(ot)) draft.textForCode.push(element);
  if (hasCode && !hasSystem) draft.withoutSystem.push(element);
  if (hasCode && hasSystem && !filled(dn)) draft.withoutName.push(element);
  if (s !== undefined && !oid.test(s.trim())) draft.oddSystem.push(element);
  if (values.some((value) => value !== undefined && blankEnd.test(value))) draft.trailingBlank.push(element);
};

const walk = (element: XmlElement, payload: number, inPayload: boolean, draft: Draft): void => {
  const { namespace } = element;
  if (namespace === xhtml || namespace === base64Container) return;
  const within = inPayload || element.pointer === payload;
  const values = [attr(element, 'V'), attr(element, 'S'), attr(element, 'DN'), attr(element, 'OT')];
  const isValue = values.some((value) => value !== undefined);
  if (isValue) lookAtValue(element, values, draft);
  const below = elements(element);
  if (within && !isValue && below.length === 0 && text(element) === '') draft.empty.push(element);
  for (const each of below) walk(each, payload, within, draft);
};

const surveys = new WeakMap<XmlDocument, Survey>();

/**
 * Looks at the form of every value of a document in one walk, which is some ten times cheaper than an XPath for each
 * rule that needs it. The answer is kept for as long as the document is.
 */
export const survey = (payload: XmlElement): Survey => {
  const { document } = payload;
  const known = surveys.get(document);
  if (known !== undefined) return known;
  const draft: Draft = {
    empty: [],
    withoutCode: [],
    oddSystem: [],
    withoutName: [],
    textForCode: [],
    trailingBlank: [],
    withoutSystem: [],
  };
  walk(document.root, payload.pointer, false, draft);
  surveys.set(document, draft);
  return draft;
};
