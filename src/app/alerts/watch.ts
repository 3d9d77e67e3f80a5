import { driftOf } from '../../domain/alerts/drift.ts';
import { isSilent } from '../../domain/alerts/silence.ts';
import type { TrafficFault } from '../../domain/alerts/store.ts';
import type { TrafficRules, TrafficSeries } from '../../domain/alerts/traffic.ts';
import { addDays, osloDate } from '../../domain/calendar.ts';
import { validOn } from '../../domain/deadline.ts';
import type { HerId } from '../../domain/ids.ts';
import type { AlertServices } from './services.ts';

const hourMs = 3_600_000;
/** What was received so late in an hour is processed before the hour is counted. */
const graceMs = 5 * 60_000;
const sendersAtOnce = 200;
/** Counts in one round at most: what was missed for long is caught up with in several. */
const countsAtOnce = 10;

/** What is wrong with a sender's traffic. What has stopped has no volume to speak of. */
const faultsIn = (
  series: readonly TrafficSeries[],
  through: Date,
  rules: TrafficRules,
): readonly TrafficFault[] =>
  series.flatMap((each): readonly TrafficFault[] => {
    const { type } = each;
    if (isSilent(each, through, rules)) {
      return [{ kind: 'silence', type, severity: rules.silence.severity }];
    }
    const { severity } = rules.drift;
    return driftOf(each, through, rules).map((kind) => ({ kind, type, severity }));
  });

const judge = async (services: AlertServices, through: Date, rules: TrafficRules): Promise<number> => {
  const { store, clock, directory } = services;
  const { history, silence, drift } = rules;
  const days = history.days + Math.max(silence.forgetDays, drift.days) + 1;
  const from = addDays(osloDate(through), -days);
  let changed = 0;
  let after: HerId | undefined;
  for (;;) {
    const senders = await store.trafficSenders(from, after, sendersAtOnce);
    for (const sender of senders) {
      const enterprise = directory.party(sender)?.organisation.herId ?? directory.organisation(sender)?.herId;
      // Whoever has left the directory is asked no more, and has nothing open.
      const faults =
        enterprise === undefined ? [] : faultsIn(await store.trafficOf(sender, from), through, rules);
      changed += await store.saveTraffic(sender, enterprise ?? sender, faults, clock.now());
    }
    after = senders.at(-1);
    if (senders.length < sendersAtOnce) return changed;
  }
};

/**
 * Counts each hour's messages once it is over, and judges every sender's traffic by what it uses to send. Whatever is
 * interrupted is done again from its beginning, to the same effect. How many alerts came or went.
 */
export const watchTraffic = async (services: AlertServices): Promise<number> => {
  const { store, clock, alerts } = services;
  const until = new Date(Math.floor((clock.now().getTime() - graceMs) / hourMs) * hourMs);
  for (let count = 0; count < countsAtOnce; count += 1) {
    if ((await store.countTraffic(until)) >= until) break;
  }
  const counted = await store.trafficCounted();
  if (counted === undefined || counted.isJudged) return 0;
  const { through } = counted;
  // What is not counted up to now would look like silence.
  if (through < until) return 0;
  const rules = validOn(alerts.traffic, osloDate(through));
  const changed = rules === undefined ? 0 : await judge(services, through, rules);
  await store.markTrafficJudged(through);
  return changed;
};
