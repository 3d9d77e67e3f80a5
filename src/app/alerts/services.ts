import type { TrafficRules } from '../../domain/alerts/traffic.ts';
import type { Mailer } from '../../domain/ports.ts';
import type { Texts } from '../../domain/texts.ts';
import type { Services } from '../services.ts';

/** What alerts need besides what all use cases have. */
export interface AlertPorts {
  /** None where no mail server is set. */
  readonly mailer?: Mailer;
  readonly texts: Texts;
  /** The oldest first. */
  readonly traffic: readonly TrafficRules[];
  /** What addresses of the API begin with, without a slash at the end. */
  readonly baseUrl: string;
}

/** Everything that raising alerts and telling of them reaches the world through. */
export interface AlertServices
  extends Pick<
    Services,
    'clock' | 'ids' | 'log' | 'store' | 'directory' | 'handoverRules' | 'transport' | 'secrets' | 'policy'
  > {
  readonly alerts: AlertPorts;
}
