import type { Coded } from '../../domain/message.ts';
import { element, type XmlElementValue } from '../../xml/build.ts';
import type { Person, Place, Scenario } from '../cast.ts';
import { coded } from './msghead.ts';

/** Parts that the PLO 1.6 messages have in common (HIS 80704:2014). */

/** Prefixes of a PLO payload; the payload's own namespace is the default one. */
export const ploNamespaces = (payload: string): Readonly<Record<string, string>> => ({
  xmlns: `http://www.kith.no/xmlstds/po/${payload}/2012-04-01`,
  'xmlns:po': 'http://www.kith.no/xmlstds/po/poKomponent/2012-04-01',
  'xmlns:fk1': 'http://www.kith.no/xmlstds/felleskomponent1',
});

const profession = { LE: 'Lege', SP: 'Sykepleier' } as const;

const phone = (address: string | undefined, type: 'WP' | 'MC'): XmlElementValue | undefined =>
  address === undefined
    ? undefined
    : element(
        'fk1:TeleCom',
        {},
        coded('fk1:TypeTelecom', type, type === 'WP' ? 'Arbeidsplass' : 'Mobiltelefon'),
        element('fk1:TeleAddress', { V: address }),
      );

const ident = (id: string, type: 'HER' | 'HPR'): XmlElementValue =>
  element(
    'fk1:Ident',
    {},
    element('fk1:Id', {}, id),
    type === 'HER'
      ? coded('fk1:TypeId', 'HER', 'Identifikator fra Helsetjenesteenhetsregisteret', 9051)
      : coded('fk1:TypeId', 'HPR', 'HPR-nummer', 8116),
  );

/** Status N: a new message (7309). */
const newMessage = element('po:InformasjonOmForsendelsen', {}, coded('po:Forsendelsesstatus', 'N', 'Ny'));

const unit = (place: Place): XmlElementValue =>
  element(
    'po:TilknyttetEnhet',
    {},
    element(
      'po:Kontaktenhet',
      {},
      element('fk1:OrganisationName', {}, place.name),
      ident(String(place.herId), 'HER'),
      phone(place.phone, 'WP'),
    ),
  );

const nextOfKin = (daughter: Person): XmlElementValue =>
  element(
    'po:ParorendeForesatt',
    {},
    coded('po:Slektskap', 'DA', 'Datter'),
    element(
      'po:Referanseperson',
      {},
      element('fk1:FamilyName', {}, daughter.familyName),
      element('fk1:GivenName', {}, daughter.givenName),
      phone(daughter.phone, 'MC'),
    ),
  );

/** What every message of the play begins with: new, lives alone, next of kin, and whom on the ward to call. */
export const opening = ({ ward, daughter }: Scenario): readonly XmlElementValue[] => [
  newMessage,
  element('po:TilleggsopplysningPasient', {}, element('po:BorAlene', {}, 'true')),
  nextOfKin(daughter),
  unit(ward),
];

/** Who answers for the message, with profession and role to the patient (9034). */
export const responsible = (
  person: Person,
  profile: { readonly profession: keyof typeof profession; readonly role: Coded },
): XmlElementValue =>
  element(
    'po:AnsvarForRapport',
    {},
    element(
      'po:AnsvarligRapport',
      {},
      coded('fk1:TypeHealthcareProfessional', profile.profession, profession[profile.profession]),
      coded('fk1:RoleToPatient', profile.role.v, profile.role.dn ?? '', 9034),
      element('fk1:FamilyName', {}, person.familyName),
      element('fk1:GivenName', {}, person.givenName),
      person.hprNumber === undefined ? undefined : ident(person.hprNumber, 'HPR'),
      phone(person.phone, 'WP'),
    ),
  );

const events = {
  1: 'Pasient innlagt',
  2: 'Pasient utskrevet',
  3: 'Pasient utskrivningsklar',
} as const;

/** An event of code system 9121 at a time (xs:dateTime) or on a day (xs:date). */
export const event = (code: keyof typeof events, at: string, remark?: string): XmlElementValue =>
  element(
    'po:TidsfestetHendelse',
    {},
    coded('po:Hendelsekode', String(code), events[code], 9121),
    element('po:TidspunktForHendelse', { V: at }),
    element('po:Anslag', {}, 'false'),
    remark === undefined ? undefined : element('po:Merknad', {}, remark),
  );
