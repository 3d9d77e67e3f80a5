import { errorFacts } from '../error-facts.ts';
import { notifyAlerts } from './notify.ts';
import { raiseAlerts } from './raise.ts';
import type { AlertServices } from './services.ts';
import { watchTraffic } from './watch.ts';

/**
 * One round of alerts: raises and closes them, watches traffic, and tells who is to be told. Idempotent and safe from
 * many processes at once; one part that fails does not stop the others.
 */
export const followAlerts = async (services: AlertServices): Promise<void> => {
  const done: Record<string, number> = {};
  const parts: Readonly<Record<string, () => Promise<void>>> = {
    raise: async () => {
      Object.assign(done, await raiseAlerts(services));
    },
    traffic: async () => {
      done.traffic = await watchTraffic(services);
    },
    notify: async () => {
      Object.assign(done, await notifyAlerts(services));
    },
  };
  for (const [part, run] of Object.entries(parts)) {
    try {
      await run();
    } catch (error) {
      services.log.error({ part, ...errorFacts(error) }, 'a part of the alerts failed');
    }
  }
  if (Object.values(done).some((count) => count > 0)) services.log.info(done, 'alerts followed');
};
