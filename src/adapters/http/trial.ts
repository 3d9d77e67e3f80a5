import type { Express } from 'express';
import { z } from 'zod';
import { checkProposal } from '../../app/board/decide.ts';
import {
  type Coarse,
  coarse,
  monthsBack,
  type Trial,
  type TrialChange,
  tryProposal,
} from '../../app/board/trial.ts';
import type { Proposal } from '../../domain/board/decisions.ts';
import { addDays, osloDate, startOfDay } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';
import {
  dayField,
  enterpriseField,
  invalidProposal,
  proposalFields,
  proposalFrom,
  readJson,
} from './proposal.ts';
import { invalidRequest, type RequestFault } from './request-fault.ts';

/** Proposals tried on stored traffic: by an enterprise on its own, and by the board on all, in coarse numbers. */

/** What one request may cost. */
const bounds = { mostMs: 15_000, most: 5_000 } as const;
const mostDays = 92;
const mostMonths = 3;

const expectedMonths = `a whole number of months, 1 to ${mostMonths}`;
const ofBoard = z.strictObject({
  ...proposalFields,
  months: z
    .int({ error: expectedMonths })
    .min(1, { error: expectedMonths })
    .max(mostMonths, { error: expectedMonths }),
});
const ofOwn = z.strictObject({ ...proposalFields, acting: enterpriseField, from: dayField, to: dayField });

/** Where what is hidden stands among what is shown. */
const fewest = 0.5;

/** How counts are shown: as they are, or coarse. */
type Shown = (count: number) => Coarse;

const presentChange = (call: KnownCall, change: TrialChange, shown: Shown) => {
  const { http, context } = call;
  const whose: HerId | undefined = change.subject === 'rule' ? change.sender : change.enterprise;
  const about =
    change.subject === 'rule'
      ? { from: null, to: null, moved: null, messageType: change.type, role: null }
      : {
          from: change.from ?? null,
          to: change.to ?? null,
          moved: change.moved ?? null,
          messageType: null,
          role: change.role === undefined ? null : http.texts[context.language].handover.roles[change.role],
        };
  return {
    change: change.kind,
    ...about,
    enterprise: whose ?? null,
    enterpriseName: whose === undefined ? null : (http.directory.organisation(whose)?.name ?? null),
    // null: fewer than five.
    count: shown(change.count) ?? null,
  };
};

/** The same changes over all organisations. */
const totalsOf = (changes: readonly TrialChange[]) => {
  const totals = new Map<
    string,
    {
      readonly change: string;
      readonly from: string | null;
      readonly to: string | null;
      readonly moved: string | null;
      count: number;
    }
  >();
  for (const one of changes) {
    const own: Partial<Extract<TrialChange, { readonly subject: 'expectation' }>> =
      one.subject === 'rule' ? {} : one;
    const about = { change: one.kind, from: own.from ?? null, to: own.to ?? null, moved: own.moved ?? null };
    const key = JSON.stringify(about);
    const total = totals.get(key) ?? { ...about, count: 0 };
    total.count += one.count;
    totals.set(key, total);
  }
  return [...totals.values()];
};

/** By what is shown alone: the order must not tell which of two hidden counts is the greater. */
const inShownOrder = <Row extends { readonly count: number | null }>(
  rows: readonly Row[],
): readonly Row[] => {
  const textOf = ({ count: _, ...about }: Row): string => JSON.stringify(about);
  return rows.toSorted(
    (one, other) => (other.count ?? fewest) - (one.count ?? fewest) || (textOf(one) < textOf(other) ? -1 : 1),
  );
};

const presentTrial = (call: KnownCall, trial: Trial, shown: Shown) => {
  const pair = (of: { readonly before: number; readonly after: number } | undefined) =>
    of === undefined ? null : { before: shown(of.before) ?? null, after: shown(of.after) ?? null };
  return {
    from: trial.from.toISOString(),
    to: trial.to.toISOString(),
    looked: shown(trial.looked) ?? null,
    seconds: trial.seconds,
    cut: trial.cut ?? null,
    late: pair(trial.late),
    found: pair(trial.found),
    totals: inShownOrder(
      totalsOf(trial.changes).map((total) => ({ ...total, count: shown(total.count) ?? null })),
    ),
    changes: inShownOrder(trial.changes.map((change) => presentChange(call, change, shown))),
  };
};

interface Asked {
  readonly proposal: Proposal;
  readonly window: Parameters<typeof tryProposal>[3];
}

/** Whole months that are over, so that the windows of two trials never differ by a day. */
const askedByBoard = async (call: KnownCall): Promise<Result<Asked, RequestFault>> => {
  const read = await readJson(call, ofBoard);
  if (!read.ok) return read;
  const { months, ...fields } = read.value;
  const now = call.http.services.clock.now();
  return ok({
    proposal: proposalFrom(fields, osloDate(now)),
    window: { from: monthsBack(now, months), to: monthsBack(now, 0), ...bounds },
  });
};

const askedByOwn = async (call: KnownCall): Promise<Result<Asked, RequestFault>> => {
  const read = await readJson(call, ofOwn);
  if (!read.ok) return read;
  const { acting, from, to, ...fields } = read.value;
  const { http, actsFor } = call;
  const organisation = acting === undefined ? undefined : http.directory.organisation(acting);
  if (acting === undefined || organisation === undefined || !actsFor(acting)) {
    return fail(fault('her-id-not-authorised', { ...(acting !== undefined && { herId: acting }) }));
  }
  if (from > to || addDays(from, mostDays) < to) {
    return fail(invalidRequest({ where: 'from', expected: `a day before to, at most ${mostDays} days` }));
  }
  const parties = [acting, ...organisation.parties.map(({ herId }) => herId)].filter(actsFor);
  const now = http.services.clock.now();
  return ok({
    proposal: proposalFrom(fields, osloDate(now)),
    window: {
      from: startOfDay(from),
      to: startOfDay(addDays(to, 1)),
      own: { enterprise: acting, parties },
      ...bounds,
    },
  });
};

/** One at a time in a process: a second is asked to wait. */
const handlerOf =
  (
    turn: { isBusy: boolean },
    ask: (call: KnownCall) => Promise<Result<Asked, RequestFault>>,
    shown: Shown,
  ): Handler<KnownCall> =>
  async (call) => {
    const asked = await ask(call);
    if (!asked.ok) return asked;
    const { proposal, window } = asked.value;
    const { services, rules, replay } = call.http;
    const faults = await checkProposal(services, rules, proposal);
    if (faults.length > 0) return fail(invalidProposal(faults));
    if (turn.isBusy) return fail(fault('too-many-requests', { seconds: bounds.mostMs / 1000 }));
    turn.isBusy = true;
    try {
      const trial = await tryProposal(replay, rules, proposal, window);
      if (!trial.ok) {
        return fail(
          invalidProposal(trial.fault.map(({ reason }) => ({ where: 'change', expected: reason }))),
        );
      }
      call.res.vary('Accept-Language');
      return ok({
        status: 200,
        headers: { 'Content-Language': call.context.language },
        json: presentTrial(call, trial.value, shown),
      });
    } finally {
      turn.isBusy = false;
    }
  };

/**
 * POST /api/replay/counts: what a proposal would change in everybody's traffic of the last whole months, in fives.
 * POST /api/replay/proposal: the same in an enterprise's own traffic, in full numbers.
 */
export const mountTrial = (app: Express, http: Http): void => {
  const turn = { isBusy: false };
  app
    .route('/api/replay/counts')
    .post(endpoint(http, allowed('rules.decide', handlerOf(turn, askedByBoard, coarse))))
    .all(methodNotAllowed(http, 'POST'));
  app
    .route('/api/replay/proposal')
    .post(
      endpoint(
        http,
        allowed(
          'rules.replay',
          handlerOf(turn, askedByOwn, (count) => count),
        ),
      ),
    )
    .all(methodNotAllowed(http, 'POST'));
};
