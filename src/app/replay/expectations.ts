import { osloDate } from '../../domain/calendar.ts';
import { drafted, type ExpectationDraft } from '../../domain/expectation-draft.ts';
import {
  type Change,
  type Changed,
  compareJudgements,
  concernsIn,
  type Judgement,
} from '../../domain/handover/compare.ts';
import type { Expected } from '../../domain/handover/expected.ts';
import { foldHandovers } from '../../domain/handover/fold.ts';
import type { HandoverRules } from '../../domain/handover/ground.ts';
import type { Pathway, Subject } from '../../domain/handover/store.ts';
import type { HerId, MessageId } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { shownFunction } from '../../messages/recognise.ts';
import { type DraftFault, faultAt, type ReplayServices } from './drafts.ts';
import { exampleOf, isShown, ownPart } from './own.ts';
import { createTally, type ReplayFigures, type ReplayRequest, startRun, type Tallied } from './run.ts';

/** Tries other expectations on stored traffic: every patient's messages are folded by the rules in force and by the draft. */

/** A change, whom it concerns and how often it is made. */
export interface ExpectationChange extends Change, Tallied {
  readonly expectation?: string;
  readonly case?: string;
  readonly role?: Changed['role'];
  /** Who owes it, or the municipality of the handover that changes. */
  readonly enterprise?: HerId;
  /** Whether the examples are ids of messages by themselves, not of handovers. */
  readonly ofMessage: boolean;
}

export interface ExpectationReplay extends ReplayFigures {
  /** What was expected in all, and of that was late or is: by the rules in force, and by the draft. */
  readonly expected: { readonly before: number; readonly after: number };
  readonly late: { readonly before: number; readonly after: number };
  /** Parts of the draft that hold from a later day than any that was looked at. */
  readonly notYet: readonly string[];
  readonly changes: readonly ExpectationChange[];
}

const page = 200;
const mostOwn = 10_000;
/** Pathways asked for at once. */
const atOnce = 8;
/** What a window's expectations follow from may have come before it: receipts are given up after four days. */
const slackMs = 7 * 86_400_000;

const knows = (code: string): boolean => shownFunction(code) === code;

const judged = ({ messages, acts }: Pathway, rules: HandoverRules, now: Date): Judgement => {
  const between = new Map<MessageId, readonly HerId[]>(
    messages.map(({ id, sender, receivers }) => [
      id,
      [...new Set([sender, ...receivers].flatMap(({ enterprise }) => enterprise ?? []))],
    ]),
  );
  return { ...foldHandovers(messages, acts, rules, now), enterprises: (id) => between.get(id) ?? [] };
};

const rowOf = ({ change, expectation, case: name, role, enterprise, ofMessage }: Changed) => ({
  ...change,
  ...(expectation !== undefined && { expectation }),
  ...(name !== undefined && { case: name }),
  ...(role !== undefined && { role }),
  ...(enterprise !== undefined && { enterprise }),
  ofMessage,
});

const namedIn = ({ expectation, case: name }: Changed): Pick<Expected, 'expectation' | 'case'> | undefined =>
  expectation === undefined ? undefined : { expectation, ...(name !== undefined && { case: name }) };

/** Parts of a draft that no clock before an instant is judged by. */
const notYetIn = (draft: ExpectationDraft, last: Date): readonly string[] => {
  const day = osloDate(last);
  return [
    ...draft.expectations.filter(({ validFrom }) => validFrom > day).map(({ id }) => id),
    ...draft.thresholds.filter(({ validFrom }) => validFrom > day).map(({ expectation }) => expectation),
    ...draft.settings.filter(({ validFrom }) => validFrom > day).map(({ validFrom }) => validFrom),
  ];
};

/** Folds all subjects of a view, or as many as there is room for, by both rules, and counts what differs. */
const compareAll = async (
  { store, clock, handoverRules }: ReplayServices,
  request: ReplayRequest,
  draftRules: ReplayServices['handoverRules'],
): Promise<Omit<ExpectationReplay, 'notYet'>> => {
  const { own } = request;
  const now = clock.now();
  const reports = await store.reports();
  const inForce: HandoverRules = { ...handoverRules, reports };
  const draft: HandoverRules = { ...draftRules, reports };
  const run = startRun(clock, request);
  const tally = createTally<ReturnType<typeof rowOf>>(request.examples);
  const expected = { before: 0, after: 0 };
  const late = { before: 0, after: 0 };
  const count = (judgement: Judgement, { catalogue }: HandoverRules, when: 'before' | 'after'): void => {
    for (const concern of concernsIn(judgement)) {
      if (!isShown(concern, concern.expected, catalogue, request)) continue;
      expected[when] += 1;
      if (concern.expected.wasLate) late[when] += 1;
    }
  };
  const compare = (pathway: Pathway): void => {
    const whole = judged(pathway, inForce, now);
    const part = own === undefined ? pathway : ownPart(pathway, whole, own);
    const before = part.messages.length === pathway.messages.length ? whole : judged(part, inForce, now);
    const after = judged(part, draft, now);
    count(before, inForce, 'before');
    count(after, draft, 'after');
    for (const changed of compareJudgements(before, after)) {
      const { catalogue } = changed.change.kind === 'gone' ? inForce : draft;
      if (isShown(changed, namedIn(changed), catalogue, request)) {
        tally.add(rowOf(changed), exampleOf(changed, own));
      }
    }
  };
  // An enterprise's own are found by going through all messages of the window: once is enough.
  const size = own === undefined ? page : (request.most ?? mostOwn) + 1;
  const next = (after: Subject | undefined): Promise<readonly Subject[]> => {
    if (own === undefined) return store.subjects(after, size);
    const since = new Date((request.from ?? new Date(0)).getTime() - slackMs);
    return store.replaySubjects(own.parties, since, after, size);
  };
  let subjects = await next(undefined);
  while (subjects.length > 0) {
    const last = subjects.at(-1);
    for (let at = 0; at < subjects.length; ) {
      const cut = run.ended();
      if (cut !== undefined) return { ...run.figures(cut), expected, late, changes: tally.rows() };
      const few = subjects.slice(at, at + run.room(atOnce));
      at += few.length;
      for (const pathway of await Promise.all(few.map((subject) => store.pathway(subject)))) {
        compare(pathway);
        run.looked();
      }
    }
    subjects = subjects.length < size ? [] : await next(last);
  }
  return { ...run.figures(undefined), expected, late, changes: tally.rows() };
};

/**
 * Shows what a draft of expectations, deadlines or settings would change in all handovers that are stored, as of now.
 * Stores nothing. A window keeps to what was triggered in it. Fails with every fault in the draft.
 */
export const replayExpectations = async (
  services: ReplayServices,
  request: ReplayRequest,
): Promise<Result<ExpectationReplay, readonly DraftFault[]>> => {
  const draft = services.drafts.expectations(request.draft);
  if (!draft.ok) return draft;
  const rules = drafted(services.handoverRules, draft.value, knows);
  if (!rules.ok) return fail(rules.fault.map(faultAt));
  const replayed = await compareAll(services, request, rules.value);
  return ok({ ...replayed, notYet: notYetIn(draft.value, request.to ?? services.clock.now()) });
};
