import { child, type XmlElement } from '../../xml/dom.ts';
import { valueIn } from '../values.ts';

/** Øyeblikkelig hjelp, in 8304 (1.x) as in 8306 (2.0). */
const emergency = '0';

/** True when ReqServ/Priority says that help is needed at once; `body` holds ReqServ. */
export const isEmergency = (body: XmlElement): boolean =>
  valueIn(child(body, body.namespace, 'ReqServ'), body.namespace, 'Priority') === emergency;
