import type { Terminal } from '../../src/commands/command.ts';
import { doctor } from '../../src/commands/doctor.ts';
import { resendCommand } from '../../src/commands/resend.ts';
import { validateCommand } from '../../src/commands/validate.ts';
import type { Backend } from '../helpers/backends.ts';
import { testKeys } from '../helpers/gateway.ts';
import { marked } from './marked.ts';

/** What the commands print when they have a marked document or database before them: standard output and error. */
export const printedByCommands = async (backend: Backend): Promise<string> => {
  const printed: string[] = [];
  const print = (line: string): void => {
    // A document's id is what its sender called it, and told by contract.
    printed.push(line.replace(/"msgId":"[^"]*"/, ''));
  };
  const terminal: Terminal = {
    environment: {
      ...testKeys,
      LOG_LEVEL: 'debug',
      ...(backend.databaseUrl !== undefined && { DATABASE_URL: backend.databaseUrl }),
      ...(backend.redisUrl !== undefined && { REDIS_URL: backend.redisUrl }),
    },
    out: print,
    err: print,
    stdin: async () => marked('henvisning-nytilstand-2.0', 'several-faults'),
    stopped: new Promise(() => undefined),
  };
  for (const json of [false, true]) {
    await validateCommand(terminal, ['-'], { json, lang: 'nb' });
    if (backend.databaseUrl === undefined) continue;
    await doctor(terminal, { json });
    await resendCommand(terminal, {
      sender: '9000301',
      state: 'acknowledged,queued',
      limit: '50',
      rate: '5',
      json,
    });
  }
  return printed.join('\n');
};
