import type { Directory } from './directory.ts';
import type { HerId } from './ids.ts';
import { type Fault, fault } from './outcome.ts';
import type { Result } from './result.ts';
import type { Role } from './roles.ts';

/** Who is calling, and on whose behalf it may act. */
export interface Principal {
  /** The client's id; not a person, so it may stand in logs. */
  readonly name: string;
  readonly role: Role;
  /** Name of the person who uses the client, where it names one. Stands in the access log and in no other log. */
  readonly person?: string;
  /** HER-ids it may act for, beside those of its organisations. */
  readonly herIds: 'all' | ReadonlySet<HerId>;
  /** Organisation numbers it may act for: the client's legal entity and its subunit. */
  readonly orgNumbers: ReadonlySet<string>;
}

/** What an authenticator may know of a request. */
export interface RequestFacts {
  /** Upper case. */
  readonly method: string;
  /** Path and query as the client asked for them, before any routing. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly now: Date;
}

/** Finds out who is calling. Faults: `not-authenticated` with an AuthReason, or `request-invalid` in the sandbox. */
export type Authenticator = (request: RequestFacts) => Promise<Result<Principal, Fault>>;

/** Remembers proofs of possession, in storage that all processes share. */
export interface ReplayGuard {
  /** True the first time a key is seen, false until `until` after that. `key` is printable and at most 64 characters. */
  remember(key: string, until: Date): Promise<boolean>;
}

/**
 * Why a caller was not let in: stable, safe to show and to log. `proof-…` speaks of the DPoP proof (RFC 9449),
 * `token-…` of the access token (RFC 9068).
 */
export type AuthReason =
  | 'authorization-missing'
  | 'authorization-not-dpop'
  | 'token-invalid'
  | 'token-type'
  | 'token-key-unknown'
  | 'token-issuer'
  | 'token-audience'
  | 'token-expired'
  | 'token-not-yet-valid'
  | 'token-scope'
  | 'token-client'
  | 'token-unbound'
  | 'proof-missing'
  | 'proof-invalid'
  | 'proof-type'
  | 'proof-key'
  | 'proof-method'
  | 'proof-url'
  | 'proof-token'
  | 'proof-stale'
  | 'proof-id'
  | 'proof-replayed';

/** The fault of a caller that was not let in. */
export const notAuthenticated = (reason: AuthReason): Fault => fault('not-authenticated', { reason });

/**
 * True when the principal may act for the HER-id: it is named, or its enterprise in the directory has one
 * of the principal's organisation numbers. A person who acts for an enterprise does so for all its parties.
 */
export const mayActFor = (
  principal: Principal,
  herId: HerId,
  directory: Pick<Directory, 'organisation' | 'party'>,
): boolean => {
  if (principal.herIds === 'all' || principal.herIds.has(herId)) return true;
  const holder = directory.party(herId)?.organisation ?? directory.organisation(herId);
  if (holder === undefined) return false;
  const isOfNamed = principal.role !== 'record-system' && principal.herIds.has(holder.herId);
  return isOfNamed || principal.orgNumbers.has(holder.orgNumber);
};

/** The fault `her-id-not-authorised` for the first HER-id that the principal may not act for; undefined when it may for all. */
export const checkActsFor = (
  principal: Principal,
  herIds: Iterable<HerId>,
  directory: Pick<Directory, 'organisation' | 'party'>,
): Fault | undefined => {
  for (const herId of herIds) {
    if (!mayActFor(principal, herId, directory)) return fault('her-id-not-authorised', { herId });
  }
  return undefined;
};
