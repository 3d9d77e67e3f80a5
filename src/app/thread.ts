import type { Directory } from '../domain/directory.ts';
import { type HerId, type MessageId, msgIdKey } from '../domain/ids.ts';
import { longestGuessMs } from '../domain/link-table.ts';
import { linkFactsOf } from '../domain/linkable.ts';
import {
  type LinkFacts,
  type LinkParty,
  type MessageReference,
  namesOf,
  referencesOf,
} from '../domain/links-facts.ts';
import type { LinkableMessage } from '../domain/links-store.ts';
import { type ThreadEntry, threadOf } from '../domain/links-thread.ts';
import type { MessageRecord } from '../domain/store.ts';
import type { Inspection } from './inspect.ts';
import { type ActsFor, maySee } from './mailbox.ts';
import { storableId } from './outside-id.ts';
import type { Services } from './services.ts';

/**
 * Threads are put together when somebody asks, from what each message says of itself: messages that come out of order
 * need no repair. The bounds keep any answer small, whatever refers to whatever.
 */
const mostMessages = 200;
/** From message to message, this many steps. */
const mostSteps = 6;
/** Messages of the patient around the one asked for, among which a guess is made. */
const mostOfPatient = 50;
/** A document can be made to name thousands of others. */
const mostReferences = 50;

/** The ids that a message is named by and names others by, as they may be stored. */
export const storableReferences = (
  services: Pick<Services, 'pseudonymiser'>,
  { content, envelope }: Inspection,
): readonly MessageReference[] => {
  const conversation = envelope?.conversation;
  const ids: readonly (readonly [MessageReference['kind'], string | undefined])[] = [
    ['document', content?.documentId ?? envelope?.documentId],
    ['appRec', content?.appRecId],
    ['parent', conversation?.refToParent],
    ['conversation', conversation?.refToConversation],
    ...(content?.answers ?? []).map((id) => ['answers', id] as const),
  ];
  return ids
    .flatMap(([kind, id]) => (id === undefined ? [] : [{ kind, id }]))
    .slice(0, mostReferences)
    .map(({ kind, id }) => ({ kind, key: msgIdKey(storableId(services, id)) }));
};

/** A message in its thread, as it may be shown. */
interface ReadEntry extends Omit<ThreadEntry, 'message'> {
  readonly message: MessageRecord;
}

/** A thread as one reader may know it. */
export interface ReadThread {
  /** The messages that the reader sent or has got, in order. */
  readonly entries: readonly ReadEntry[];
  /** False when there may be more than was looked at. */
  readonly isComplete: boolean;
}

/** The thread of a message. `directory` tells which parties are of one enterprise, whether they are open or not. */
export const readThread = async (
  services: Pick<Services, 'store'>,
  directory: Pick<Directory, 'organisation' | 'party'>,
  id: MessageId,
  actsFor: ActsFor,
): Promise<ReadThread> => {
  const { messages, isComplete } = await gather(services, id);
  const visible = new Map(
    messages.filter((each) => maySee(each, actsFor)).map(({ message }) => [message.id, message]),
  );
  const party = (herId: HerId): LinkParty => {
    const holder = directory.party(herId)?.organisation ?? directory.organisation(herId);
    return { herId, ...(holder !== undefined && { enterprise: holder.herId }) };
  };
  const facts = messages.map((each) => linkFactsOf(each, party));
  const entries = threadOf(id, facts, (one) => visible.has(one.id));
  return {
    entries: entries.flatMap((entry) => {
      const message = visible.get(entry.message.id);
      return message === undefined ? [] : [{ ...entry, message }];
    }),
    isComplete,
  };
};

interface Gathered {
  readonly messages: readonly LinkableMessage[];
  readonly isComplete: boolean;
}

/** The messages that a thread may be made of: what ids lead to, step by step, then the patient's others around it. */
const gather = async ({ store }: Pick<Services, 'store'>, id: MessageId): Promise<Gathered> => {
  const start = await store.linkable(id);
  if (start === undefined) return { messages: [], isComplete: true };
  const found = new Map([[id, start]]);
  const asked = { names: new Set<string>(), references: new Set<string>() };
  let frontier: readonly LinkableMessage[] = [start];
  let isComplete = true;
  for (let step = 0; isComplete; step += 1) {
    const names = news(frontier, namesOf, asked.names);
    const references = news(frontier, referencesOf, asked.references);
    if (names.length + references.length === 0) break;
    const near = step < mostSteps ? await store.neighbours({ names, references }, mostMessages + 1) : [];
    const others = near.filter(({ message }) => !found.has(message.id));
    frontier = others.slice(0, mostMessages - found.size);
    isComplete = step < mostSteps && near.length <= mostMessages && frontier.length === others.length;
    for (const each of frontier) found.set(each.message.id, each);
  }
  const { patient, genInstant } = start.message;
  const around =
    patient === undefined ? [] : await store.ofPatient(patient, genInstant, longestGuessMs, mostOfPatient);
  for (const each of around) found.set(each.message.id, each);
  return { messages: [...found.values()], isComplete };
};

/** Ids of some messages that have not been asked for; they are noted as asked. */
const news = (
  messages: readonly LinkableMessage[],
  idsOf: (
    ids: Pick<LinkFacts, 'msgId' | 'appRecId' | 'documentId' | 'conversation' | 'answers'>,
  ) => readonly string[],
  asked: Set<string>,
): readonly string[] => {
  const ids = messages.flatMap(({ message, answers }) => idsOf({ ...message, answers }));
  const fresh = [...new Set(ids)].filter((id) => !asked.has(id));
  for (const id of fresh) asked.add(id);
  return fresh;
};
