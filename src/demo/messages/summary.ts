import { formatOslo } from '../../domain/norwegian-time.ts';
import { buildXml, element, type XmlElementValue } from '../../xml/build.ts';
import type { Person, Place, Scenario } from '../cast.ts';
import { coded, osloDate, type Sending } from './msghead.ts';

/** EPIKRISE 1.2 (HIS 80226:2014): full, to the GP, with a copy to the nursing service. Nynorsk, as the trust writes. */

const id = (value: string, type: string, name: string): readonly XmlElementValue[] => [
  element('Id', {}, value),
  coded('TypeId', type, name),
];

const additionalId = (value: string, type: string, name: string): XmlElementValue =>
  element('AdditionalId', {}, element('Id', {}, value), coded('Type', type, name));

/** The unit within the enterprise: Dept for a service, HCPerson for a GP (HIS 1153-2 AD2.9 to AD2.11). */
const unit = (place: Place): XmlElementValue =>
  element(
    place.hprNumber === undefined ? 'Dept' : 'HCPerson',
    {},
    element('Name', {}, place.name),
    ...id(String(place.herId), 'HER', 'HER-id'),
    place.hprNumber === undefined ? undefined : additionalId(place.hprNumber, 'HPR', 'HPR-nummer'),
  );

const phone = (type: string, name: string, address: string | undefined): XmlElementValue | undefined =>
  address === undefined
    ? undefined
    : element('Address', {}, coded('Type', type, name), element('TeleAddress', { V: address }));

const party = (element_: string, role: XmlElementValue, place: Place, withPhone = false): XmlElementValue =>
  element(
    element_,
    {},
    role,
    element(
      'HCP',
      {},
      element(
        'Inst',
        {},
        element('Name', {}, place.enterprise.name),
        ...id(String(place.enterprise.herId), 'HER', 'HER-id'),
        unit(place),
        additionalId(place.enterprise.orgNumber, 'ENH', 'Organisasjonsnummer'),
      ),
      withPhone ? phone('PST', 'Postadresse', place.phone) : undefined,
    ),
  );

const professional = (name: string, hprNumber: string | undefined): readonly XmlElementValue[] => [
  element('Name', {}, name),
  ...(hprNumber === undefined ? [] : id(hprNumber, 'HPR', 'HPR-nummer')),
];

const fullName = ({ givenName, familyName }: Person): string => `${givenName} ${familyName}`;

const relatedGp = (relation: XmlElementValue, gp: Place): XmlElementValue =>
  element(
    'PatRelHCP',
    {},
    relation,
    element('HCP', {}, element('HCProf', {}, ...professional(gp.name, gp.hprNumber))),
  );

const diagnosis = (v: string, dn: string, type: XmlElementValue): XmlElementValue =>
  element(
    'InfItem',
    {},
    element('Observation', {}, element('CodedDescr', {}, coded('Concept', v, dn, 7110))),
    type,
  );

const medicine = (atc: string, name: string, status: XmlElementValue, dosage: string): XmlElementValue =>
  element(
    'InfItem',
    {},
    element('Medication', {}, coded('DrugId', atc, name, 7180), status, element('DosageText', {}, dosage)),
    coded('Type', 'MEDB', 'Legemiddelopplysning'),
  );

const regular = coded('Status', '6', 'Brukes regelmessig');
const stopped = coded('Status', '4', 'Anbefalt å slutte');

const comment = (v: string, dn: string, text: string): XmlElementValue =>
  element('Comment', {}, coded('Heading', v, dn), element('TextResultValue', {}, text));

const dayAndMonth = (instant: Date): string => {
  const date = osloDate(instant);
  return `${Number(date.slice(8, 10))}.${Number(date.slice(5, 7))}.`;
};

const stay = ({ times }: Scenario): XmlElementValue => {
  const inAWeek = new Date(times.discharged.getTime() + 7 * 24 * 3_600_000);
  return element(
    'Event',
    {},
    element(
      'ReportedEvent',
      {},
      element('StartDateTime', { V: formatOslo(times.admitted) }),
      element('EndDateTime', { V: formatOslo(times.discharged) }),
    ),
    coded('ServType', 'N', 'Ny'),
    element('Service', {}, coded('AdmCat', '1', 'Heldøgnsopphold')),
    diagnosis('J189', 'Pneumoni, uspesifisert', coded('Type', 'H', 'Hoveddiagnose')),
    diagnosis('I509', 'Hjertesvikt, uspesifisert', coded('Type', 'B', 'Bidiagnose')),
    element(
      'InfItem',
      {},
      element('Observation', {}, element('Description', {}, 'Trimetoprim: utslett i 2019.')),
      coded('Type', 'CAVE', 'Cave-opplysninger'),
    ),
    medicine('C03CA01', 'Furosemid', regular, 'Furosemid 40 mg, 1 tablett morgon'),
    medicine('B01AF02', 'Apiksaban', regular, 'Apiksaban 5 mg, 1 tablett morgon og kveld'),
    medicine('M01AE01', 'Ibuprofen', stopped, 'Avslutta, gir væskeretensjon'),
    comment('AI', 'Årsak til innleggelse', 'Innlagd frå legevakt med feber og aukande tungpust.'),
    comment(
      'FO',
      'Forløp og behandling',
      'Behandla med benzylpenicillin intravenøst, deretter tablettar. Vanndrivande vart auka. Feberfri sidan i går.',
    ),
    comment(
      'FU',
      'Funn og undersøkelser',
      'CRP 148 ved innkomst, 36 ved utreise. Røntgen thorax: fortetting basalt på høgre side. Kreatinin 92.',
    ),
    comment('VU', 'Vurdering', 'Lungebetennelse som utløyste forverring av kjend hjartesvikt. God betring.'),
    comment(
      'OP',
      'Planer for videre oppfølging',
      `Fastlegen blir beden om å ta CRP og elektrolyttar innan ${dayAndMonth(inAWeek)} og vurdere dosen vanndrivande. Ved forverring, som vektauke over to kilo på tre døgn eller ny feber: ring fastlegen, utanom opningstid legevakta.`,
    ),
    comment('IP', 'Informasjon til pasient/pårørende', 'Pasient og dotter er munnleg informerte.'),
  );
};

/** Builds the epikrise. `documentId` stays the same through changes of the document, `referralId` is the referral's it answers. */
export const dischargeSummary = (
  scenario: Scenario,
  { msgId, generated }: Sending,
  ids: { readonly documentId: string; readonly referralId: string },
): Uint8Array => {
  const { patient, gp, wardDoctor, times } = scenario;
  return buildXml(
    element(
      'Message',
      { xmlns: 'http://www.kith.no/xmlstds/epikrise/2012-02-15' },
      coded('Type', 'EPIKRISE', 'Epikrise'),
      element('MsgVersion', {}, 'v1.2'),
      element('MIGversion', {}, 'v1.2 2012-02-15'),
      element('GenDate', { V: formatOslo(generated) }),
      element('MsgId', {}, msgId),
      element(
        'ServRprt',
        {},
        coded('ServType', 'N', 'Ny'),
        element('IssueDate', { V: osloDate(generated) }),
        element('ApprDate', { V: osloDate(generated) }),
        coded('Status', 'F', 'Endelig rapport'),
        element('MsgDescr', {}, 'Sykehusepikrise'),
        element('ServProvId', {}, ids.documentId),
        element(
          'ServReq',
          {},
          coded('ServType', 'N', 'Ny'),
          element('IssueDate', { V: formatOslo(times.admitted) }),
          coded('MsgDescr', '10', 'Utredning/behandling'),
          element('Id', {}, ids.referralId),
          element('Diagnosis', {}, coded('Concept', 'R81', 'Lungebetennelse', 7170)),
        ),
        stay(scenario),
        element(
          'Patient',
          {},
          coded('Sex', '2', 'Kvinne'),
          element('DateOfBirth', { V: patient.dateOfBirth }),
          element('Name', {}, `${patient.familyName}, ${patient.givenName}`),
          element('OffId', {}, patient.number),
          coded('TypeOffId', 'FNR', 'Fødselsnummer'),
          relatedGp(coded('Relation', 'HHE', 'Henvisende helsepersonell'), gp),
          relatedGp(coded('Relation', 'FLE', 'Fastlege'), gp),
        ),
        party('ServProvider', coded('Role', 'SPR', 'Tjenesteyter'), scenario.ward, true),
        party('CopyDest', coded('Role', 'COP', 'Kopimottaker'), scenario.nursing),
        party('Requester', coded('Role', 'REQ', 'Rekvirent'), gp),
        element(
          'RelServProvider',
          {},
          coded('Relation', 'AHP', 'Ansvarlig helsepersonell'),
          element(
            'HCP',
            {},
            element(
              'HCProf',
              {},
              coded('Type', 'LE', 'Lege'),
              ...professional(fullName(wardDoctor), wardDoctor.hprNumber),
            ),
            phone('WP', 'Arbeidsplass', wardDoctor.phone),
          ),
        ),
      ),
    ),
  );
};
