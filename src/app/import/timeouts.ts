import { stampEvents } from '../../domain/delivery.ts';
import type { HistoricChange, ImportRun, UnreceiptedDelivery } from '../../domain/import-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { receiptDue } from '../receipt-clock.ts';
import { added } from './counts.ts';
import type { ImportListener, ImportServices } from './ports.ts';
import type { Elsewhere } from './walk.ts';

const page = 2_000;

/** A receipt that never came was given up when its time was out (HITS 1168); undefined while it is not. */
const givenUp = (
  { clock, policy }: ImportServices,
  { delivery, version, genInstant, receivedAt }: UnreceiptedDelivery,
): HistoricChange | undefined => {
  const due = receiptDue(genInstant, receivedAt, policy);
  if (due > clock.now()) return undefined;
  const timedOut = { type: 'receiptTimedOut', actor: 'clock', cause: 'apprec-timed-out' } as const;
  return { delivery, version, ...stampEvents(delivery, [timedOut], due) };
};

/** Gives up the receipts of imported messages whose time is out: nobody is told, for it is long ago. */
export const giveUpReceipts = async (
  services: ImportServices,
  begun: ImportRun,
  listener: ImportListener,
): Promise<Result<ImportRun, Elsewhere>> => {
  const { imports, clock } = services;
  let run = begun;
  let after: UnreceiptedDelivery['delivery'] | undefined;
  for (;;) {
    const waiting = await imports.unreceipted(after, page);
    after = waiting.at(-1)?.delivery;
    const changes = waiting.flatMap((each) => givenUp(services, each) ?? []);
    const phase = after === undefined ? 'handovers' : 'timeouts';
    const counts = added(run.counts, { 'timed-out': changes.length });
    const step = { run, next: { phase, position: 0, counts }, at: clock.now() } as const;
    const stored = await imports.storeTimeouts(step, changes);
    if (stored === undefined) return fail('elsewhere');
    run = { ...run, ...step.next, version: run.version + 1 };
    if (phase === 'handovers') return ok(run);
    listener.progress({ phase, done: counts['timed-out'] ?? 0, counts });
  }
};
