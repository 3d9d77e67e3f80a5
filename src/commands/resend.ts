import { setTimeout as pause } from 'node:timers/promises';
import { resend, resendableStates } from '../app/resend.ts';
import { herId, messageId } from '../domain/ids.ts';
import type { TransportState } from '../domain/lifecycle.ts';
import type { ResendFilter } from '../domain/store.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

export interface ResendOptions {
  readonly id?: string;
  readonly receiver?: string;
  readonly sender?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly state?: string;
  readonly limit: string;
  /** Deliveries a second. */
  readonly rate: string;
  /** Without it nothing is sent: the command shows what it would do. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** What is sent again when nobody says otherwise: what did not arrive. */
const undelivered: readonly TransportState[] = ['abandoned', 'rejected'];

const date = (text: string | undefined): Date | undefined | 'wrong' => {
  if (text === undefined) return undefined;
  const read = new Date(text);
  return Number.isNaN(read.getTime()) ? 'wrong' : read;
};

/** Reads the filter; a text says what is wrong with it. */
const filterOf = (options: ResendOptions): ResendFilter | string => {
  const id = options.id === undefined ? undefined : messageId(options.id);
  if (options.id !== undefined && id === undefined) return '--id must be a message id (UUID)';
  const receiver = options.receiver === undefined ? undefined : herId(options.receiver);
  if (options.receiver !== undefined && receiver === undefined) return '--receiver must be a HER-id';
  const sender = options.sender === undefined ? undefined : herId(options.sender);
  if (options.sender !== undefined && sender === undefined) return '--sender must be a HER-id';
  const [from, to] = [date(options.from), date(options.to)];
  if (from === 'wrong' || to === 'wrong')
    return '--from and --to must be times such as 2026-11-21T08:00:00+01:00';
  const states =
    options.state?.split(',') ?? (id === undefined ? undelivered : [...undelivered, 'acknowledged']);
  const known = states.filter((state): state is TransportState =>
    resendableStates.some((one) => one === state),
  );
  if (known.length !== states.length) return `--state must be of ${resendableStates.join(', ')}`;
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) return '--limit must be a whole number above 0';
  if (!(Number(options.rate) > 0)) return '--rate must be above 0';
  if (
    id === undefined &&
    receiver === undefined &&
    sender === undefined &&
    options.type === undefined &&
    from === undefined
  ) {
    return 'name what to send again: --id, --receiver, --sender, --type or --from';
  }
  return {
    limit,
    states: known,
    ...(id !== undefined && { id }),
    ...(receiver !== undefined && { receiver }),
    ...(sender !== undefined && { sender }),
    ...(options.type !== undefined && { type: options.type }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
};

/** Sends finished deliveries again, one or by filter, at a bounded rate; without --yes it only tells which. */
export const resendCommand = async (terminal: Terminal, options: ResendOptions): Promise<ExitCode> => {
  const filter = filterOf(options);
  if (typeof filter === 'string') {
    terminal.err(filter);
    return 2;
  }
  return withParts(terminal, async ({ services }) => {
    const dryRun = options.yes !== true;
    let count = 0;
    let refused = 0;
    const request = { filter, dryRun, pace: () => pause(1000 / Number(options.rate)) };
    for await (const { delivery, resent } of resend(services, request)) {
      count += 1;
      if (!dryRun && !resent) refused += 1;
      const { messageId: id, receiver, state } = delivery;
      const row = { messageId: id, receiver, state: state.transport, receipt: state.receipt, resent };
      terminal.out(
        options.json === true
          ? JSON.stringify(row)
          : `${dryRun ? 'would resend' : resent ? 'resent' : 'not resent'} ${id} to ${receiver} (${state.transport}, receipt ${state.receipt})`,
      );
    }
    if (options.json !== true) {
      terminal.out(
        dryRun
          ? `${count} found; nothing sent. Add --yes to send them.`
          : `${count - refused} of ${count} sent again`,
      );
    }
    return refused === 0 ? 0 : 1;
  });
};
