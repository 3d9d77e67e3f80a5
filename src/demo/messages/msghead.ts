import type { Coded } from '../../domain/message.ts';
import { formatOslo } from '../../domain/norwegian-time.ts';
import { buildXml, element, type XmlElementValue } from '../../xml/build.ts';
import type { DemoPatient, Place } from '../cast.ts';

/** Hodemelding 1.2 (HIS 80601:2006) with two-level addresses (HIS 1153-2). */

const oid = '2.16.578.1.12.4.1.1';

/** What tells one sending from another. */
export interface Sending {
  /** New for each message, also for a corrected one. */
  readonly msgId: string;
  readonly generated: Date;
}

/** Which message this one answers (HITS 1218). */
export interface Reference {
  readonly parent: string;
  readonly conversation: string;
}

interface MsgHead extends Sending {
  readonly type: Coded;
  readonly sender: Place;
  readonly receiver: Place;
  readonly patient: DemoPatient;
  readonly answers?: Reference;
  readonly payload: XmlElementValue;
}

/** An element with the attributes of a code: V and DN, and S where the system is given by its number in 2.16.578.1.12.4.1.1. */
export const coded = (name: string, v: string, dn: string, system?: number): XmlElementValue =>
  element(name, { V: v, ...(system !== undefined && { S: `${oid}.${system}` }), DN: dn });

/** The date of an instant in Oslo, YYYY-MM-DD. */
export const osloDate = (instant: Date): string => formatOslo(instant).slice(0, 10);

const ident = (id: string, type: string, system: number, name: string): XmlElementValue =>
  element('Ident', {}, element('Id', {}, id), coded('TypeId', type, name, system));

const herIdent = (place: { readonly herId: number }): XmlElementValue =>
  ident(String(place.herId), 'HER', 9051, 'Identifikator fra Helsetjenesteenhetsregisteret');

const party = (name: 'Sender' | 'Receiver', place: Place): XmlElementValue =>
  element(
    name,
    {},
    element(
      'Organisation',
      {},
      element('OrganisationName', {}, place.enterprise.name),
      herIdent(place.enterprise),
      ident(place.enterprise.orgNumber, 'ENH', 9051, 'Organisasjonsnummeret i Enhetsregisteret'),
      element('Organisation', {}, element('OrganisationName', {}, place.name), herIdent(place)),
    ),
  );

const patientElement = (patient: DemoPatient): XmlElementValue =>
  element(
    'Patient',
    {},
    element('FamilyName', {}, patient.familyName),
    element('GivenName', {}, patient.givenName),
    element('DateOfBirth', {}, patient.dateOfBirth),
    coded('Sex', '2', 'Kvinne'),
    ident(patient.number, 'FNR', 8116, 'Fødselsnummer'),
    element(
      'Address',
      {},
      coded('Type', 'H', 'Bostedsadresse'),
      element('StreetAdr', {}, patient.street),
      element('PostalCode', {}, patient.postalCode),
      element('City', {}, patient.city),
    ),
  );

/** A whole message as bytes: the payload in its envelope. */
export const buildMsgHead = (message: MsgHead): Uint8Array => {
  const { answers } = message;
  return buildXml(
    element(
      'MsgHead',
      { xmlns: 'http://www.kith.no/xmlstds/msghead/2006-05-24' },
      element(
        'MsgInfo',
        {},
        coded('Type', message.type.v, message.type.dn ?? ''),
        element('MIGversion', {}, 'v1.2 2006-05-24'),
        element('GenDate', {}, formatOslo(message.generated)),
        element('MsgId', {}, message.msgId),
        answers &&
          element(
            'ConversationRef',
            {},
            element('RefToParent', {}, answers.parent),
            element('RefToConversation', {}, answers.conversation),
          ),
        party('Sender', message.sender),
        party('Receiver', message.receiver),
        patientElement(message.patient),
      ),
      element(
        'Document',
        {},
        element(
          'RefDoc',
          {},
          coded('MsgType', 'XML', 'XML-instans'),
          element('Content', {}, message.payload),
        ),
      ),
    ),
  );
};
