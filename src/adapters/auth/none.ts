import type { Authenticator, Principal } from '../../domain/access.ts';
import { type HerId, herId } from '../../domain/ids.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';

const actAs = 'overgang-act-as';

const sandbox = (herIds: Principal['herIds']): Principal => ({
  name: 'sandbox',
  herIds,
  orgNumbers: new Set(),
});

/**
 * Lets everyone in, for the sandbox (AUTH_MODE=none). The header `overgang-act-as: 123,456` narrows the
 * caller to those HER-ids, so that a wrong sender can be tried; unreadable, it is the fault `request-invalid`.
 */
export const createOpenAuthenticator = (): Authenticator => async (request) => {
  const header = request.headers[actAs];
  if (header === undefined) return ok(sandbox('all'));
  const herIds = new Set<HerId>();
  for (const text of String(header).split(',')) {
    const id = herId(text);
    if (id === undefined)
      return fail(fault('request-invalid', { where: actAs, expected: 'HER-ids with commas between' }));
    herIds.add(id);
  }
  return ok(sandbox(herIds));
};
