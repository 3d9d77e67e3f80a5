import type { Alert, AlertDeed } from '../../domain/alerts/alert.ts';
import type { AlertQuery } from '../../domain/alerts/store.ts';
import { isUuid } from '../../domain/ids.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ActsFor } from '../mailbox.ts';
import type { Services } from '../services.ts';

/** A page of alerts. */
export interface AlertPage {
  readonly alerts: readonly Alert[];
  readonly hasMore: boolean;
}

/** A page of an inbox, in order. */
export const listAlerts = async (
  { store }: Pick<Services, 'store'>,
  query: AlertQuery,
): Promise<AlertPage> => {
  // One more than is asked for tells whether there are more.
  const found = await store.alerts({ ...query, limit: query.limit + 1 });
  return { alerts: found.slice(0, query.limit), hasMore: found.length > query.limit };
};

/**
 * Does something with an alert. Faults: `alert-not-found` for one that is not here or of an enterprise that the caller
 * does not act for, alike; `alert-closed`.
 */
export const actOnAlert = async (
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  id: string,
  deed: AlertDeed,
  actsFor: ActsFor,
  by: string,
): Promise<Result<Alert, Fault>> => {
  const alert = isUuid(id) ? await store.alert(id) : undefined;
  if (alert === undefined || !actsFor(alert.enterprise)) return fail(fault('alert-not-found'));
  const done = await store.actOnAlert(alert.id, deed, { by, at: clock.now() });
  return done === undefined ? fail(fault('alert-closed')) : ok(done);
};
