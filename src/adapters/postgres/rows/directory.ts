import type { AlertSettings } from '../../../domain/alerts/settings.ts';
import {
  type CommunicationParty,
  defaultSettings,
  type Endpoint,
  type JournalSystem,
  type MunicipalityCode,
  type Organisation,
  type OrganisationSettings,
  type Period,
} from '../../../domain/directory.ts';
import type { HerId } from '../../../domain/ids.ts';

/** Rows of the directory's tables as JSON: dates are YYYY-MM-DD. */
export interface DirectoryRows {
  readonly organisations: readonly OrganisationRow[];
  readonly municipality_codes: readonly MunicipalityCodeRow[];
  readonly communication_parties: readonly PartyRow[];
  readonly endpoints: readonly EndpointRow[];
  readonly journal_systems: readonly JournalSystemRow[];
}

interface PeriodColumns {
  readonly valid_from: string;
  readonly valid_to: string | null;
}

interface OrganisationRow extends PeriodColumns {
  readonly her_id: HerId;
  readonly position: number;
  readonly name: string;
  readonly org_number: string;
  readonly kind: Organisation['kind'];
  /** As in `settings`, for processes of the version before those. */
  readonly unknown_party: OrganisationSettings['unknownParty'];
  /** What was chosen when it was stored: choices that have come since are not in it. */
  readonly settings: Partial<OrganisationSettings>;
  readonly alerting: AlertSettings | null;
}

interface MunicipalityCodeRow extends PeriodColumns {
  readonly organisation: HerId;
  readonly position: number;
  readonly code: string;
}

interface PartyRow extends PeriodColumns {
  readonly her_id: HerId;
  readonly organisation: HerId;
  readonly position: number;
  readonly name: string;
  readonly kind: CommunicationParty['kind'];
  readonly service_type: string | null;
  readonly service_name: string | null;
  readonly hpr_number: string | null;
  readonly receipting: CommunicationParty['receipting'];
}

interface EndpointRow {
  readonly her_id: HerId;
  readonly channel: Endpoint['channel'];
  readonly url: string | null;
  readonly secret_ref: string | null;
}

interface JournalSystemRow extends PeriodColumns {
  readonly her_id: HerId;
  readonly position: number;
  readonly system: string;
  readonly vendor: string | null;
}

const periodColumns = ({ from, to }: Period): PeriodColumns => ({ valid_from: from, valid_to: to ?? null });

const periodFrom = (row: PeriodColumns): Period => ({
  from: row.valid_from,
  ...(row.valid_to !== null && { to: row.valid_to }),
});

/** An organisation, without what hangs on it, as its row. */
export const organisationRow = (organisation: Organisation, position: number): OrganisationRow => ({
  her_id: organisation.herId,
  position,
  name: organisation.name,
  org_number: organisation.orgNumber,
  kind: organisation.kind,
  ...periodColumns(organisation),
  unknown_party: organisation.settings.unknownParty,
  settings: organisation.settings,
  alerting: organisation.alerts ?? null,
});

/** A row, with what hangs on it, as the organisation it holds. */
export const organisationFrom = (
  row: OrganisationRow,
  rest: Pick<Organisation, 'municipalityCodes' | 'journalSystems' | 'parties'>,
): Organisation => ({
  herId: row.her_id,
  name: row.name,
  orgNumber: row.org_number,
  kind: row.kind,
  ...periodFrom(row),
  settings: { ...defaultSettings, unknownParty: row.unknown_party, ...row.settings },
  ...(row.alerting !== null && { alerts: row.alerting }),
  ...rest,
});

/** A municipality number as its row. */
export const municipalityCodeRow = (
  organisation: HerId,
  code: MunicipalityCode,
  position: number,
): MunicipalityCodeRow => ({ organisation, position, code: code.code, ...periodColumns(code) });

/** A row as the municipality number it holds. */
export const municipalityCodeFrom = (row: MunicipalityCodeRow): MunicipalityCode => ({
  code: row.code,
  ...periodFrom(row),
});

/** A communication party, without what hangs on it, as its row. */
export const partyRow = (organisation: HerId, party: CommunicationParty, position: number): PartyRow => ({
  her_id: party.herId,
  organisation,
  position,
  name: party.name,
  kind: party.kind,
  service_type: party.serviceType ?? null,
  service_name: party.serviceName ?? null,
  hpr_number: party.hprNumber ?? null,
  receipting: party.receipting,
  ...periodColumns(party),
});

/** A row, with what hangs on it, as the party it holds. */
export const partyFrom = (
  row: PartyRow,
  rest: Pick<CommunicationParty, 'endpoint' | 'journalSystems'>,
): CommunicationParty => ({
  herId: row.her_id,
  name: row.name,
  kind: row.kind,
  ...(row.service_type !== null && { serviceType: row.service_type }),
  ...(row.service_name !== null && { serviceName: row.service_name }),
  ...(row.hpr_number !== null && { hprNumber: row.hpr_number }),
  receipting: row.receipting,
  ...periodFrom(row),
  ...rest,
});

/** A party's endpoint as its row. */
export const endpointRow = ({ herId, endpoint }: CommunicationParty): EndpointRow => ({
  her_id: herId,
  channel: endpoint.channel,
  url: endpoint.channel === 'webhook' ? endpoint.url : null,
  secret_ref: endpoint.channel === 'webhook' ? endpoint.secretRef : null,
});

/** A row as the endpoint it holds. */
export const endpointFrom = (row: EndpointRow): Endpoint =>
  row.channel === 'webhook' && row.url !== null && row.secret_ref !== null
    ? { channel: 'webhook', url: row.url, secretRef: row.secret_ref }
    : { channel: 'inbox' };

/** A journal system of an enterprise or a party as its row. */
export const journalSystemRow = (
  herId: HerId,
  system: JournalSystem,
  position: number,
): JournalSystemRow => ({
  her_id: herId,
  position,
  system: system.system,
  vendor: system.vendor ?? null,
  ...periodColumns(system),
});

/** A row as the journal system it holds. */
export const journalSystemFrom = (row: JournalSystemRow): JournalSystem => ({
  system: row.system,
  ...(row.vendor !== null && { vendor: row.vendor }),
  ...periodFrom(row),
});
