import type { Directory } from '../domain/directory.ts';
import { type HerId, messageId, msgIdKey } from '../domain/ids.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { FoundMessage, MessageQuery } from '../domain/search-store.ts';
import { type ActsFor, maySee } from './mailbox.ts';
import { storableId } from './outside-id.ts';
import type { Services } from './services.ts';

type Parties = Pick<Directory, 'organisation' | 'organisations' | 'party'>;

/** What somebody searches by. With `q` nothing else is asked. */
export interface MessageSearch extends Omit<MessageQuery, 'own' | 'others'> {
  /** An id of the message, whole: its own, MsgId, AppRec id, document or conversation. */
  readonly q?: string;
  /** HER-id of an enterprise or a party: whose messages. */
  readonly enterprise?: HerId;
  /** HER-id of an enterprise or a party that is the other side. */
  readonly party?: HerId;
}

/** Who searches. */
export interface Searcher {
  readonly actsFor: ActsFor;
  readonly actsForAll: boolean;
}

export interface MessagePage {
  readonly messages: readonly FoundMessage[];
  readonly hasMore: boolean;
}

/** A HER-id with those of its parties when it is an enterprise's. */
const withParties = (directory: Parties, herId: HerId): readonly HerId[] => [
  herId,
  ...(directory.organisation(herId)?.parties.map((party) => party.herId) ?? []),
];

/** HER-ids whose messages are looked among; undefined: all. */
const ownOf = (
  directory: Parties,
  { actsFor, actsForAll }: Searcher,
  enterprise: HerId | undefined,
): Result<readonly HerId[] | undefined, Fault> => {
  if (enterprise === undefined) {
    if (actsForAll) return ok(undefined);
    const all = directory.organisations.flatMap((each) => withParties(directory, each.herId));
    return ok(all.filter(actsFor));
  }
  const own = withParties(directory, enterprise).filter(actsFor);
  return own.length === 0 ? fail(fault('her-id-not-authorised', { herId: enterprise })) : ok(own);
};

/** A page of messages that the searcher sent or has got, the newest first. Fault `her-id-not-authorised`. */
export const searchMessages = async (
  services: Pick<Services, 'store' | 'pseudonymiser'>,
  directory: Parties,
  search: MessageSearch,
  searcher: Searcher,
): Promise<Result<MessagePage, Fault>> => {
  const { q, enterprise, party, ...query } = search;
  const { store } = services;
  // One more than is asked for tells whether there are more.
  const limit = query.limit + 1;
  const pageOf = (messages: readonly FoundMessage[]): MessagePage => ({
    messages: messages.slice(0, query.limit),
    hasMore: messages.length > query.limit,
  });
  if (q !== undefined) {
    const key = msgIdKey(storableId(services, q));
    const found = await store.messagesByKey(messageId(q.trim()), key, limit);
    return ok({ ...pageOf(found.filter((each) => maySee(each, searcher.actsFor))), hasMore: false });
  }
  const own = ownOf(directory, searcher, enterprise);
  if (!own.ok) return own;
  return ok(
    pageOf(
      await store.searchMessages({
        ...query,
        limit,
        ...(own.value !== undefined && { own: own.value }),
        ...(party !== undefined && { others: withParties(directory, party) }),
      }),
    ),
  );
};
