import { readFileSync } from 'node:fs';
import { draftReader } from './adapters/seeds/draft.ts';
import { faultAt } from './app/replay/drafts.ts';
import type { Services } from './app/services.ts';
import { CannotStart, readOrCannotStart } from './cannot-start.ts';
import { drafted, type ExpectationDraft } from './domain/expectation-draft.ts';
import { shownFunction } from './messages/recognise.ts';
import type { Standards } from './standards.ts';

/** What nobody has answered for: `where` it stands. */
const undecided = ({ thresholds, switchedOff = [] }: ExpectationDraft): readonly string[] => [
  ...thresholds.flatMap(({ decided }, at) => (decided === undefined ? [`thresholds[${at}]`] : [])),
  ...switchedOff.flatMap(({ decided }, at) => (decided === undefined ? [`switchedOff[${at}]`] : [])),
];

/**
 * What handovers are judged by: the delivered catalogue, and on top of it what the board has decided, in a file of the
 * form that drafts are tried in. Throws CannotStart with every fault in the file, a line each.
 */
export const loadHandoverRules = (
  file: string | undefined,
  { expectations }: Pick<Standards, 'expectations'>,
): Services['handoverRules'] => {
  const delivered = { catalogue: expectations, switchedOff: [] };
  if (file === undefined) return delivered;
  const fail = (lines: readonly string[]): never => {
    throw new CannotStart(lines.map((line) => `EXPECTATIONS_FILE ${file} ${line}`).join('\n'));
  };
  const draft = draftReader.expectations(readOrCannotStart(() => readFileSync(file, 'utf8')));
  if (!draft.ok) return fail(draft.fault.map(({ where, reason }) => `${where}: ${reason}`));
  const loose = undecided(draft.value);
  if (loose.length > 0) {
    return fail(loose.map((where) => `${where}.decided: who decided it, and why, must be said`));
  }
  const rules = drafted(delivered, draft.value, (code) => shownFunction(code) === code);
  if (rules.ok) return rules.value;
  return fail(rules.fault.map((fault) => faultAt(fault)).map(({ where, reason }) => `${where}: ${reason}`));
};
