import { elements, type XmlElement } from '../xml/dom.ts';

/** An element with V, S, DN or OT, and what stands in them. */
export interface Value {
  readonly element: XmlElement;
  readonly inPayload: boolean;
  readonly v: string | undefined;
  readonly s: string | undefined;
  readonly dn: string | undefined;
  readonly ot: string | undefined;
}

/** The values of a document, and the elements where one is formed wrongly, in document order. */
interface Survey {
  readonly values: readonly Value[];
  /** In the payload: neither content nor value. */
  readonly empty: readonly XmlElement[];
  /** The same of MsgHead outside its documents' content. */
  readonly emptyInHead: readonly XmlElement[];
  /** A CS or CV with neither V nor OT. */
  readonly withoutCode: readonly XmlElement[];
  /** S is no OID. */
  readonly oddSystem: readonly XmlElement[];
  /** OT in place of V. */
  readonly textForCode: readonly XmlElement[];
  readonly trailingBlank: readonly XmlElement[];
  /** A TeleAddress that is no URL of a telephone, fax or mailbox. */
  readonly oddTelephone: readonly XmlElement[];
}

type Draft = { [K in keyof Survey]: Survey[K][number][] };

/** Each part begins with a digit and ends at a dot: unlike the XSD's own pattern it cannot backtrack. */
const oid = /^\d+(\.\d+)*$/;
const telephone = /^(?:(?:tel|fax):\S*\d\S*|mailto:\S+@\S+)$/i;
const msgHead = 'http://www.kith.no/xmlstds/msghead/2006-05-24';
const xhtml = 'http://www.w3.org/1999/xhtml';
/** Attachments: megabytes of text that hold no values. */
const base64Container = 'http://www.kith.no/xmlstds/base64container';

const filled = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';

const blanks = ' \t\n\r';
const endsBlank = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && blanks.includes(value.charAt(value.length - 1));

const lookAtValue = (value: Value, draft: Draft): void => {
  const { element, v, s, dn, ot } = value;
  draft.values.push(value);
  if (element.name === 'TeleAddress') {
    if (!telephone.test((v ?? '').trim())) draft.oddTelephone.push(element);
  } else if (!filled(v)) (filled(ot) ? draft.textForCode : draft.withoutCode).push(element);
  if (s !== undefined && !oid.test(s.trim())) draft.oddSystem.push(element);
  if (endsBlank(v) || endsBlank(s) || endsBlank(dn) || endsBlank(ot)) draft.trailingBlank.push(element);
};

const valueIn = (element: XmlElement, inPayload: boolean): Value | undefined => {
  let [v, s, dn, ot]: (string | undefined)[] = [];
  for (const { qname, value } of element.attributes) {
    if (qname.namespace !== '') continue;
    if (qname.name === 'V') v = value;
    else if (qname.name === 'S') s = value;
    else if (qname.name === 'DN') dn = value;
    else if (qname.name === 'OT') ot = value;
  }
  if (v === undefined && s === undefined && dn === undefined && ot === undefined) return undefined;
  return { element, inPayload, v, s, dn, ot };
};

/** Nothing in it: no child, no text, no attribute but the unit of a quantity that is not there. */
const isEmpty = (element: XmlElement): boolean =>
  elements(element).length === 0 && element.attributes.every(({ name }) => name === 'U') && !element.hasText;

const walk = (element: XmlElement, payload: number, inPayload: boolean, draft: Draft): void => {
  const { namespace } = element;
  if (namespace === xhtml || namespace === base64Container) return;
  const within = inPayload || element.pointer === payload;
  const value = valueIn(element, within);
  if (value !== undefined) lookAtValue(value, draft);
  if (value === undefined && isEmpty(element)) {
    if (within) draft.empty.push(element);
    else if (namespace === msgHead) draft.emptyInHead.push(element);
  }
  for (const each of elements(element)) walk(each, payload, within, draft);
};

/**
 * Looks at the form of every value of a document in one walk, which is some ten times cheaper than an XPath for each
 * rule that needs it. The answer is kept for as long as the document is.
 */
export const survey = (payload: XmlElement): Survey =>
  payload.document.once(survey, () => {
    const draft: Draft = {
      values: [],
      empty: [],
      emptyInHead: [],
      withoutCode: [],
      oddSystem: [],
      textForCode: [],
      trailingBlank: [],
      oddTelephone: [],
    };
    walk(payload.document.root, payload.pointer, false, draft);
    return draft;
  });
