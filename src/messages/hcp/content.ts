import type { AppRecVersion } from '../../domain/app-rec.ts';
import { child, children, type XmlElement } from '../../xml/dom.ts';
import type { Content } from '../types.ts';
import { present, serviceStatusOf, textIn, valueIn } from '../values.ts';
import type { HcpShape } from './envelope.ts';

/**
 * What every message without hodemelding says that the gateway acts on; `more` reads what its type adds, from the
 * body. A report repeats the referrals or requests that it answers.
 */
export const readHcpContent =
  (
    shape: Pick<HcpShape, 'body' | 'documentId'>,
    appRec: AppRecVersion,
    more: (body: XmlElement) => Partial<Content> = () => ({}),
  ) =>
  (message: XmlElement): Content => {
    const { namespace } = message;
    const body = child(message, namespace, shape.body);
    if (body === undefined) return { events: [] };
    const documentId = textIn(body, namespace, shape.documentId)?.trim();
    const answers = children(body, namespace, 'ServReq').flatMap(
      (asked) => textIn(asked, namespace, 'Id')?.trim() ?? [],
    );
    return present<Content>({
      serviceStatus: serviceStatusOf(valueIn(body, namespace, 'ServType')),
      documentId,
      // AppRec 1.1 answers by MsgId alone.
      appRecId: appRec === '1.0' ? documentId : undefined,
      events: [],
      emergency: undefined,
      answers: answers.length > 0 ? answers : undefined,
      codes: undefined,
      died: undefined,
      ...more(body),
    });
  };
