import type { Directory, JournalSystem, Period } from '../domain/directory.ts';
import { rolesOf } from '../domain/expectation-vocabulary.ts';
import type { HandoverParty } from '../domain/handover/facts.ts';
import type { HerId } from '../domain/ids.ts';

const periodOf = (from: string, to: string | undefined): Period =>
  to === undefined ? { from } : { from, to };

/** What is left of a period when another takes its days: none, one or two pieces. */
const minus = (period: Period, taken: Period): readonly Period[] => {
  const { from, to } = period;
  const isApart = (taken.to !== undefined && taken.to <= from) || (to !== undefined && to <= taken.from);
  if (isApart) return [period];
  return [
    ...(from < taken.from ? [periodOf(from, taken.from)] : []),
    ...(taken.to !== undefined && (to === undefined || taken.to < to) ? [periodOf(taken.to, to)] : []),
  ];
};

type SharedRecord = HandoverParty['sharedRecords'][number];

/** Days on which a party was in a shared record: by its own system where it had one, else by its enterprise's. */
const sharedRecords = (
  directory: Pick<Directory, 'isShared'>,
  own: readonly JournalSystem[],
  enterprise: readonly JournalSystem[],
): readonly SharedRecord[] => {
  const shared = (systems: readonly JournalSystem[]) =>
    systems.filter(({ system }) => directory.isShared(system));
  const record = (system: string, period: Period): SharedRecord => ({
    system,
    ...periodOf(period.from, period.to),
  });
  const inherited = shared(enterprise).flatMap(({ system, ...period }) =>
    own
      .reduce<readonly Period[]>((left, taken) => left.flatMap((each) => minus(each, taken)), [period])
      .map((each) => record(system, each)),
  );
  return [...shared(own).map(({ system, ...period }) => record(system, period)), ...inherited].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );
};

/**
 * A sender or receiver as the directory has it, closed ones too; one that it does not have is in no role. A message to
 * an enterprise alone is to nobody in particular there: only of a hospital is the role sure.
 */
export const partyAsOf = (
  directory: Pick<Directory, 'organisation' | 'party' | 'isShared'>,
  herId: HerId,
): HandoverParty => {
  const entry = directory.party(herId);
  if (entry !== undefined) {
    const { organisation, party } = entry;
    return {
      herId,
      enterprise: organisation.herId,
      roles: rolesOf(entry),
      sharedRecords: sharedRecords(directory, party.journalSystems, organisation.journalSystems),
    };
  }
  const organisation = directory.organisation(herId);
  if (organisation === undefined) return { herId, roles: [], sharedRecords: [] };
  return {
    herId,
    enterprise: herId,
    roles: organisation.kind === 'trust' ? ['hospital'] : [],
    sharedRecords: sharedRecords(directory, [], organisation.journalSystems),
  };
};
