import { formatOslo } from '../../domain/norwegian-time.ts';
import { element, type XmlContent } from '../../xml/build.ts';
import type { Place, Scenario } from '../cast.ts';
import { buildMsgHead, coded, osloDate, type Sending } from './msghead.ts';
import { event, opening, ploNamespaces, responsible } from './plo.ts';

/** The patient logistics messages of the play (Pasientlogistikk 1.6, HIS 1149:2014). Nynorsk, as the trust writes. */

const logistics = (scenario: Scenario, ...parts: readonly XmlContent[]) =>
  element('Pasientlogistikk', ploNamespaces('Pasientlogistikk'), ...opening(scenario), ...parts);

/** LOG_INNLAGT to the municipal nursing service. */
export const admitted = (scenario: Scenario, sending: Sending): Uint8Array =>
  buildMsgHead({
    ...sending,
    type: { v: 'LOG_INNLAGT', dn: 'Melding om innlagt pasient' },
    sender: scenario.ward,
    receiver: scenario.nursing,
    patient: scenario.patient,
    payload: logistics(
      scenario,
      responsible(scenario.wardNurse, { profession: 'SP', role: { v: '9', dn: 'Primærkontakt' } }),
      element(
        'MeldingInnlagtPasient',
        {},
        event(1, formatOslo(scenario.times.admitted), 'Innlagd som augeblikkeleg hjelp frå legevakt.'),
      ),
    ),
  });

/** LOG_UTSKRIVNINGSKLAR to `receiver`: the case office, or by mistake another. */
export const ready = (scenario: Scenario, sending: Sending, receiver: Place): Uint8Array =>
  buildMsgHead({
    ...sending,
    type: { v: 'LOG_UTSKRIVNINGSKLAR', dn: 'Melding om utskrivningsklar pasient' },
    sender: scenario.ward,
    receiver,
    patient: scenario.patient,
    payload: logistics(
      scenario,
      responsible(scenario.wardDoctor, {
        profession: 'LE',
        role: { v: '3', dn: 'Behandlingsansvarlig lege' },
      }),
      element(
        'MeldingUtskrivningsklarPasient',
        {},
        event(1, formatOslo(scenario.times.admitted)),
        event(
          3,
          osloDate(scenario.times.ready),
          'Klar for heimreise. Treng hjelp til legemiddel og til å forflytte seg dei første dagane.',
        ),
      ),
    ),
  });

/** LOG_UTSKREVET to the municipal nursing service. */
export const discharged = (scenario: Scenario, sending: Sending): Uint8Array =>
  buildMsgHead({
    ...sending,
    type: { v: 'LOG_UTSKREVET', dn: 'Melding om utskrevet pasient' },
    sender: scenario.ward,
    receiver: scenario.nursing,
    patient: scenario.patient,
    payload: logistics(
      scenario,
      responsible(scenario.wardDoctor, { profession: 'LE', role: { v: '10', dn: 'Utskrivende lege' } }),
      element(
        'MeldingOmUtskrevetPasient',
        {},
        element(
          'po:UtskrevetTil',
          {},
          coded('po:Uttilstand', '1', 'Som levende', 8431),
          coded('po:UtTil', '1', 'Bosted/arbeidssted', 8408),
          element('po:Merknad', {}, 'Reiser heim saman med dotter.'),
        ),
        event(2, formatOslo(scenario.times.discharged)),
      ),
    ),
  });
