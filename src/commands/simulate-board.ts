import { fillBoard } from '../demo/board.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

/**
 * Fills the gateway's own empty database with a county's past up to now, counted and published for its board. Exit 0; 2
 * when messages are there already: simulated ones must not mix with them.
 */
export const simulateIntoBoard = (
  terminal: Terminal,
  plan: { readonly stays: number; readonly days: number; readonly seed: number },
): Promise<ExitCode> =>
  withParts(terminal, async (parts) => {
    const { rows } = await parts.pool.query('select from messages limit 1');
    if (rows.length > 0) {
      terminal.err(
        'the database holds messages, and simulated ones must not mix with them: use an empty one',
      );
      return 2;
    }
    if (parts.directory.organisations.length === 0) {
      terminal.err('the directory is empty: run the seed command first');
      return 2;
    }
    const { messages, folds } = await fillBoard(parts, plan);
    terminal.out(
      `${messages} messages up to now, of ${folds} patients and conversations; counted and published`,
    );
    return 0;
  });
