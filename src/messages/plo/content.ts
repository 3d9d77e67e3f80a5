import type { ServiceStatus } from '../../domain/message.ts';
import { child, children, text, type XmlElement } from '../../xml/dom.ts';
import type { ContentEvent } from '../types.ts';
import { present, serviceStatusOf, valueIn } from '../values.ts';

/** What the PLO messages have in common (HIS 80704:2014); `po` is the component namespace of their version. */

/** InformasjonOmForsendelsen/Forsendelsesstatus (7309). */
export const ploStatus = (payload: XmlElement, po: string): { readonly serviceStatus?: ServiceStatus } => {
  const sending = child(payload, po, 'InformasjonOmForsendelsen');
  return present<{ readonly serviceStatus?: ServiceStatus }>({
    serviceStatus: serviceStatusOf(valueIn(sending, po, 'Forsendelsesstatus')),
  });
};

const isTrue = (element: XmlElement | undefined): boolean =>
  element !== undefined && ['true', '1'].includes(text(element).trim());

/**
 * Every TidsfestetHendelse of an element that has a time and a code of 9121. One that stands alone needs no code:
 * it is then what its wrapper is about, `aloneMeans`.
 */
export const datedEvents = (wrapper: XmlElement, po: string, aloneMeans?: string): ContentEvent[] => {
  const events = children(wrapper, po, 'TidsfestetHendelse');
  return events.flatMap((event) => {
    const code = valueIn(event, po, 'Hendelsekode') ?? (events.length === 1 ? aloneMeans : undefined);
    const at = valueIn(event, po, 'TidspunktForHendelse');
    if (code === undefined || at === undefined) return [];
    return [{ code, at, estimated: isTrue(child(event, po, 'Anslag')) }];
  });
};
