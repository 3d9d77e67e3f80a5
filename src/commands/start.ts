import { startGateway } from '../main.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withConfig } from './with-config.ts';

/** Runs the gateway until the process is asked to stop, then lets what is under way end. */
export const start = (terminal: Terminal, options: { readonly role?: string }): Promise<ExitCode> =>
  withConfig(
    terminal,
    async (config) => {
      const starting = startGateway(config);
      // A start may wait for a server that is away; who is asked to stop need not wait with it.
      const gateway = await Promise.race([starting, terminal.stopped]);
      if (gateway === undefined) return 0;
      terminal.err(`Overgang listens on ${gateway.url}`);
      await terminal.stopped;
      await gateway.stop();
      return 0;
    },
    options.role === undefined ? {} : { ROLE: options.role },
  );
