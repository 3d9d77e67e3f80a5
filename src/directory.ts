import { join } from 'node:path';
import type { Store } from './adapters/postgres/store.ts';
import { readOrganisations } from './adapters/seeds/organisations.ts';
import { readSharedRecords } from './adapters/seeds/shared-records.ts';
import { CannotStart, readOrCannotStart } from './cannot-start.ts';
import type { Config } from './config.ts';
import { createDirectory, type Directory } from './domain/directory.ts';
import { seedsDir } from './standards.ts';

/** The directory as it stands in storage; every process reads it again now and then, so that a change reaches all. */
export interface LiveDirectory
  extends Pick<Directory, 'organisation' | 'organisations' | 'party' | 'isShared'> {
  /** Takes over what is in storage now; what cannot be used leaves the directory as it was. False then. */
  reload(): Promise<boolean>;
}

/** Opens the directory in storage; the embedded sandbox fills an empty one from the seeds. */
export const openDirectory = async (config: Config, store: Store): Promise<LiveDirectory> => {
  let organisations = await store.organisations();
  if (config.DATABASE_URL === undefined && organisations.length === 0) {
    organisations = readOrCannotStart(() => readOrganisations(join(seedsDir, 'organisations')));
    await store.replaceOrganisations(organisations);
  }
  const shared = readOrCannotStart(() => readSharedRecords(join(seedsDir, 'shared-records.yaml')));
  const first = createDirectory(organisations, shared);
  if (!first.ok) throw new CannotStart('the directory holds a HER-id twice: run the seed command');
  let current = first.value;
  return {
    get organisations() {
      return current.organisations;
    },
    organisation: (herId) => current.organisation(herId),
    party: (herId) => current.party(herId),
    isShared: (system) => current.isShared(system),
    async reload() {
      const next = createDirectory(await store.organisations(), shared);
      if (next.ok) current = next.value;
      return next.ok;
    },
  };
};
