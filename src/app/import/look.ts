import type { ArchivedFile } from '../../domain/archive.ts';
import type { HerId } from '../../domain/ids.ts';
import { type Envelope, partyHerId, type Receiver } from '../../domain/message.ts';
import type { Inspection } from '../inspect.ts';
import { isOurs, mostReceivers } from '../receive.ts';
import { digest } from '../stored-message.ts';
import type { FileFault, Looking } from './ports.ts';
import { kindOf } from './root-name.ts';

/** A document of the archive, read and judged. */
interface Looked {
  readonly file: Pick<ArchivedFile, 'position' | 'name'>;
  readonly bytes: Uint8Array;
  readonly inspection: Inspection;
  readonly envelope: Envelope;
  readonly receivedAt: Date;
}

export interface LookedMessage extends Looked {
  readonly sender: HerId;
  readonly receivers: readonly { readonly herId: HerId; readonly receiver: Receiver }[];
}

export type LookedReceipt = Looked;

/** What became of a file: a document, or nothing but a count. */
export type Look<Item> =
  | { readonly kind: 'item'; readonly item: Item; readonly size: number; readonly counted?: string }
  | { readonly kind: 'none'; readonly counted?: string };

/** Before the first message of the standards there is nothing to import; a file of 1980 has lost its time. */
const earliest = Date.parse('2000-01-01T00:00:00Z');

const passedOver: Look<never> = { kind: 'none' };
const counted = (name: string): Look<never> => ({ kind: 'none', counted: name });

const faulty = (
  { listener }: Looking,
  { position, name }: ArchivedFile,
  code: FileFault['code'],
  bytes?: Uint8Array,
): Look<never> => {
  listener.fault({ code, position, name, ...(bytes !== undefined && { digest: digest(bytes) }) });
  return counted(`fault.${code}`);
};

/** When a document came: as somebody noted it, else its file's time if that is asked for, else when it was sent. */
const arrivalOf = async (
  { options: { times, fileTimes } }: Looking,
  file: ArchivedFile,
): Promise<(envelope: Envelope) => Date> => {
  const noted = times?.ofFile(file.name);
  const changed = fileTimes ? await file.modified() : undefined;
  return ({ msgId, genInstant }) => times?.ofMessage(msgId) ?? noted ?? changed ?? genInstant;
};

const isUsable = ({ services: { clock, policy } }: Looking, at: Date): boolean =>
  at.getTime() >= earliest && at.getTime() <= clock.now().getTime() + policy.skewMs;

/** Reads and judges a file that is not a receipt; receipts are left for later. */
export const lookForMessage = async (looking: Looking, file: ArchivedFile): Promise<Look<LookedMessage>> => {
  const read = await file.read();
  if (!read.ok) return faulty(looking, file, read.fault);
  const bytes = read.value;
  const kind = kindOf(bytes);
  if (kind === 'receipt') return counted('receipts');
  if (kind !== 'unsure') looking.noReceipts[file.position] = 1;
  if (kind === 'no-xml' && !file.name.toLowerCase().endsWith('.xml')) return counted('others');
  const arrival = await arrivalOf(looking, file);
  const inspection = looking.services.inspector.inspect(bytes, arrival);
  const { envelope, fault } = inspection;
  if (envelope?.family === 'apprec') return counted('receipts');
  if (envelope === undefined || fault !== undefined) {
    return faulty(looking, file, fault?.code ?? 'root-unknown', bytes);
  }
  const receivedAt = arrival(envelope);
  if (!isUsable(looking, receivedAt)) return faulty(looking, file, 'time-out-of-range', bytes);
  const sender = partyHerId(envelope.sender);
  const receivers = new Map<HerId, Receiver>();
  for (const receiver of envelope.receivers) {
    const herId = partyHerId(receiver);
    if (herId !== undefined && !receivers.has(herId)) receivers.set(herId, receiver);
  }
  if (sender === undefined || receivers.size === 0)
    return faulty(looking, file, 'envelope-incomplete', bytes);
  if (receivers.size > mostReceivers) return faulty(looking, file, 'receivers-too-many', bytes);
  const parties = [envelope.sender, ...envelope.receivers];
  if (!parties.some((party) => isOurs(looking.book, party))) return counted('not-ours');
  const addressed = [...receivers].map(([herId, receiver]) => ({ herId, receiver }));
  const item = { file, bytes, inspection, envelope, receivedAt, sender, receivers: addressed };
  return { kind: 'item', item, size: bytes.length };
};

/** Reads a file that is a receipt; all others have been seen to. */
export const lookForReceipt = async (looking: Looking, file: ArchivedFile): Promise<Look<LookedReceipt>> => {
  if (looking.noReceipts[file.position] === 1) return passedOver;
  const read = await file.read();
  if (!read.ok) return passedOver;
  const bytes = read.value;
  const kind = kindOf(bytes);
  if (kind === 'document' || kind === 'no-xml') return passedOver;
  const arrival = await arrivalOf(looking, file);
  const inspection = looking.services.inspector.inspect(bytes, arrival);
  const { envelope, fault } = inspection;
  if (kind === 'unsure' && envelope?.family !== 'apprec') return passedOver;
  if (envelope === undefined || fault !== undefined) {
    return faulty(looking, file, fault?.code ?? 'root-unknown', bytes);
  }
  const receivedAt = arrival(envelope);
  if (!isUsable(looking, receivedAt)) return faulty(looking, file, 'time-out-of-range', bytes);
  return { kind: 'item', item: { file, bytes, inspection, envelope, receivedAt }, size: bytes.length };
};
