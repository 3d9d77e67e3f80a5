import { element, type XmlElementValue } from '../../xml/build.ts';
import type { Scenario } from '../cast.ts';
import { buildMsgHead, coded, osloDate, type Sending } from './msghead.ts';
import { event, opening, ploNamespaces, responsible } from './plo.ts';

const epj2 = 'http://www.kith.no/xmlstds/epj/epj2/2008-02-20';
const metadata = 'http://www.kith.no/xmlstds/epj/meta/2008-02-20';

const note = (code: string, name: string, system: number, text: string): XmlElementValue =>
  element(
    'epj2:Journaltekst',
    {},
    coded('epj2:Overskriftskode', code, name, system),
    element('epj2:Notat', {}, text),
  );

/**
 * A thin UTSKRIVNINGSRAPPORT (HIS 1148:2014) to the nursing service: valid, but without medicines and without
 * a plan. `noteId` is the component id of its one journal note.
 */
export const thinDischargeReport = (scenario: Scenario, sending: Sending, noteId: string): Uint8Array =>
  buildMsgHead({
    ...sending,
    type: { v: 'UTSKRIVNINGSRAPPORT', dn: 'Utskrivningsrapport' },
    sender: scenario.ward,
    receiver: scenario.nursing,
    patient: scenario.patient,
    payload: element(
      'TverrfagligEpikrise',
      { ...ploNamespaces('TverrfagligEpikrise'), 'xmlns:epj2': epj2, 'xmlns:m1': metadata },
      ...opening(scenario),
      responsible(scenario.wardNurse, { profession: 'SP', role: { v: '11', dn: 'Utskrivende sykepleier' } }),
      element('po:TypeInnholdIMelding', {}, coded('po:TypeInnhold', '11', 'Utskrivningsrapport', 9139)),
      element('po:OpplysningOpphold', {}, event(2, osloDate(scenario.times.discharged))),
      element(
        'po:InfoMedisinskDiagnose',
        {},
        element(
          'po:MedisinskDiagnose',
          {},
          element('po:Hoveddiagnose', {}, 'true'),
          coded('po:Diagnosekode', 'J189', 'Uspesifisert pneumoni', 7110),
          element('po:DiagnoseBeskrivelse', {}, 'Lungebetennelse'),
        ),
      ),
      element(
        'po:MedisinskfagligeOpplysninger',
        {},
        element(
          'epj2:GenereltJournalnotat',
          {
            'm1:basiskomponenttype': 'EPJ dokument',
            'm1:komponenttype': '2.16.578.1.12.4.1.6.13.11009.0',
            komponentID: noteId,
          },
          note('PROB', 'Aktuell problemstilling', 9142, 'Lungebetennelse hos pasient med kjend hjartesvikt.'),
        ),
      ),
      element(
        'po:Sykepleierdokumentasjon',
        {},
        element(
          'po:InfoFraSykepleier',
          {},
          note('8', 'Sykepleiesammenfatning', 9141, 'I god form. Går med rullator. Et og drikk sjølv.'),
        ),
      ),
    ),
  });
