import type { Envelope } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import type { XmlDocument, XmlElement } from '../xml/dom.ts';
import { messageTypes } from './index.ts';
import { msgHeadVersion, readMsgHead } from './msghead/envelope.ts';
import { msgHeadNamespace } from './namespaces.ts';
import type { Content, MessageType } from './types.ts';
import { isKnownByName, shownByName } from './unchecked/functions.ts';
import { otherHeaded, uncheckedTypes } from './unchecked/index.ts';
import { present } from './values.ts';

/** What a document is, as far as it can be told. Elements live no longer than their document. */
export interface Recognised {
  /** Missing when nobody can be answered: root unknown, or envelope unreadable. */
  readonly envelope?: Envelope;
  /** The type whose root the payload is, even when the envelope names another. */
  readonly type?: MessageType;
  /** Payload root: first element of the first document, or the message's own root. */
  readonly payload?: XmlElement;
  /** What the payload says, when its type is known. */
  readonly content?: Content;
  /** Why the document cannot be taken in, if so. */
  readonly fault?: Fault;
}

const rootKey = (namespace: string, name: string): string => `{${namespace}}${name}`;

/** All that a document may turn out to be: what rules are compiled for. */
export const recognisedTypes: readonly MessageType[] = [...messageTypes, ...uncheckedTypes];

const byRoot = new Map(recognisedTypes.map((type) => [rootKey(type.root.namespace, type.root.name), type]));
/** The type that has this root, whether the root stands in a MsgHead or alone. */
export const typeForRoot = (namespace: string, name: string): MessageType | undefined =>
  byRoot.get(rootKey(namespace, name));

/** What a payload of this function is: its root, and the element in it where one root serves several functions. */
const payloadsOf = (code: string): string[] =>
  messageTypes.flatMap(({ root, functions }) =>
    functions
      .filter((known) => known.code === code)
      .map(({ element }) => (element === undefined ? root.name : `${root.name}/${element}`)),
  );

/** The 8279 code as it may be shown: one that no type here has may be anything, so it is `unsupported`. */
export const shownFunction = (code: string): string =>
  payloadsOf(code).length > 0 ? code : (shownByName(code) ?? 'unsupported');

const functionFault = (envelope: Envelope, type: MessageType, payload: XmlElement): Fault | undefined => {
  const code = envelope.type.v;
  if (type.carries(payload, code)) return undefined;
  const expected = payloadsOf(code);
  // A code that no type has may be anything, so it is not repeated.
  if (expected.length === 0) return fault('type-unsupported');
  return fault('payload-mismatch', { type: code, expected: [...new Set(expected)].join(', ') });
};

/** Id and status that stand in the payload belong to the envelope too: both are needed before content is. */
const withContent = (envelope: Envelope, { documentId, serviceStatus }: Content): Envelope => ({
  ...envelope,
  ...(documentId !== undefined && { documentId }),
  ...(serviceStatus !== undefined && { serviceStatus }),
});

const recogniseHeaded = (root: XmlElement): Recognised => {
  const head = readMsgHead(root);
  if (!head.ok) return { fault: head.fault };
  const { envelope, payload } = head.value;
  // An element with a fixed value may be empty: it then has that value.
  const versionFault =
    envelope.migVersion === '' || envelope.migVersion === msgHeadVersion
      ? undefined
      : fault('envelope-version-unknown', { expected: msgHeadVersion });
  const type = payload && typeForRoot(payload.namespace, payload.name);
  const isCarried = payload !== undefined && type?.carries(payload, envelope.type.v) === true;
  // Some of them use a payload of ours in a process of their own, as the dialogues with patients do.
  if (!isCarried && isKnownByName(envelope.type.v)) {
    return present<Recognised>({
      envelope,
      type: otherHeaded,
      payload: payload ?? root,
      content: { events: [] },
      fault: versionFault,
    });
  }
  if (payload === undefined) return { envelope, fault: versionFault ?? fault('payload-missing') };
  if (type === undefined || type.family !== 'msghead') {
    return { envelope, payload, fault: versionFault ?? fault('type-unsupported') };
  }
  const content = type.read(payload, envelope.type.v);
  return present<Recognised>({
    envelope: withContent(envelope, content),
    type,
    payload,
    content,
    fault: versionFault ?? functionFault(envelope, type, payload),
  });
};

/** Hodemelding in a version of its own namespace that we do not know: nobody can be answered, but we can say why. */
const isOtherMsgHead = (root: XmlElement): boolean =>
  root.name === 'MsgHead' && root.namespace.startsWith('http://www.kith.no/xmlstds/msghead/');

/**
 * Tells what a parsed document is: its envelope, its type and its payload, or why not. Works on schema-invalid
 * documents as far as they can be read, and never throws on one.
 * Faults: root-unknown, envelope-version-unknown, envelope-incomplete, envelope-date-invalid, payload-missing,
 * type-unsupported, payload-mismatch (`type`: what the envelope names, `expected`: the payload it stands for).
 */
export const recognise = ({ root }: XmlDocument): Recognised => {
  if (root.namespace === msgHeadNamespace && root.name === 'MsgHead') return recogniseHeaded(root);
  const type = typeForRoot(root.namespace, root.name);
  if (type?.readEnvelope === undefined) {
    return {
      fault: isOtherMsgHead(root)
        ? fault('envelope-version-unknown', { expected: msgHeadVersion })
        : fault('root-unknown'),
    };
  }
  const envelope = type.readEnvelope(root);
  if (!envelope.ok) return { fault: envelope.fault };
  return present<Recognised>({
    envelope: envelope.value,
    type,
    payload: root,
    content: type.read(root),
    fault: functionFault(envelope.value, type, root),
  });
};
