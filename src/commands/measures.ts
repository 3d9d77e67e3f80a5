import { refreshMeasures } from '../app/board/refresh.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

export interface RebuildMeasuresOptions {
  /** First and last day, YYYY-MM-DD: all that anything is known of, when left out. */
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

const isDate = (text: string): boolean => {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/**
 * Counts everything that the board sees anew, from what is stored. It gives the numbers that are there, unless somebody
 * changed storage by hand or an indicator was changed. Exit 2 when a date is none.
 */
export const rebuildMeasures = async (
  terminal: Terminal,
  options: RebuildMeasuresOptions = {},
): Promise<ExitCode> => {
  const { from, to } = options;
  if ([from, to].some((each) => each !== undefined && !isDate(each))) {
    terminal.err('--from and --to must be days. A right example: --from 2026-01-01 --to 2026-12-31');
    return 2;
  }
  return withParts(terminal, async ({ services }) => {
    const marked = await services.store.markMeasures(from, to);
    const counted = await refreshMeasures(services);
    if (options.json === true) terminal.out(JSON.stringify({ marked, counted }));
    else {
      terminal.out(
        counted < marked
          ? `${marked} days marked; another process counts them`
          : `${marked} days marked, ${counted} counted anew`,
      );
    }
    return 0;
  });
};
