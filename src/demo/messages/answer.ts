import { element } from '../../xml/build.ts';
import type { Scenario } from '../cast.ts';
import { buildMsgHead, coded, osloDate, type Reference, type Sending } from './msghead.ts';

const dayAndMonth = (date: string): string => `${Number(date.slice(8, 10))}.${Number(date.slice(5, 7))}.`;

/** DIALOG_NOTAT (HIS 80603:2006, theme 9155/1): the case office can receive the patient. Bokmål, as the municipality writes. */
export const canReceive = (scenario: Scenario, sending: Sending, answers: Reference): Uint8Array => {
  const { caseWorker, times } = scenario;
  return buildMsgHead({
    ...sending,
    type: { v: 'DIALOG_NOTAT', dn: 'Notat' },
    sender: scenario.caseOffice,
    receiver: scenario.ward,
    patient: scenario.patient,
    answers,
    payload: element(
      'Dialogmelding',
      {
        xmlns: 'http://www.kith.no/xmlstds/dialog/2006-10-11',
        'xmlns:fk1': 'http://www.kith.no/xmlstds/felleskomponent1',
      },
      element(
        'Notat',
        {},
        coded('TemaKodet', '1', 'Tilbakemelding på mottak av utskrivningsklar pasient', 9155),
        element('Tema', {}, 'Svar på utskrivningsklar'),
        element(
          'TekstNotatInnhold',
          {},
          `Vi kan ta imot pasienten hjemme i morgen, ${dayAndMonth(osloDate(times.receivable))} Hjemmesykepleien er der ved hjemkomst. Vi trenger utskrivningsrapport og oppdatert legemiddelliste samme dag.`,
        ),
        element('DatoNotat', {}, osloDate(times.answered)),
        element(
          'RollerRelatertNotat',
          {},
          coded('RoleToPatient', '21', 'Helsefaglig kontakt', 9034),
          element(
            'HealthcareProfessional',
            {},
            coded('TypeHealthcareProfessional', 'SP', 'Sykepleier'),
            element('FamilyName', {}, caseWorker.familyName),
            element('GivenName', {}, caseWorker.givenName),
            element(
              'Ident',
              {},
              element('fk1:Id', {}, caseWorker.hprNumber),
              coded('fk1:TypeId', 'HPR', 'HPR-nummer', 8116),
            ),
            element(
              'TeleCom',
              {},
              coded('fk1:TypeTelecom', 'WP', 'Arbeidsplass'),
              element('fk1:TeleAddress', { V: caseWorker.phone }),
            ),
          ),
        ),
      ),
    ),
  });
};
