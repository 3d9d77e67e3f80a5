import type { Store } from '../adapters/postgres/store.ts';
import { toldChange } from '../app/notify.ts';
import type { HerId } from '../domain/ids.ts';
import type { Clock, Ids } from '../domain/ports.ts';
import { type Dresser, undressed } from './dress.ts';
import { type Deed, type Letter, type ReceiptPlan, receiversOf } from './letter.ts';
import { isWaiting, messageOf, processedOf, receiptEvents, receiptOf, timedId } from './records.ts';
import type { CountyScript } from './script.ts';

/** The script's events, written into the store as the gateway would. */

export type Event =
  | { readonly at: number; readonly kind: 'letter'; readonly letter: Letter }
  | { readonly at: number; readonly kind: 'again'; readonly letter: Letter }
  | {
      readonly at: number;
      readonly kind: 'receipt';
      readonly letter: Letter;
      readonly receiver: HerId;
      readonly plan: ReceiptPlan;
    }
  | { readonly at: number; readonly kind: 'deed'; readonly deed: Deed };

/** Everything that comes in a script, in order. */
export const eventsOf = ({ patients, end }: CountyScript): readonly Event[] =>
  patients
    .flatMap(({ letters, deeds }): readonly Event[] => [
      ...letters.flatMap((letter): readonly Event[] => [
        { at: letter.received, kind: 'letter', letter },
        ...(letter.again === undefined ? [] : [{ at: letter.again.at, kind: 'again', letter } as const]),
        ...receiversOf(letter).flatMap(({ herId: receiver }): readonly Event[] => {
          const plan = letter.receipts.get(receiver);
          return plan === undefined || plan.at <= letter.received
            ? []
            : [{ at: plan.at, kind: 'receipt', letter, receiver, plan }];
        }),
      ]),
      ...deeds.map((deed): Event => ({ at: deed.told, kind: 'deed', deed })),
    ])
    .filter(({ at }) => at <= end)
    .sort((a, b) => a.at - b.at);

/** Runs work over a list with so many at a time. */
const each = async <T>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> => {
  const waiting = [...list].reverse();
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
};

/** What was written, and what the store answered otherwise than the script knows. */
interface Written {
  messages: number;
  receipts: number;
  acts: number;
  readonly surprises: string[];
}

/** Where letters are written, and as what. `clock` is that of time-outs; without a dresser letters hold only what handovers are judged by. */
interface WriterParts {
  readonly store: Store;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly dresser?: Dresser;
}

/** Writes into a store; `writers`: at a time. */
export const createWriter = (
  { store, ids, clock, dresser: { dress, errors } = undressed }: WriterParts,
  writers: number,
) => {
  const counts: Written = { messages: 0, receipts: 0, acts: 0, surprises: [] };
  const { surprises } = counts;
  const appRecId = (at: number) => timedId(at, ids);

  const take = async (letter: Letter): Promise<void> => {
    const given = receiversOf(letter).flatMap(({ herId }) => {
      const plan = letter.receipts.get(herId);
      return plan === undefined || plan.at > letter.received
        ? []
        : [receiptOf(letter, herId, plan, appRecId(plan.at), errors)];
    });
    const worn = dress(letter);
    const { kind } = await store.accept(messageOf(letter, worn));
    const isNew = await store.completeProcessing(letter.id, processedOf(letter, worn, given));
    if (kind !== 'stored' || !isNew) surprises.push(`${letter.type} was not new`);
    counts.messages += 1;
    counts.receipts += given.length;
  };
  const receipt = async ({ letter, receiver, plan }: Extract<Event, { kind: 'receipt' }>): Promise<void> => {
    const given = receiptOf(letter, receiver, plan, appRecId(plan.at), errors);
    await store.accept(given.appRec);
    const stands = await store.recordReceipt(given.receipt, {
      type: receiptEvents[plan.status],
      actor: 'receiver',
    });
    if (!stands) surprises.push(`a receipt of ${letter.type} did not stand`);
    counts.receipts += 1;
  };
  const again = async ({ again: twice, ...letter }: Letter): Promise<void> => {
    if (twice === undefined) return;
    const message = messageOf(letter, dress(letter), twice.altered);
    const { kind } = await store.accept({ ...message, id: appRecId(twice.at) });
    if (kind !== (twice.altered ? 'conflict' : 'duplicate'))
      surprises.push(`${kind} for a second ${letter.type}`);
  };
  const act = async ({ id, kind, at, told, by, about }: Deed): Promise<void> => {
    const added = await store.addAct({
      id,
      kind,
      at: new Date(at),
      by,
      about: about.id,
      reportedAt: new Date(told),
      reportedBy: 'county',
    });
    if (added.kind !== 'added') surprises.push(`act ${kind} was ${added.kind}`);
    counts.acts += 1;
  };
  const timeOut = async (): Promise<void> => {
    for (;;) {
      const overdue = await store.overdueReceipts(clock.now(), 500);
      if (overdue.length === 0) return;
      await each(overdue, writers, async ({ messageId, receiver }) => {
        const message = await store.find(messageId);
        if (message === undefined) return;
        await store.changeDelivery(messageId, receiver, clock.now(), (current) =>
          isWaiting(current)
            ? toldChange(
                { ids, clock },
                message,
                current,
                { type: 'receiptTimedOut', actor: 'clock', cause: 'apprec-timed-out' },
                { receiptDue: null },
              )
            : undefined,
        );
      });
    }
  };
  return {
    counts,
    /** Writes what has come by now, and gives up the receipts whose time is over. */
    async write(due: readonly Event[]): Promise<void> {
      const of = <Kind extends Event['kind']>(kind: Kind) =>
        due.filter((event): event is Extract<Event, { kind: Kind }> => event.kind === kind);
      await each(of('letter'), writers, ({ letter }) => take(letter));
      await each(of('again'), writers, ({ letter }) => again(letter));
      await each(of('receipt'), writers, receipt);
      await each(of('deed'), writers, ({ deed }) => act(deed));
      await timeOut();
    },
  };
};
