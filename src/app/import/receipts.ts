import { originalIdForms } from '../../domain/correlate.ts';
import { stampEvents } from '../../domain/delivery.ts';
import { type HerId, type MessageId, msgIdKey } from '../../domain/ids.ts';
import type {
  AnswerableMessage,
  HistoricReceipt,
  ImportCounts,
  ImportRun,
} from '../../domain/import-store.ts';
import { partyHerId } from '../../domain/message.ts';
import { fail, ok } from '../../domain/result.ts';
import type { MessageRecord } from '../../domain/store.ts';
import { answerOf, correlateReceipt } from '../correlate-receipt.ts';
import { storableId } from '../outside-id.ts';
import { receiptDue } from '../receipt-clock.ts';
import type { Services } from '../services.ts';
import { digest } from '../stored-message.ts';
import { added } from './counts.ts';
import { historicReceipt } from './historic.ts';
import type { LookedReceipt } from './look.ts';
import type { FileFault, Looking } from './ports.ts';
import type { TakeStep } from './walk.ts';

/** How often a step is tried whose originals were receipted in the same moment. */
const tries = 3;

/** What became of one receipt. */
type Answering =
  | { readonly kind: 'stored'; readonly receipt: HistoricReceipt }
  | { readonly kind: 'counted'; readonly as: string }
  | { readonly kind: 'fault'; readonly code: FileFault['code'] };

/** Originals that are at hand, asked for like those in the store. */
const storeOf = (
  originals: readonly AnswerableMessage[],
): Pick<Services['store'], 'findOriginal' | 'deliveries'> => {
  const isNamed = ({ msgId, appRecId }: MessageRecord, id: string): boolean =>
    appRecId === id || msgIdKey(msgId) === msgIdKey(id);
  return {
    findOriginal: async (id, sender) =>
      originals
        .map(({ message }) => message)
        .filter((message) => (sender === undefined || message.sender === sender) && isNamed(message, id)),
    deliveries: async (id) => originals.find(({ message }) => message.id === id)?.deliveries ?? [],
  };
};

/**
 * The receipt with what it does to the delivery that it answers. One that came when the time was out finds it given up;
 * undefined when the delivery awaits none.
 */
const change = (
  { services: { policy } }: Looking,
  { message: original, deliveries }: AnswerableMessage,
  receiver: HerId,
  { receipt, event }: ReturnType<typeof answerOf>,
): HistoricReceipt['change'] | undefined => {
  const delivery = deliveries.find((each) => each.receiver === receiver);
  if (delivery === undefined) return undefined;
  const due = receiptDue(original.genInstant, original.receivedAt, policy);
  const isLate = delivery.state.receipt === 'waiting' && receipt.at > due;
  const timedOut = { type: 'receiptTimedOut', actor: 'clock', cause: 'apprec-timed-out' } as const;
  const first = stampEvents(delivery, isLate ? [timedOut] : [], due);
  const second = stampEvents({ ...delivery, state: first.state }, [event], receipt.at);
  if (second.events.some(({ possible }) => !possible)) return undefined;
  return {
    delivery,
    version: delivery.version,
    state: second.state,
    events: [...first.events, ...second.events],
  };
};

const answer = async (
  looking: Looking,
  run: ImportRun,
  looked: LookedReceipt,
  originals: readonly AnswerableMessage[],
  isHere: (sender: HerId) => boolean,
  isAnswered: (original: MessageId, receiver: HerId) => boolean,
): Promise<Answering> => {
  const { services, book } = looking;
  const ports = { store: storeOf(originals), addressBook: book, pseudonymiser: services.pseudonymiser };
  const speaker = partyHerId(looked.envelope.sender);
  const answered = await correlateReceipt(ports, looked.inspection, speaker);
  if (!answered.ok) {
    const { code } = answered.fault;
    return code === 'apprec-original-unknown'
      ? { kind: 'counted', as: 'receipts-without-original' }
      : { kind: 'fault', code };
  }
  const { original, receiver, sender } = answered.value;
  if (isHere(receiver)) return { kind: 'counted', as: 'receipts-here' };
  // What came live has got, or is still to get, its receipt live.
  if (original.origin !== 'import') return { kind: 'counted', as: 'receipts-of-live' };
  const found = originals.find(({ message }) => message.id === original.id);
  if (found === undefined || isAnswered(original.id, receiver))
    return { kind: 'counted', as: 'receipts-repeated' };
  const message = historicReceipt(looking, run, looked, receiver, sender);
  const given = answerOf(answered.value, message.id, looked.receivedAt);
  const changed = change(looking, found, receiver, given);
  return changed === undefined
    ? { kind: 'counted', as: 'receipts-not-awaited' }
    : { kind: 'stored', receipt: { message, receipt: given.receipt, change: changed } };
};

/** Finds what the receipts of a batch answer; of two that answer the same the first stands. */
const answerAll = async (
  looking: Looking,
  run: ImportRun,
  items: readonly LookedReceipt[],
): Promise<{ readonly receipts: readonly HistoricReceipt[]; readonly counts: ImportCounts }> => {
  const { services, listener } = looking;
  const stored = (id: string): string => storableId(services, id);
  const ids = items.flatMap(({ inspection: { appRec } }) =>
    appRec === undefined ? [] : originalIdForms(appRec.original.id).map(stored),
  );
  const originals = await services.imports.answerable([...new Set(ids)]);
  const receivers = [
    ...new Set(originals.flatMap(({ deliveries }) => deliveries.map(({ receiver }) => receiver))),
  ];
  const known = await services.imports.known(
    items.flatMap(({ envelope }) => receivers.map((sender) => ({ sender, msgId: stored(envelope.msgId) }))),
  );
  const here = new Set(known.map(({ sender, key }) => `${sender} ${key}`));
  const answered = new Set(
    originals.flatMap(({ message, receipted }) => receipted.map((receiver) => `${message.id} ${receiver}`)),
  );
  const receipts: HistoricReceipt[] = [];
  let counts: ImportCounts = {};
  for (const looked of items) {
    const key = msgIdKey(stored(looked.envelope.msgId));
    const found = await answer(
      looking,
      run,
      looked,
      originals,
      (sender) => here.has(`${sender} ${key}`),
      (original, receiver) => answered.has(`${original} ${receiver}`),
    );
    if (found.kind === 'counted') {
      counts = added(counts, { [found.as]: 1 });
    } else if (found.kind === 'fault') {
      const { position, name } = looked.file;
      listener.fault({ code: found.code, position, name, digest: digest(looked.bytes) });
      counts = added(counts, { [`fault.${found.code}`]: 1 });
    } else {
      const { message, receipt } = found.receipt;
      here.add(`${message.sender} ${key}`);
      answered.add(`${receipt.original} ${receipt.receiver}`);
      receipts.push(found.receipt);
      counts = added(counts, { 'receipts-matched': 1 });
    }
  }
  return { receipts, counts };
};

/** Stores receipts, each with what it answers. */
export const takeReceipts = (looking: Looking): TakeStep<LookedReceipt> => {
  const { services } = looking;
  const months = new Set<string>();
  return async (run, batch, next) => {
    for (let tried = 0; tried < tries; tried += 1) {
      const found = await answerAll(looking, run, batch.items);
      const instants = found.receipts.map(({ message }) => message.receivedAt);
      const missing = instants.filter((at) => !months.has(at.toISOString().slice(0, 7)));
      await services.imports.ensureMonths(missing);
      for (const at of missing) months.add(at.toISOString().slice(0, 7));
      const counts = added(added(run.counts, batch.counts), found.counts);
      const step = { run, next: { ...next, counts }, at: services.clock.now() };
      const stored = await services.imports.storeReceipts(step, found.receipts);
      if (stored !== undefined) return ok({ ...run, ...next, counts, version: run.version + 1 });
    }
    return fail('elsewhere');
  };
};
