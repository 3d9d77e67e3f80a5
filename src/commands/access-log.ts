import { verifyAccessLog } from '../app/access-log.ts';
import type { AccessHead } from '../domain/access-log.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

export interface AccessLogOptions {
  /** `<seq>:<hash>`, as the gateway noted it in its log. */
  readonly head?: string;
  readonly json?: boolean;
}

const readHead = (text: string): AccessHead | undefined => {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
};

const meanings = {
  changed: 'it is not what was logged',
  missing: 'it is not there, and later ones are',
  cut: 'the end of the log is gone or has been replaced',
  'not-as-known': 'it is not the one that the given head says',
} as const;

/** Walks the access log and names the first entry that does not hold; 1 if there is one. */
export const accessLogVerify = async (
  terminal: Terminal,
  { head, json = false }: AccessLogOptions,
): Promise<ExitCode> => {
  const known = head === undefined ? undefined : readHead(head);
  if (head !== undefined && known === undefined) {
    terminal.err('--head must be a number, a colon and 64 hex digits, as the log line of the head has them');
    return 2;
  }
  return withParts(terminal, async ({ services }) => {
    const verdict = await verifyAccessLog(services, known);
    const { good, broken } = verdict;
    if (json) terminal.out(JSON.stringify(verdict));
    else if (broken === undefined) {
      terminal.out(`${good} entries hold; the head is ${verdict.head.seq}:${verdict.head.hash}`);
    } else {
      terminal.out(`entry ${broken.seq} does not hold: ${meanings[broken.fault]}. ${good} before it do.`);
    }
    return broken === undefined ? 0 : 1;
  });
};
