import type { HandoverQuery, HandoverTally, HandoverTallyQuery } from '../domain/handover/list-store.ts';
import type { HerId } from '../domain/ids.ts';
import type { Services } from './services.ts';

/** How many handovers are with an enterprise. */
export interface PartyCount {
  readonly herId: HerId;
  readonly count: number;
}

/** Handovers in which something is open, by what presses most in each, and by whom they are with, the most first. */
export interface HandoverCounts {
  readonly late: number;
  readonly dueSoon: number;
  readonly open: number;
  readonly municipalities: readonly PartyCount[];
  readonly hospitals: readonly PartyCount[];
}

const sum = (tallies: readonly HandoverTally[]): number => tallies.reduce((all, { count }) => all + count, 0);

const byParty = (
  tallies: readonly HandoverTally[],
  partiesOf: (tally: HandoverTally) => readonly HerId[],
): readonly PartyCount[] => {
  const counts = new Map<HerId, number>();
  for (const tally of tallies) {
    for (const party of new Set(partiesOf(tally))) counts.set(party, (counts.get(party) ?? 0) + tally.count);
  }
  return [...counts]
    .map(([herId, count]) => ({ herId, count }))
    .sort((a, b) => b.count - a.count || a.herId - b.herId);
};

/** What is counted of a list. */
type CountQuery = HandoverTallyQuery & Pick<HandoverQuery, 'municipality' | 'hospital'>;

/** Counts what a list of the same query has that is open. Parties are counted whichever of them is asked for. */
export const countHandovers = async (
  { store }: Pick<Services, 'store'>,
  query: CountQuery,
): Promise<HandoverCounts> => {
  const { municipality, hospital } = query;
  const tallies = query.enterprises.length === 0 ? [] : await store.tallyHandovers(query);
  const asked = tallies.filter(
    (tally) =>
      (municipality === undefined || tally.municipality === municipality) &&
      (hospital === undefined || tally.hospitals.includes(hospital)),
  );
  return {
    late: sum(asked.filter(({ level }) => level >= 2)),
    dueSoon: sum(asked.filter(({ level }) => level === 1)),
    open: sum(asked.filter(({ level }) => level === 0)),
    municipalities: byParty(tallies, (tally) => [tally.municipality]),
    hospitals: byParty(tallies, ({ hospitals }) => hospitals),
  };
};
