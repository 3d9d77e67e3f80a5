import type { Address, Party, PartyUnit, Receiver } from '../../domain/message.ts';
import { child, children, type XmlElement } from '../../xml/dom.ts';
import { felleskomponentNamespace, msgHeadNamespace as mh } from '../namespaces.ts';
import { codedIn, identsIn, noEnterprise, partyUnit, present, textIn, valueIn } from '../values.ts';

/** Two-level addressing in MsgHead (HIS 1153-2 AD2.5 to AD2.8, HITS 1168:2016 §11.2). */

const organisation = (element: XmlElement): PartyUnit =>
  partyUnit('organisation', textIn(element, mh, 'OrganisationName'), identsIn(element, mh));

/** A HealthcareProfessional, Person or Patient; `namespace` is that of its children. */
const person = (element: XmlElement, namespace: string): PartyUnit => {
  const names = ['GivenName', 'MiddleName', 'FamilyName'].flatMap(
    (part) => textIn(element, namespace, part)?.trim() ?? [],
  );
  return partyUnit('person', names.join(' '), identsIn(element, namespace));
};

/** The service, or else the GP. A HealthcareProfessional beside or inside a service is a signer, no address. */
const level2 = (enterprise: XmlElement): XmlElement | undefined =>
  child(enterprise, mh, 'Organisation') ?? child(enterprise, mh, 'HealthcareProfessional');

const address = (element: XmlElement): Address | undefined => {
  const found = child(element, mh, 'Address');
  if (found === undefined) return undefined;
  const teleAddress = children(element, mh, 'TeleCom').flatMap(
    (tele) => valueIn(tele, mh, 'TeleAddress') ?? [],
  );
  return present<Address>({
    type: codedIn(found, mh, 'Type'),
    streetAdr: textIn(found, mh, 'StreetAdr'),
    postalCode: textIn(found, mh, 'PostalCode'),
    city: textIn(found, mh, 'City'),
    county: codedIn(found, mh, 'County'),
    country: codedIn(found, mh, 'Country'),
    cityDistr: undefined,
    teleAddress: teleAddress.length > 0 ? teleAddress : undefined,
  });
};

const organisationParty = (enterprise: XmlElement): Party => {
  const inner = level2(enterprise);
  const isService = inner?.name === 'Organisation';
  return present<Party>({
    enterprise: organisation(enterprise),
    unit: inner && (isService ? organisation(inner) : person(inner, mh)),
    roleCode: undefined,
    specialty: undefined,
    address: address(enterprise) ?? (inner && address(inner)),
  });
};

/** Sender or Receiver; undefined when it names no organisation. */
export const readParty = (element: XmlElement | undefined): Party | undefined => {
  const enterprise = element && child(element, mh, 'Organisation');
  return enterprise && organisationParty(enterprise);
};

/** Code of 8235 for what goes by letter: such a copy is told of here, not addressed. */
const byLetter = 'PST';

const copyReceiver = (element: XmlElement): Receiver | undefined => {
  if (valueIn(element, mh, 'RoleReceiver') !== 'COP') return undefined;
  if (valueIn(element, mh, 'ComMethod') === byLetter) return undefined;
  const party = readParty(element);
  if (party !== undefined) return { ...party, role: 'copy' };
  const bare =
    child(element, mh, 'HealthcareProfessional') ??
    child(element, mh, 'Person') ??
    child(element, mh, 'Patient');
  // Person is an element of MsgHead whose parts are fk1's.
  const parts = bare?.name === 'Person' ? felleskomponentNamespace : mh;
  return bare && { enterprise: noEnterprise, unit: person(bare, parts), role: 'copy' };
};

/**
 * The primary receiver, if readable, and then the copy receivers (RoleReceiver COP of 8112). OtherReceiver with
 * another role informs only: OR is the first receiver of a forwarded message (HIS 80601:2006).
 */
export const readReceivers = (msgInfo: XmlElement): Receiver[] => {
  const primary = readParty(child(msgInfo, mh, 'Receiver'));
  const copies = children(msgInfo, mh, 'OtherReceiver').flatMap((other) => copyReceiver(other) ?? []);
  return primary === undefined ? copies : [{ ...primary, role: 'primary' }, ...copies];
};
