import { msgIdKey } from '../../domain/ids.ts';
import { type ImportRun, importRequestId, type KnownMessage } from '../../domain/import-store.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';
import { storableId } from '../outside-id.ts';
import { digest } from '../stored-message.ts';
import { added } from './counts.ts';
import { historicMessage } from './historic.ts';
import type { LookedMessage } from './look.ts';
import type { ImportServices, Looking } from './ports.ts';
import type { Batch, TakeStep } from './walk.ts';

/** A message with what tells it from others. */
interface Keyed {
  readonly looked: LookedMessage;
  readonly msgId: string;
  readonly sha256: string;
}

/** Messages by what is here of them already. */
interface Sorted {
  readonly fresh: readonly LookedMessage[];
  readonly duplicates: number;
  /** The same MsgId with other bytes, and the message that has it. */
  readonly conflicts: readonly {
    readonly looked: LookedMessage;
    readonly known: Pick<KnownMessage, 'id'> | undefined;
  }[];
}

const keyOf = (sender: number, msgId: string): string => `${sender} ${msgIdKey(msgId)}`;

/** Sorts messages by what is stored, and by those before them: of one MsgId the first stands. */
export const sortOut = async (
  { imports, pseudonymiser }: Pick<ImportServices, 'imports' | 'pseudonymiser'>,
  items: readonly LookedMessage[],
): Promise<Sorted> => {
  const keyed = items.map(
    (looked): Keyed => ({
      looked,
      msgId: storableId({ pseudonymiser }, looked.envelope.msgId),
      sha256: digest(looked.bytes),
    }),
  );
  const known = await imports.known(keyed.map(({ looked: { sender }, msgId }) => ({ sender, msgId })));
  const here = new Map<string, { readonly sha256: string; readonly known?: KnownMessage }>(
    known.map((each) => [keyOf(each.sender, each.key), { sha256: each.sha256, known: each }]),
  );
  const fresh: LookedMessage[] = [];
  const conflicts: Sorted['conflicts'][number][] = [];
  let duplicates = 0;
  for (const { looked, msgId, sha256 } of keyed) {
    const key = keyOf(looked.sender, msgId);
    const same = here.get(key);
    if (same === undefined) {
      here.set(key, { sha256 });
      fresh.push(looked);
    } else if (same.sha256 === sha256) duplicates += 1;
    else conflicts.push({ looked, known: same.known });
  }
  return { fresh, duplicates, conflicts };
};

/** Keeps what has another's MsgId as it is kept when it comes live; again is harmless. */
const setAside = async (
  { services, listener }: Looking,
  run: ImportRun,
  { looked, known }: Sorted['conflicts'][number],
): Promise<void> => {
  const { bytes, envelope, sender, file } = looked;
  const id = services.ids.messageId();
  const sha256 = digest(bytes);
  const { code } = fault('msgid-conflict');
  await services.store.quarantine({
    id,
    at: services.clock.now(),
    reason: code,
    sender,
    msgId: storableId(services, envelope.msgId),
    sha256,
    size: bytes.length,
    payload: services.cipher.seal(bytes, id),
    requestId: importRequestId(run.id),
    ...(known !== undefined && { related: known.id }),
  });
  listener.fault({ code, position: file.position, name: file.name, digest: sha256 });
};

/** Stores messages, each with all that was found in it. Months that have been seen to are not asked for again. */
export const takeMessages = (looking: Looking): TakeStep<LookedMessage> => {
  const { services } = looking;
  const months = new Set<string>();
  return async (run, batch: Batch<LookedMessage>, next) => {
    const { fresh, duplicates, conflicts } = await sortOut(services, batch.items);
    for (const conflict of conflicts) await setAside(looking, run, conflict);
    const missing = fresh.filter(({ receivedAt }) => !months.has(receivedAt.toISOString().slice(0, 7)));
    await services.imports.ensureMonths(missing.map(({ receivedAt }) => receivedAt));
    for (const { receivedAt } of missing) months.add(receivedAt.toISOString().slice(0, 7));
    const counts = added(added(run.counts, batch.counts), {
      stored: fresh.length,
      duplicates,
      'fault.msgid-conflict': conflicts.length,
    });
    const step = { run, next: { ...next, counts }, at: services.clock.now() };
    const stored = await services.imports.storeMessages(
      step,
      fresh.map((looked) => historicMessage(looking, run, looked)),
    );
    if (stored === undefined) return fail('elsewhere');
    // What came live in the same moment is left alone.
    const raced = fresh.length - stored;
    return ok({
      ...run,
      ...next,
      counts: added(counts, { stored: -raced, duplicates: raced }),
      version: run.version + 1,
    });
  };
};
