import { join } from 'node:path';
import { readTrafficRules } from './adapters/seeds/traffic.ts';
import { type OpenMailer, openEmail } from './adapters/transports/email/email.ts';
import { readMailFrom, readSmtpUrl } from './adapters/transports/email/settings.ts';
import type { AlertPorts } from './app/alerts/services.ts';
import { readOrCannotStart } from './cannot-start.ts';
import type { Config } from './config.ts';
import type { Log } from './domain/ports.ts';
import type { Texts } from './domain/texts.ts';
import { seedsDir } from './standards.ts';

/** What alerts are told with, and how to let go of it. */
export interface OpenAlerts {
  readonly ports: AlertPorts;
  close(): void;
}

const openMailer = ({ SMTP_URL, MAIL_FROM }: Config, log: Log): OpenMailer | undefined => {
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return undefined;
  const server = readSmtpUrl(SMTP_URL);
  const from = readMailFrom(MAIL_FROM);
  // Both were read before, when the settings were checked.
  return server.ok && from.ok ? openEmail({ server: server.value, from: from.value }, log) : undefined;
};

/** Opens the mail server of a configuration, if it has one, and reads what traffic is judged by. Throws CannotStart. */
export const openAlerts = (config: Config, texts: Texts, log: Log): OpenAlerts => {
  const mailer = openMailer(config, log);
  return {
    ports: {
      ...(mailer !== undefined && { mailer }),
      texts,
      traffic: readOrCannotStart(() => readTrafficRules(join(seedsDir, 'traffic.yaml'))),
      baseUrl: config.PUBLIC_BASE_URL?.replace(/\/+$/, '') ?? '',
    },
    close: () => mailer?.close(),
  };
};
