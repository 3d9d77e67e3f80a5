import { setImmediate as breathe } from 'node:timers/promises';
import { osloDate } from '../../domain/calendar.ts';
import type { Finding } from '../../domain/finding.ts';
import type { HerId, MessageId } from '../../domain/ids.ts';
import type { ReplayMessage, ReplayWindow } from '../../domain/replay-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Rule, Vocabulary } from '../../domain/rule.ts';
import { recognise, recognisedTypes } from '../../messages/recognise.ts';
import { compileRules } from '../../rules/compile.ts';
import { type CompiledRules, evaluateRules } from '../../rules/evaluate.ts';
import { parseXml } from '../../xml/parse.ts';
import type { DraftFault, ReplayServices, RuleDraft } from './drafts.ts';
import { createTally, type ReplayFigures, type ReplayRequest, startRun, type Tallied } from './run.ts';

/**
 * Tries other rules on stored messages: each is opened in memory, one at a time, and judged by those rules alone that the
 * draft has, replaces or retires. All others find what they found before.
 */

/**
 * `added`: the rule finds what it did not find in the message, `gone` the other way about; `moved`: at other places;
 * `severity`: the same, weighed otherwise.
 */
type FindingChangeKind = 'added' | 'gone' | 'moved' | 'severity';

/** A change, whose messages it is made in and in how many. Examples are ids of messages. */
export interface FindingChange extends Tallied {
  readonly kind: FindingChangeKind;
  readonly rule: string;
  /** 8279. */
  readonly type: string;
  /** The sender's enterprise; the sender itself where the directory does not know it. */
  readonly sender: HerId;
}

export interface RuleReplay extends ReplayFigures {
  readonly from: Date;
  readonly to: Date;
  /** Messages in which the rules in question find something: those in force, and the draft's. */
  readonly found: { readonly before: number; readonly after: number };
  /** Rules of the draft that hold from a later day than any that was looked at. */
  readonly notYet: readonly string[];
  /** Rules that could not be evaluated, and in how many messages. */
  readonly defects: readonly { readonly rule: string; readonly messages: number }[];
  /** Messages that no rule can judge: they cannot be parsed, or are of no type that rules are for. */
  readonly unread: number;
  readonly changes: readonly FindingChange[];
}

const page = 200;
/** Payloads held at once: this many bytes, or one. */
const heldBytes = 4 * 1024 * 1024;
const defaultDays = 30;
const dayMs = 86_400_000;
/** A rule that cannot be evaluated so often has shown it; half a second may have gone each time. */
const mostDefects = 20;

/** The rules to be compared, ready. */
interface Sides {
  readonly before: CompiledRules;
  /** Each rule of the draft by itself: a second may go on one, and others get theirs between. */
  readonly after: readonly CompiledRules[];
}

/** What the wording rows in force are written with. */
const vocabularyOf = (rules: readonly Rule[]): Vocabulary => {
  const known = rules.flatMap((rule) => (rule.kind === 'wording' ? [rule.vocabulary] : []));
  return {
    words: Object.assign({}, ...known.map(({ words }) => words)),
    excuses: Object.assign({}, ...known.map(({ excuses }) => excuses)),
  };
};

const sidesOf = (
  { rules, codes }: Pick<ReplayServices, 'rules' | 'codes'>,
  draft: RuleDraft,
): Result<Sides, readonly DraftFault[]> => {
  const touched = new Set([...draft.retire, ...draft.rules.map(({ id }) => id)]);
  const before = compileRules(
    rules.filter(({ id }) => touched.has(id)),
    recognisedTypes,
    { codes },
  );
  const after = compileRules(draft.rules, recognisedTypes, { codes });
  const unknown = draft.retire.flatMap((id, at) =>
    rules.some((rule) => rule.id === id)
      ? []
      : [{ where: `retire[${at}]`, reason: `there is no rule ${id}` }],
  );
  const refused = [before, after].flatMap((side) => (side.ok ? [] : side.fault));
  // What is wrong is mostly wrong for every type that the rule is for: told once.
  const first = new Map(refused.toReversed().map((fault) => [`${fault.rule}, ${fault.field}`, fault.reason]));
  const faults = [...unknown, ...[...first].toReversed().map(([where, reason]) => ({ where, reason }))];
  if (!before.ok || !after.ok || faults.length > 0) return fail(faults);
  const each = draft.rules.map((rule) => compileRules([rule], recognisedTypes, { codes }));
  return ok({ before: before.value, after: each.flatMap((one) => (one.ok ? [one.value] : [])) });
};

/** What both sides find in one message; undefined when it cannot be read. */
const findIn = async (
  bytes: Uint8Array,
  receivedAt: Date,
  sides: Sides,
  onDefect: (rule: string) => void,
): Promise<{ readonly before: readonly Finding[]; readonly after: readonly Finding[] } | undefined> => {
  const parsed = parseXml(bytes);
  if (!parsed.ok) return undefined;
  using document = parsed.value;
  document.index();
  const { envelope, type, payload, content } = recognise(document);
  if (envelope === undefined || type === undefined || payload === undefined || content === undefined) {
    return undefined;
  }
  let read: ReturnType<typeof type.readClinical> | undefined;
  const clinical = () => {
    read ??= type.readClinical(payload);
    return read;
  };
  const input = { payload, envelope, content, type, clinical, receivedAt };
  const after: Finding[] = [];
  for (const one of sides.after) {
    await breathe();
    after.push(...evaluateRules(one, input, onDefect));
  }
  return { before: evaluateRules(sides.before, input), after };
};

const places = (findings: readonly Finding[]): string =>
  JSON.stringify(findings.map(({ path }) => path).sort());

const kindOf = (was: readonly Finding[], is: readonly Finding[]): FindingChangeKind | undefined => {
  if (was.length === 0) return is.length === 0 ? undefined : 'added';
  if (is.length === 0) return 'gone';
  if (places(was) !== places(is)) return 'moved';
  return was[0]?.severity === is[0]?.severity ? undefined : 'severity';
};

const changesIn = (
  before: readonly Finding[],
  after: readonly Finding[],
): readonly { readonly rule: string; readonly kind: FindingChangeKind }[] =>
  [...new Set([...before, ...after].map(({ rule }) => rule))].flatMap((rule) => {
    const kind = kindOf(
      before.filter((one) => one.rule === rule),
      after.filter((one) => one.rule === rule),
    );
    return kind === undefined ? [] : [{ rule, kind }];
  });

/** Messages in groups whose payloads may be held together. */
const groups = (messages: readonly ReplayMessage[]): readonly (readonly ReplayMessage[])[] => {
  const made: ReplayMessage[][] = [];
  let held = 0;
  for (const message of messages) {
    held += message.size;
    const group = made.at(-1);
    if (group === undefined || held > heldBytes) {
      made.push([message]);
      held = message.size;
    } else {
      group.push(message);
    }
  }
  return made;
};

/** Opens and judges all messages of a window, or as many as there is room for, and counts what differs. */
const compareAll = async (
  services: ReplayServices,
  request: ReplayRequest,
  window: ReplayWindow,
  sides: Sides,
): Promise<Omit<RuleReplay, 'from' | 'to' | 'notYet'>> => {
  const { store, clock, cipher, directory } = services;
  const run = startRun(clock, request);
  const tally = createTally<Omit<FindingChange, keyof Tallied>>(request.examples);
  const defects = new Map<string, number>();
  const found = { before: 0, after: 0 };
  let unread = 0;
  const senderOf = (herId: HerId): HerId => directory.party(herId)?.organisation.herId ?? herId;
  const look = async ({ id, type, sender, receivedAt }: ReplayMessage, bytes: Uint8Array): Promise<void> => {
    const findings = await findIn(bytes, receivedAt, sides, (rule) => {
      defects.set(rule, (defects.get(rule) ?? 0) + 1);
    });
    if (findings === undefined) {
      unread += 1;
      return;
    }
    if (findings.before.length > 0) found.before += 1;
    if (findings.after.length > 0) found.after += 1;
    for (const { rule, kind } of changesIn(findings.before, findings.after)) {
      tally.add({ kind, rule, type, sender: senderOf(sender) }, id);
    }
  };
  const end = (cut?: RuleReplay['cut']) => ({
    ...run.figures(cut),
    found,
    unread,
    defects: [...defects].map(([rule, messages]) => ({ rule, messages })),
    changes: tally.rows(),
  });
  let after: MessageId | undefined;
  for (;;) {
    const messages = await store.replayMessages(window, after, page);
    if (messages.length === 0) return end();
    after = messages.at(-1)?.id;
    for (const group of groups(messages)) {
      const payloads = await store.replayPayloads(group.map(({ id }) => id));
      const sealed = new Map(payloads.map(({ id, payload }) => [id, payload]));
      for (const message of group) {
        const cut = run.ended();
        if (cut !== undefined) return end(cut);
        if ([...defects.values()].some((times) => times >= mostDefects)) return end('defects');
        const payload = sealed.get(message.id);
        if (payload === undefined) unread += 1;
        else await look(message, cipher.open(payload, message.id));
        run.looked();
        // Others get their time between messages too.
        await breathe();
      }
    }
  }
};

/**
 * Shows what a draft of rules would find otherwise in the messages of a window, the last thirty days unless told, by
 * sender, type and rule. Stores nothing, and tells nothing of what messages say. Fails with every fault in the draft.
 */
export const replayRules = async (
  services: ReplayServices,
  request: ReplayRequest,
): Promise<Result<RuleReplay, readonly DraftFault[]>> => {
  const draft = services.drafts.rules(request.draft, vocabularyOf(services.rules));
  if (!draft.ok) return draft;
  const { mostRules } = request;
  if (mostRules !== undefined && draft.value.rules.length > mostRules) {
    return fail([{ where: 'rules', reason: `at most ${mostRules} can be tried at a time` }]);
  }
  const sides = sidesOf(services, draft.value);
  if (!sides.ok) return sides;
  const { own } = request;
  const to = request.to ?? services.clock.now();
  const from = request.from ?? new Date(to.getTime() - defaultDays * dayMs);
  const window: ReplayWindow = { from, to, ...(own !== undefined && { parties: own.parties }) };
  const replayed = await compareAll(services, request, window, sides.value);
  const notYet = draft.value.rules.filter(({ validFrom }) => validFrom > osloDate(to)).map(({ id }) => id);
  return ok({ ...replayed, from, to, notYet });
};
