import { join } from 'node:path';
import { readOrganisations } from '../adapters/seeds/organisations.ts';
import { readOrCannotStart } from '../cannot-start.ts';
import { seedsDir } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

/** Replaces the directory in storage with the organisations of a folder (the project's own by default). */
export const seed = (terminal: Terminal, options: { readonly dir?: string }): Promise<ExitCode> =>
  withParts(terminal, async ({ store }) => {
    const folder = options.dir ?? join(seedsDir, 'organisations');
    const organisations = readOrCannotStart(() => readOrganisations(folder));
    await store.replaceOrganisations(organisations);
    const parties = organisations.reduce((sum, organisation) => sum + organisation.parties.length, 0);
    terminal.out(
      `${organisations.length} organisations with ${parties} communication parties; running gateways read them within a minute`,
    );
    return 0;
  });
