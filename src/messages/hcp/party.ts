import type { Address, Ident, Party, PartyUnit } from '../../domain/message.ts';
import { child, children, type XmlElement } from '../../xml/dom.ts';
import { codedIn, identOf, noEnterprise, partyUnit, present, textIn, valueAt } from '../values.ts';

/**
 * The HCP structure of the messages without hodemelding: epikrise, henvisning 1.x, rekvisisjon and svarrapport.
 * They differ in namespace, in the order within Inst, and in MedSpecialty or MedSpeciality; reading by name sees
 * no difference.
 */

const ids = (element: XmlElement, namespace: string): readonly Ident[] =>
  [
    identOf(textIn(element, namespace, 'Id'), child(element, namespace, 'TypeId')),
    ...children(element, namespace, 'AdditionalId').map((additional) =>
      identOf(textIn(additional, namespace, 'Id'), child(additional, namespace, 'Type')),
    ),
  ].flatMap((ident) => ident ?? []);

const unitOf = (element: XmlElement, namespace: string, kind: PartyUnit['kind']): PartyUnit => {
  // Inst/Type of older versions is no type of a unit, and AppRec has no place for it.
  const type = element.name === 'Inst' ? undefined : codedIn(element, namespace, 'Type');
  return partyUnit(kind, textIn(element, namespace, 'Name'), ids(element, namespace), type);
};

/** Whose turn it is: Dept or HCPerson, whichever has a HER-id, else the first, as older senders name a clinician beside the department. */
const level2 = (inst: XmlElement, namespace: string): Pick<Party, 'unit' | 'beside'> => {
  const units = [
    ...children(inst, namespace, 'Dept').map((dept) => unitOf(dept, namespace, 'organisation')),
    ...children(inst, namespace, 'HCPerson').map((person) => unitOf(person, namespace, 'person')),
  ];
  const unit = units.find(({ herId }) => herId !== undefined) ?? units[0];
  const beside = units.filter((other) => other !== unit);
  return { ...(unit !== undefined && { unit }), ...(beside.length > 0 && { beside }) };
};

/** HCP/Address with its phone numbers and the like. */
export const readHcpAddress = (hcp: XmlElement, namespace: string): Address | undefined => {
  const element = child(hcp, namespace, 'Address');
  if (element === undefined) return undefined;
  const teleAddress = children(element, namespace, 'TeleAddress').flatMap((tele) => valueAt(tele) ?? []);
  return present<Address>({
    type: codedIn(element, namespace, 'Type'),
    streetAdr: textIn(element, namespace, 'StreetAdr'),
    postalCode: textIn(element, namespace, 'PostalCode'),
    city: textIn(element, namespace, 'City'),
    county: codedIn(element, namespace, 'County'),
    country: codedIn(element, namespace, 'Country'),
    cityDistr: codedIn(element, namespace, 'CityDistr'),
    teleAddress: teleAddress.length > 0 ? teleAddress : undefined,
  });
};

/** ServProvider, Requester or CopyDest as a party (HIS 1153-2 AD2.9 to AD2.11); undefined without Inst and HCProf. */
export const readHcpParty = (element: XmlElement | undefined, namespace: string): Party | undefined => {
  const hcp = element && child(element, namespace, 'HCP');
  if (element === undefined || hcp === undefined) return undefined;
  const inst = child(hcp, namespace, 'Inst');
  const professional = child(hcp, namespace, 'HCProf');
  if (inst === undefined && professional === undefined) return undefined;
  const { unit, beside } =
    inst === undefined
      ? { unit: professional && unitOf(professional, namespace, 'person') }
      : level2(inst, namespace);
  return present<Party>({
    enterprise: inst === undefined ? noEnterprise : unitOf(inst, namespace, 'organisation'),
    unit,
    beside,
    roleCode: codedIn(element, namespace, 'Role'),
    specialty: codedIn(hcp, namespace, 'MedSpecialty') ?? codedIn(hcp, namespace, 'MedSpeciality'),
    address: readHcpAddress(hcp, namespace),
  });
};
