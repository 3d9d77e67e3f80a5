import type { AlertServices } from './services.ts';

/** What one statement raises or closes at most; a round goes on until there is no more. */
const batch = 1_000;
/** Statements of each kind in a round at most, so that telling is not kept waiting by a flood. */
const batches = 50;

const untilFewer = async (work: () => Promise<number>): Promise<number> => {
  let done = 0;
  for (let round = 0; round < batches; round += 1) {
    const count = await work();
    done += count;
    if (count < batch) break;
  }
  return done;
};

/**
 * Brings alerts in line with what is expected: closes those of what is over, raises those whose time has come. What has
 * not been told of is found in the database, so whatever a process that died had not done is done in the next round.
 */
export const raiseAlerts = async ({
  store,
  clock,
}: Pick<AlertServices, 'store' | 'clock'>): Promise<{
  readonly raised: number;
  readonly settled: number;
}> => {
  const now = clock.now();
  // First, so that what another owes by now is raised for the right one.
  const settled = await untilFewer(() => store.settleAlerts(now, batch));
  const raised =
    (await untilFewer(() => store.raiseExpectations(now, batch))) +
    (await untilFewer(() => store.raiseParked(now, batch)));
  return { raised, settled };
};
