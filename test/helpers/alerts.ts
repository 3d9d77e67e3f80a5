import { openAlerts } from '../../src/alerts.ts';
import { followAlerts } from '../../src/app/alerts/follow-alerts.ts';
import type { AlertServices } from '../../src/app/alerts/services.ts';
import type { AlertSettings } from '../../src/domain/alerts/settings.ts';
import type { Organisation } from '../../src/domain/directory.ts';
import type { TestGateway } from './gateway.ts';

/** The directory with some enterprises' alerts set. */
export const withAlerts =
  (settings: Readonly<Record<number, AlertSettings>>) =>
  (organisations: readonly Organisation[]): readonly Organisation[] =>
    organisations.map((organisation) => {
      const alerts = settings[organisation.herId];
      return alerts === undefined ? organisation : { ...organisation, alerts };
    });

/** What rounds of alerts need, on a running gateway; `close` ends its connections to the mail server. */
const alertsOf = ({ gateway }: TestGateway): { services: AlertServices; close(): void } => {
  const { config, services, standards } = gateway;
  const opened = openAlerts(config, standards.texts, services.log);
  return { services: { ...services, alerts: opened.ports }, close: () => opened.close() };
};

/** One round of alerts. */
export const alertRound = async (
  gateway: TestGateway,
  change: Partial<AlertServices> = {},
): Promise<void> => {
  const { services, close } = alertsOf(gateway);
  await followAlerts({ ...services, ...change });
  close();
};
