import type { AlertKind } from '../../domain/alerts/alert.ts';
import { addDays, osloDate } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import { listAlerts } from '../alerts/inbox.ts';
import type { Services } from '../services.ts';

/** Something that is not as it uses to be with what an organisation sends: which of its parties is not told. */
export interface TrafficMark {
  readonly enterprise: HerId;
  readonly kind: 'silence' | 'rejections' | 'volume';
  /** 8279. */
  readonly type: string;
  readonly since: Date;
}

const kinds = ['silence', 'rejections', 'volume'] as const satisfies readonly AlertKind[];
const isMark = (kind: AlertKind): kind is TrafficMark['kind'] => kinds.some((each) => each === kind);
const mostMarks = 200;

/** What is the matter with the traffic of some organisations now, the newest first; of several parties, the newest. */
export const trafficMarks = async (
  services: Pick<Services, 'store'>,
  enterprises: readonly HerId[],
): Promise<readonly TrafficMark[]> => {
  const { alerts } = await listAlerts(services, {
    enterprises,
    states: ['open', 'acknowledged', 'assigned'],
    kinds,
    limit: mostMarks,
  });
  const marks = new Map<string, TrafficMark>();
  const newestFirst = alerts.toSorted((a, b) => b.raisedAt.getTime() - a.raisedAt.getTime());
  for (const { enterprise, kind, key, level, raisedAt } of newestFirst) {
    const name = `${enterprise} ${kind} ${key}`;
    if (level === 0 || !isMark(kind) || marks.has(name)) continue;
    marks.set(name, { enterprise, kind, type: key, since: raisedAt });
  }
  return [...marks.values()];
};

/** When an organisation last sent a type. */
export interface EnterpriseHeard {
  readonly enterprise: HerId;
  readonly type: string;
  readonly day: string;
}

/** Whoever was not heard from for so long is not said to have been. */
const heardDays = 400;

/** The last day of each organisation and type, as far as it tells of no single message; of all its parties together. */
export const lastHeard = async ({
  store,
  directory,
  clock,
}: Pick<Services, 'store' | 'directory' | 'clock'>): Promise<readonly EnterpriseHeard[]> => {
  const last = new Map<string, EnterpriseHeard>();
  const today = osloDate(clock.now());
  for (const { sender, type, day } of await store.lastHeard(addDays(today, -heardDays), today)) {
    const enterprise = directory.party(sender)?.organisation.herId ?? sender;
    const name = `${enterprise} ${type}`;
    if ((last.get(name)?.day ?? '') < day) last.set(name, { enterprise, type, day });
  }
  return [...last.values()];
};
