import type { Directory } from '../../domain/directory.ts';
import type { ExpectationCatalogue } from '../../domain/expectation.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rule.ts';
import type { Language } from '../../domain/texts.ts';
import type { ExpectationChange, ExpectationReplay } from './expectations.ts';
import type { FindingChange, RuleReplay } from './rules.ts';
import type { ReplayFigures } from './run.ts';

/** Replays as JSON and for reading: ids with the names that stand for them, and nothing of what messages say. */

/** Where names are looked up. */
export interface Naming {
  readonly directory: Pick<Directory, 'organisation'>;
  readonly language: Language;
  readonly catalogue: ExpectationCatalogue;
  readonly rules: readonly Pick<Rule, 'id' | 'texts'>[];
}

const enterpriseName = ({ directory }: Naming, herId: HerId | undefined): string | null =>
  herId === undefined ? null : (directory.organisation(herId)?.name ?? null);

/** A change of what is expected; `name` is null for rows that only the draft has, and for handovers themselves. */
export const presentExpectationChange = (change: ExpectationChange, naming: Naming) => {
  const { kind, from, to, moved, expectation, role, enterprise, ofMessage, count, examples } = change;
  const row = naming.catalogue.expectations.find(({ id }) => id === expectation);
  return {
    change: kind,
    from: from ?? null,
    to: to ?? null,
    moved: moved ?? null,
    expectation: expectation ?? null,
    case: change.case ?? null,
    name: row?.texts[naming.language].name ?? null,
    role: role ?? null,
    enterprise: enterprise ?? null,
    enterpriseName: enterpriseName(naming, enterprise),
    count,
    // Ids of handovers or of messages, never both.
    handovers: ofMessage ? [] : examples,
    messages: ofMessage ? examples : [],
  };
};

/** A change of what rules find; `title` is null for rules that only the draft has. */
export const presentFindingChange = (change: FindingChange, naming: Naming) => ({
  change: change.kind,
  rule: change.rule,
  title: naming.rules.find(({ id }) => id === change.rule)?.texts[naming.language].title ?? null,
  messageType: change.type,
  sender: change.sender,
  senderName: enterpriseName(naming, change.sender),
  count: change.count,
  messages: change.examples,
});

const figures = ({ looked, seconds, cut }: ReplayFigures) => ({ looked, seconds, cut: cut ?? null });

/** All but the changes. */
export const summariseExpectations = (replay: ExpectationReplay) => ({
  ...figures(replay),
  expected: replay.expected,
  late: replay.late,
  notYet: replay.notYet,
});

/** All but the changes. */
export const summariseRules = (replay: RuleReplay) => ({
  ...figures(replay),
  from: replay.from,
  to: replay.to,
  found: replay.found,
  unread: replay.unread,
  defects: replay.defects,
  notYet: replay.notYet,
});
