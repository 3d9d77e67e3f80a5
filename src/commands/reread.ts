import { followDue } from '../app/follow.ts';
import { reread } from '../app/reread.ts';
import { resolveTimestamp } from '../domain/norwegian-time.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

export interface RereadOptions {
  /** First and last instant at which messages were received: all, when left out. */
  readonly from?: string;
  readonly to?: string;
}

/** Reads stored messages anew for their handovers, and judges those that this changes. */
export const rereadCommand = async (terminal: Terminal, options: RereadOptions): Promise<ExitCode> => {
  const [from, to] = [options.from ?? '1970-01-01', options.to ?? '9999-12-31'].map((text) =>
    resolveTimestamp(text),
  );
  if (from === undefined || to === undefined) {
    terminal.err('--from and --to must be dates, or times such as 2026-11-21T08:00:00+01:00');
    return 2;
  }
  return withParts(terminal, async ({ services }) => {
    const { looked, changed } = await reread(services, { from, to }, (done) =>
      terminal.err(`${done.looked} messages read, ${done.changed} of them told something else`),
    );
    let folded = 0;
    for (let more = await followDue(services); more > 0; more = await followDue(services)) folded += more;
    terminal.out(
      `${looked} messages read, ${changed} of them told something else; ${folded} patients judged anew`,
    );
    return 0;
  });
};
