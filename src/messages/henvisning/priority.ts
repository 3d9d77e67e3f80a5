import { child, type XmlElement } from '../../xml/dom.ts';
import type { ContentCode } from '../types.ts';
import { contentCodeOf, valueAt } from '../values.ts';

/** Øyeblikkelig hjelp, in 8304 (1.x) as in 8306 (2.0). */
const emergency = '0';

const priorityIn = (body: XmlElement): XmlElement | undefined => {
  const request = child(body, body.namespace, 'ReqServ');
  return request && child(request, body.namespace, 'Priority');
};

/** How soon help is needed, by 8304 (1.x) or 8306 (2.0); `body` holds ReqServ. */
export const urgencyIn = (
  body: XmlElement,
  list: '8304' | '8306',
): { readonly codes?: readonly ContentCode[] } => {
  const codes = contentCodeOf(priorityIn(body), list);
  return codes.length > 0 ? { codes } : {};
};

/** True when ReqServ/Priority says that help is needed at once; `body` holds ReqServ. */
export const isEmergency = (body: XmlElement): boolean => valueAt(priorityIn(body)) === emergency;
