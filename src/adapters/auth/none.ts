import type { Authenticator, Principal, RequestFacts } from '../../domain/access.ts';
import { type HerId, herId } from '../../domain/ids.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Role, readRole, roles } from '../../domain/roles.ts';

const actAs = 'overgang-act-as';
const roleName = 'overgang-role';
const personName = 'overgang-person';

type Headers = RequestFacts['headers'];

const readHerIds = (text: string): Result<ReadonlySet<HerId>, Fault> => {
  const herIds = new Set<HerId>();
  for (const one of text.split(',')) {
    const id = herId(one);
    if (id === undefined)
      return fail(fault('request-invalid', { where: actAs, expected: 'HER-ids with commas between' }));
    herIds.add(id);
  }
  return ok(herIds);
};

const readRoleOf = (headers: Headers): Result<Role, Fault> => {
  const given = headers[roleName];
  if (given === undefined) return ok('record-system');
  const role = readRole(String(given).trim().toLowerCase());
  return role === undefined
    ? fail(fault('request-invalid', { where: roleName, expected: roles.join(', ') }))
    : ok(role);
};

/** Names as people write them; no digits, so that nobody's number gets into a log. */
const name = /^[\p{L}\p{M}][\p{L}\p{M} .,'’-]{0,79}$/u;

/** Browsers send no letters but those of ISO 8859-1 in a header; others come percent-encoded. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const readPerson = (headers: Headers): Result<string | undefined, Fault> => {
  const given = headers[personName];
  if (given === undefined) return ok(undefined);
  const person = decoded(String(given)).normalize('NFC').trim();
  return name.test(person)
    ? ok(person)
    : fail(fault('request-invalid', { where: personName, expected: "a person's name, without digits" }));
};

/**
 * Lets everyone in, for the sandbox (AUTH_MODE=none), in the role that `overgang-role` names, else as a record system.
 * `overgang-act-as: 123,456` names the HER-ids that the caller acts for, so that a wrong sender can be tried; without it
 * a record system acts for all, and a person for nobody. `overgang-person` is the person's name. Unreadable, they are
 * the fault `request-invalid`.
 */
export const createOpenAuthenticator = (): Authenticator => async (request) => {
  const { headers } = request;
  const role = readRoleOf(headers);
  if (!role.ok) return role;
  const person = readPerson(headers);
  if (!person.ok) return person;
  const named = headers[actAs];
  const herIds: Result<Principal['herIds'], Fault> =
    named !== undefined
      ? readHerIds(String(named))
      : ok(role.value === 'record-system' ? 'all' : new Set<HerId>());
  if (!herIds.ok) return herIds;
  return ok({
    name: 'sandbox',
    role: role.value,
    herIds: herIds.value,
    orgNumbers: new Set(),
    ...(person.value !== undefined && { person: person.value }),
  });
};
