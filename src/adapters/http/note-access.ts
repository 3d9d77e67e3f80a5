import { type AccessEntry, basisOf } from '../../domain/access-log.ts';
import type { HerId } from '../../domain/ids.ts';
import type { KnownCall } from './endpoint.ts';

/** What of an entry the endpoint itself knows. */
type Seen = Pick<AccessEntry, 'action' | 'kind' | 'objects'> &
  Partial<Pick<AccessEntry, 'reason' | 'reasonText' | 'outcome'>>;

/** Enterprises and parties that the caller named, or is of; none where it acts for all. */
const actedFor = ({ principal, http }: KnownCall): readonly HerId[] => {
  const { herIds, orgNumbers } = principal;
  if (herIds === 'all') return [];
  const own = http.directory.organisations
    .filter(({ orgNumber }) => orgNumbers.has(orgNumber))
    .map((organisation) => organisation.herId);
  return [...herIds, ...own];
};

/**
 * Writes in the access log what a caller is about to be shown, or was refused. To be awaited before the answer is given:
 * what cannot be logged is not shown. Throws what storage throws.
 */
export const noteAccess = async (call: KnownCall, seen: Seen): Promise<void> => {
  const { principal, context, http } = call;
  const { store, clock } = http.services;
  await store.logAccess({
    at: clock.now(),
    ...(principal.person !== undefined && { person: principal.person }),
    client: principal.name,
    role: principal.role,
    enterprises: actedFor(call),
    basis: basisOf(principal.role),
    outcome: 'shown',
    requestId: context.requestId,
    ...seen,
  });
};
