import { covers, type Directory, isOpen, type Organisation } from '../domain/directory.ts';
import { formatOslo } from '../domain/norwegian-time.ts';
import type { AddressBook, Clock } from '../domain/ports.ts';

/**
 * The directory as routing sees it: those that are open today. A party that has closed, or whose
 * enterprise has, is not found, so a message to it is answered like one to a party that never was.
 */
export const createAddressBook = (
  directory: Pick<Directory, 'organisation' | 'party'>,
  clock: Clock,
): AddressBook => {
  const common = (organisation: Organisation) => ({
    enterprise: organisation.herId,
    enterpriseName: organisation.name,
    settings: organisation.settings,
  });
  return {
    find(herId) {
      const today = formatOslo(clock.now()).slice(0, 'YYYY-MM-DD'.length);
      const held = directory.party(herId);
      if (held !== undefined) {
        if (!isOpen(held, today)) return undefined;
        const { name, endpoint, receipting } = held.party;
        return { level: 'party', ...common(held.organisation), name, endpoint, receipting };
      }
      const organisation = directory.organisation(herId);
      if (organisation === undefined || !covers(organisation, today)) return undefined;
      const { name } = organisation;
      return {
        level: 'enterprise',
        ...common(organisation),
        name,
        endpoint: { channel: 'inbox' },
        receipting: 'receiver',
      };
    },
  };
};
