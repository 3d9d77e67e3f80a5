import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOrganisations } from '../../../src/adapters/seeds/organisations.ts';
import { readSharedRecords } from '../../../src/adapters/seeds/shared-records.ts';

const seeds = join(import.meta.dirname, '../../../seeds');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the list of shared records', () => {
  it('names systems that several enterprises of the directory use', () => {
    const organisations = readOrganisations(join(seeds, 'organisations'));
    for (const system of readSharedRecords(join(seeds, 'shared-records.yaml'))) {
      const users = organisations.filter(({ journalSystems }) =>
        journalSystems.some((each) => each.system === system),
      );
      expect(users.length, system).toBeGreaterThan(1);
    }
  });

  it('names the file when it is not as it should be', () => {
    const path = join(folder, 'shared-records.yaml');
    writeFileSync(path, 'systems: Helseplattformen\n');
    expect(() => readSharedRecords(path)).toThrow(/^shared-records\.yaml: .*systems/s);
  });
});
