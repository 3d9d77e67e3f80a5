import {
  covers,
  type Directory,
  type DirectoryEntry,
  isOpen,
  type Organisation,
} from '../domain/directory.ts';
import { formatOslo } from '../domain/norwegian-time.ts';
import type { AddressBook, Clock } from '../domain/ports.ts';

/**
 * The directory as routing sees it: those that are open today. A party that has closed, or whose
 * enterprise has, is not found, so a message to it is answered like one to a party that never was.
 */
export const createAddressBook = (directory: Parties, clock: Clock): AddressBook => {
  const today = (): string => formatOslo(clock.now()).slice(0, 'YYYY-MM-DD'.length);
  return bookOf(
    directory,
    (held) => isOpen(held, today()),
    (organisation) => covers(organisation, today()),
  );
};

/** The directory as history needs it: everybody who is or was in it. */
export const createHistoricAddressBook = (directory: Parties): AddressBook =>
  bookOf(
    directory,
    () => true,
    () => true,
  );

type Parties = Pick<Directory, 'organisation' | 'party'>;

const bookOf = (
  directory: Parties,
  isPartyIn: (held: DirectoryEntry) => boolean,
  isOrganisationIn: (organisation: Organisation) => boolean,
): AddressBook => {
  const common = (organisation: Organisation) => ({
    enterprise: organisation.herId,
    enterpriseName: organisation.name,
    settings: organisation.settings,
  });
  return {
    find(herId) {
      const held = directory.party(herId);
      if (held !== undefined) {
        if (!isPartyIn(held)) return undefined;
        const { name, endpoint, receipting } = held.party;
        return { level: 'party', ...common(held.organisation), name, endpoint, receipting };
      }
      const organisation = directory.organisation(herId);
      if (organisation === undefined || !isOrganisationIn(organisation)) return undefined;
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
