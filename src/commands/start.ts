import { startGateway } from '../main.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withConfig } from './with-config.ts';

/** Runs the gateway until the process is asked to stop, then lets what is under way end. */
export const start = (terminal: Terminal, options: { readonly role?: string }): Promise<ExitCode> =>
  withConfig(
    terminal,
    async (config) => {
      const gateway = await startGateway(config);
      terminal.err(`Overgang listens on ${gateway.url}`);
      await terminal.stopped;
      await gateway.stop();
      return 0;
    },
    options.role === undefined ? {} : { ROLE: options.role },
  );
