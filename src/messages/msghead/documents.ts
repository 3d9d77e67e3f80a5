import type { DocumentRef } from '../../domain/message.ts';
import { child, elements, text, type XmlElement } from '../../xml/dom.ts';
import { base64ContainerNamespace } from '../namespaces.ts';
import { present, textIn, valueIn } from '../values.ts';

/** Media types of pictures as attachments: image/jpg is no registered one, yet what many senders write. */
export const pictures: readonly string[] = ['image/jpeg', 'image/jpg', 'image/png'];

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Characters but blanks: base64 is often broken into lines. */
const lengthWithoutBlanks = (value: string): number => {
  let length = 0;
  for (let at = 0; at < value.length; at += 1) if (!isBlank(value.charCodeAt(at))) length += 1;
  return length;
};

/** First element in RefDoc/Content. */
export const contentRoot = (refDoc: XmlElement, namespace: string): XmlElement | undefined => {
  const content = child(refDoc, namespace, 'Content');
  return content && elements(content)[0];
};

/** True for an attachment's wrapping (HIS 1036:2011). */
export const isBase64Container = (element: XmlElement): boolean =>
  element.namespace === base64ContainerNamespace && element.name === 'Base64Container';

/**
 * Describes a RefDoc, whose form is the same in MsgHead and in the HCP messages (HIS 1036:2011); `namespace` is
 * that of the message it stands in.
 */
export const readRefDoc = (refDoc: XmlElement, namespace: string): DocumentRef => {
  const root = contentRoot(refDoc, namespace);
  const isBase64 = root !== undefined && isBase64Container(root);
  const isReference = textIn(refDoc, namespace, 'FileReference') !== undefined;
  const empty = isReference ? 'reference' : 'empty';
  return present<DocumentRef>({
    msgType: valueIn(refDoc, namespace, 'MsgType') ?? '',
    mimeType: textIn(refDoc, namespace, 'MimeType')?.trim(),
    description: textIn(refDoc, namespace, 'Description'),
    id: textIn(refDoc, namespace, 'Id'),
    content: root === undefined ? empty : isBase64 ? 'base64' : 'xml',
    base64Length: isBase64 ? lengthWithoutBlanks(text(root)) : undefined,
    root: root && { namespace: root.namespace, name: root.name },
  });
};
