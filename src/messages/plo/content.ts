import type { ServiceStatus } from '../../domain/message.ts';
import { child, children, text, type XmlElement } from '../../xml/dom.ts';
import type { ContentCode, ContentEvent } from '../types.ts';
import { contentCodeOf, present, serviceStatusOf, textIn, valueIn } from '../values.ts';

/** What the PLO messages have in common (HIS 80704:2014); `po` is the component namespace of their version. */

/** What stands first in every payload: in 2.0 it has an element of its own. */
const administrative = (payload: XmlElement, po: string): XmlElement =>
  child(payload, po, 'FellesAdministrativeOpplysninger') ?? payload;

interface Sending {
  readonly serviceStatus?: ServiceStatus;
  readonly answers?: readonly string[];
}

/** InformasjonOmForsendelsen: its status (7309), and the question that it answers. */
export const ploSending = (payload: XmlElement, po: string): Sending => {
  const sending = child(administrative(payload, po), po, 'InformasjonOmForsendelsen');
  const question = sending && child(sending, po, 'Foresporsel');
  const id = textIn(question, po, 'RefDokIdForesp')?.trim();
  return present<Sending>({
    serviceStatus: serviceStatusOf(valueIn(sending, po, 'Forsendelsesstatus')),
    answers: id === undefined ? undefined : [id],
  });
};

const isTrue = (element: XmlElement | undefined): boolean =>
  element !== undefined && ['true', '1'].includes(text(element).trim());

/** TS has its value in V; 2.0 writes a dateTime as text. */
const timeOf = (event: XmlElement, po: string): string | undefined =>
  valueIn(event, po, 'TidspunktForHendelse') ?? textIn(event, po, 'TidspunktForHendelse')?.trim();

/**
 * Every TidsfestetHendelse of an element that has a time and a code of 9121. One that stands alone needs no code:
 * it is then what its wrapper is about, `aloneMeans`.
 */
export const datedEvents = (wrapper: XmlElement, po: string, aloneMeans?: string): ContentEvent[] => {
  const events = children(wrapper, po, 'TidsfestetHendelse');
  return events.flatMap((event) => {
    const code = valueIn(event, po, 'Hendelsekode') ?? (events.length === 1 ? aloneMeans : undefined);
    const at = timeOf(event, po);
    if (code === undefined || at === undefined) return [];
    return [{ code, at, estimated: isTrue(child(event, po, 'Anslag')) }];
  });
};

/** Type of content of health information: 1 early warning, 2 update (9140). Version 1.5 has none. */
export const healthInformationType = (payload: XmlElement, po: string): readonly ContentCode[] =>
  contentCodeOf(typeElement(payload, po, 'TypeInnholdIMelding', 'TypeInnhold'), '9140');

/** What health information wants of the doctor: 2 nothing, 3 an assessment (9137). */
export const consultationType = (payload: XmlElement, po: string): readonly ContentCode[] =>
  contentCodeOf(typeElement(payload, po, 'InnholdKonsultasjon', 'TypeInnholdKonsultasjon'), '9137');

const typeElement = (
  payload: XmlElement,
  po: string,
  wrapper: string,
  name: string,
): XmlElement | undefined => {
  const found = child(payload, po, wrapper);
  return found && child(found, po, name);
};

/** Reader of the events that stand in the children of that name. */
export const eventsIn =
  (name: string) =>
  (payload: XmlElement, po: string): ContentEvent[] =>
    children(payload, po, name).flatMap((each) => datedEvents(each, po));

/** Events of the stay that a report is about. */
export const stayEvents = eventsIn('OpplysningOpphold');
