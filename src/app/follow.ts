import { createHash } from 'node:crypto';
import type { Expected } from '../domain/handover/expected.ts';
import { foldHandovers } from '../domain/handover/fold.ts';
import type { HandoverRules } from '../domain/handover/ground.ts';
import { nextCheckAt } from '../domain/handover/handover.ts';
import { innerSide, type Side } from '../domain/handover/sight.ts';
import type { Followed, Pathway, TakenSubject } from '../domain/handover/store.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { errorFacts } from './error-facts.ts';
import type { JobOutcome } from './jobs.ts';
import { queueNames, type Services } from './services.ts';

/** Subjects taken at once; each is folded and stored by itself. */
const batch = 64;
/** Folds under way at a time: one computes while the others wait for the database, which takes them together. */
const atOnce = 16;
/** Long enough for a batch, many times over; what a worker that died had taken waits this long. */
const leaseMs = 60_000;
/** A job ends after so long, and another goes on: none keeps a worker for itself. */
const runMs = 20_000;
/** Jobs that wait at most; more would find nothing to take. */
const lanes = 4;
/** What comes together is folded together. */
const gatherMs = 1_000;

/** Subjects made due at once by other rules: news that come after them wait until they are folded. */
const recheckBatch = 5_000;
/** What could not be folded is not tried again before; were there many of them, they would leave no time for others. */
const failedMs = 300_000;

export type FollowServices = Pick<Services, 'store' | 'clock' | 'log' | 'handoverRules' | 'software'>;

/** What handovers are judged by now. */
export const rulesNow = async ({
  store,
  handoverRules,
}: Pick<Services, 'store' | 'handoverRules'>): Promise<HandoverRules> => ({
  ...handoverRules,
  reports: await store.reports(),
});

const innerOf = (expected: readonly Expected[], { catalogue }: HandoverRules): ReadonlyMap<string, Side> =>
  new Map(
    expected.flatMap((one) => {
      const side = innerSide(catalogue, one);
      return side === undefined ? [] : [[one.key, side] as const];
    }),
  );

/** What a subject's messages and acts come to, as it is stored. */
export const followed = ({ messages, acts }: Pathway, rules: HandoverRules, now: Date): Followed => {
  const { handovers, ofMessages, parked } = foldHandovers(messages, acts, rules, now);
  const checks = [...handovers, ...ofMessages].flatMap((each) => nextCheckAt(each, now)?.getTime() ?? []);
  const parties = new Map<MessageId, readonly HerId[]>(
    messages.map(({ id, sender, receivers }) => [
      id,
      [sender, ...receivers].flatMap(({ enterprise }) => enterprise ?? []),
    ]),
  );
  return {
    at: now,
    reportedKinds: [...rules.reports.values()].reduce((sum, { size }) => sum + size, 0),
    handovers: handovers.map((each) => ({ ...each, inner: innerOf(each.expected, rules) })),
    ofMessages: ofMessages.map((each) => ({ ...each, enterprises: parties.get(each.message) ?? [] })),
    parked,
    ...(checks.length > 0 && { checkAt: new Date(Math.min(...checks)) }),
  };
};

/** Folds one subject anew; false when something came meanwhile, so that it is due still. */
const follow = async (
  services: FollowServices,
  taken: TakenSubject,
  rules: HandoverRules,
  by: string,
): Promise<boolean> => {
  const { store, clock, log } = services;
  try {
    const pathway = await store.pathway(taken.subject);
    if (await store.saveFollowed(taken, followed(pathway, rules, clock.now()), by)) return true;
    await store.release(taken);
  } catch (error) {
    log.error(errorFacts(error), 'a handover could not be followed');
    await setAside(services, taken);
  }
  return false;
};

/** It stays due, so the lag tells of it; where the store does not answer, its lease ends by itself. */
const setAside = async ({ store, clock, log }: FollowServices, taken: TakenSubject): Promise<void> => {
  try {
    await store.release(taken, new Date(clock.now().getTime() + failedMs));
  } catch (error) {
    log.warn(errorFacts(error), 'a handover could not be set aside');
  }
};

/**
 * Folds every subject that is due, or as many as there is time for; how many were folded. Safe from many processes at
 * once, and nothing is lost when one dies: what it had taken is due again when its lease is over.
 */
export const followDue = async (services: FollowServices, untilMs = runMs): Promise<number> => {
  const { store, clock } = services;
  const began = clock.now().getTime();
  const by = judgedBy(services);
  let folded = 0;
  while (clock.now().getTime() - began < untilMs) {
    const now = clock.now();
    const taken = await store.takeDue(now, new Date(now.getTime() + leaseMs), batch);
    if (taken.length === 0) return folded;
    const rules = await rulesNow(services);
    const waiting = [...taken];
    const work = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (await follow(services, next, rules, by)) folded += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  return folded;
};

/** A job of the queue: folds what is due, and has another go on where the time was too short. */
export const followJob = async (services: Services): Promise<JobOutcome> => {
  await followDue(services);
  if ((await services.store.countDue(services.clock.now(), 1)) > 0) await wakeFollow(services, 0);
  return { kind: 'done' };
};

/** Has what is due be folded soon. Jobs hold nothing: what is due stands in the database. */
export const wakeFollow = async (
  { enqueue }: Pick<Services, 'enqueue'>,
  lane: number,
  delayMs = 0,
): Promise<void> => {
  await enqueue(queueNames.follow, {}, { key: `follow-${lane % lanes}`, delayMs });
};

/** After a message: what comes with it in the same moment is waited for, and its id decides which of the jobs it is. */
export const followMessage = (services: Pick<Services, 'enqueue'>, id: MessageId): Promise<void> =>
  wakeFollow(services, Number.parseInt(id.slice(-1), 16), gatherMs);

/** Stands for what handovers are judged by: the rules, and the software that reads them. */
export const judgedBy = ({ handoverRules, software }: Pick<Services, 'handoverRules' | 'software'>): string =>
  createHash('sha256')
    .update(JSON.stringify([software.version, handoverRules]))
    .digest('hex');

/**
 * Has some of what was judged by other rules, or by other software, be folded anew; how many. Asked again and again: while
 * a new version takes over, the one before still judges by its own rules.
 */
export const recheckRules = async (services: FollowServices): Promise<number> => {
  const { store, clock, log } = services;
  const due = await store.recheck(judgedBy(services), clock.now(), recheckBatch);
  if (due > 0) log.info({ due }, 'handovers are judged by other rules now');
  return due;
};
