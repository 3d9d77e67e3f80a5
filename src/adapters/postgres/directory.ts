import { sql } from 'kysely';
import type { CommunicationParty, JournalSystem, Organisation } from '../../domain/directory.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import {
  type DirectoryRows,
  endpointFrom,
  endpointRow,
  journalSystemFrom,
  journalSystemRow,
  municipalityCodeFrom,
  municipalityCodeRow,
  organisationFrom,
  organisationRow,
  partyFrom,
  partyRow,
} from './rows/directory.ts';
import { insertRows } from './rows/written.ts';

/** The directory of enterprises and parties as stored. */
export interface DirectoryStore {
  /** All organisations with their parties, in the order they were stored in. */
  organisations(): Promise<readonly Organisation[]>;
  /** Puts this directory in the place of the one before. Throws when a HER-id stands in it twice. */
  replaceOrganisations(organisations: readonly Organisation[]): Promise<void>;
}

/** Keeps the directory in rows that SQL can join. */
export const createDirectoryStore = (db: Db): DirectoryStore => ({
  async organisations() {
    return assemble(await readRows(db));
  },

  async replaceOrganisations(organisations) {
    const rows = rowsOf(organisations);
    await db.transaction().execute(async (trx) => {
      // One at a time; readers see the old directory until the new one is whole.
      await sql`lock table organisations in share row exclusive mode`.execute(trx);
      await sql`with gone as (delete from journal_systems) delete from organisations`.execute(trx);
      await sql`
        with new_organisations as (${insertRows('organisations', rows.organisations)}),
        new_codes as (${insertRows('municipality_codes', rows.municipality_codes)}),
        new_parties as (${insertRows('communication_parties', rows.communication_parties)}),
        new_endpoints as (${insertRows('endpoints', rows.endpoints)}),
        new_systems as (${insertRows('journal_systems', rows.journal_systems)})
        select`.execute(trx);
    });
  },
});

const rowsOf = (organisations: readonly Organisation[]): DirectoryRows => {
  const parties = organisations.flatMap((organisation) => organisation.parties);
  const systems = (holder: Organisation | CommunicationParty) =>
    holder.journalSystems.map((system, at) => journalSystemRow(holder.herId, system, at));
  return {
    organisations: organisations.map(organisationRow),
    municipality_codes: organisations.flatMap(({ herId, municipalityCodes }) =>
      municipalityCodes.map((code, at) => municipalityCodeRow(herId, code, at)),
    ),
    communication_parties: organisations.flatMap(({ herId, parties }) =>
      parties.map((party, at) => partyRow(herId, party, at)),
    ),
    endpoints: parties.map(endpointRow),
    journal_systems: [...organisations, ...parties].flatMap(systems),
  };
};

/** All rows of all tables as of one moment, in order. As JSON, since a date is then the text that it is in the domain. */
const readRows = async (db: Db): Promise<DirectoryRows> => {
  const table = (name: keyof DirectoryRows, order: string) => sql`
    (select coalesce(json_agg(t order by ${sql.ref(order)}), '[]') from ${sql.table(name)} t) as ${sql.ref(name)}`;
  const found = await sql<DirectoryRows>`select
    ${table('organisations', 'position')},
    ${table('municipality_codes', 'position')},
    ${table('communication_parties', 'position')},
    ${table('endpoints', 'her_id')},
    ${table('journal_systems', 'position')}`.execute(db);
  const [rows] = found.rows;
  if (rows === undefined) throw new Error('a SELECT without FROM gave no row');
  return rows;
};

const assemble = (rows: DirectoryRows): readonly Organisation[] => {
  const codes = Map.groupBy(rows.municipality_codes, ({ organisation }) => organisation);
  const parties = Map.groupBy(rows.communication_parties, ({ organisation }) => organisation);
  const endpoints = new Map(rows.endpoints.map((row) => [row.her_id, endpointFrom(row)]));
  const systems = Map.groupBy(rows.journal_systems, ({ her_id }) => her_id);
  const systemsOf = (herId: HerId): readonly JournalSystem[] =>
    (systems.get(herId) ?? []).map(journalSystemFrom);
  return rows.organisations.map((row) =>
    organisationFrom(row, {
      municipalityCodes: (codes.get(row.her_id) ?? []).map(municipalityCodeFrom),
      journalSystems: systemsOf(row.her_id),
      parties: (parties.get(row.her_id) ?? []).map((party) =>
        partyFrom(party, {
          endpoint: endpoints.get(party.her_id) ?? { channel: 'inbox' },
          journalSystems: systemsOf(party.her_id),
        }),
      ),
    }),
  );
};
