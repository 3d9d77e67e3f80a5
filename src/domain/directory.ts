import type { AlertSettings } from './alerts/settings.ts';
import type { HerId } from './ids.ts';
import { fail, ok, type Result } from './result.ts';

/**
 * Who can be reached, and how: enterprises (level 1) and their communication parties (level 2, HIS 1153-2).
 * Pure values; where they come from (seeds or the database) is for others to know.
 * Dates are Oslo calendar dates, YYYY-MM-DD, which sort as text.
 */

/** A stretch of days: `from` is the first day in it, `to` the first day after it; without `to` it is still going. */
export interface Period {
  readonly from: string;
  readonly to?: string;
}

/** A municipality number (code system 3402) and the days it held; 1507 was split in 2024, so it stands with two. */
export interface MunicipalityCode extends Period {
  readonly code: string;
}

/** Which record system was in use when: needed to tell a missing message from one that never left a shared system. */
export interface JournalSystem extends Period {
  readonly system: string;
  readonly vendor?: string;
}

/** How a party gets its messages: fetched over the API, or pushed to an address. The secret is named here, never held. */
export type Endpoint =
  | { readonly channel: 'inbox' }
  | { readonly channel: 'webhook'; readonly url: string; readonly secretRef: string };

/** Who gives a party's positive receipts: the receiving system itself, or the gateway on its behalf. */
type Receipting = 'receiver' | 'gateway';

/** A level-2 party: a service, or a GP as a person. Only GPs are parties as persons. */
export interface CommunicationParty extends Period {
  readonly herId: HerId;
  readonly name: string;
  readonly kind: 'service' | 'person';
  /** Code of 8663; hospital services have none there and carry `serviceName` instead. */
  readonly serviceType?: string;
  readonly serviceName?: string;
  /** Persons only. */
  readonly hprNumber?: string;
  readonly endpoint: Endpoint;
  readonly receipting: Receipting;
  /** Where it differs from the organisation's, and for those days only. */
  readonly journalSystems: readonly JournalSystem[];
}

/** Reject at once, or set the message aside until a person has decided. */
type Choice = 'reject' | 'manual';

/**
 * What an enterprise chooses itself: the rows of HIS 80415:2012 §3.3.4 that say MAY. Nothing is chosen of a document
 * that is not XML, since it names no receiver whose choice could count. What is set aside gets no AppRec before a
 * person has decided: OK means readable, valid XML (§3.3.1), which only who has seen a faulty message can answer for.
 */
export interface OrganisationSettings {
  /** A service or GP that the enterprise does not have, or none named (E21). */
  readonly unknownParty: Choice;
  /** A type or version that the gateway cannot check, or another type's payload (T10). */
  readonly unsupportedFormat: Choice;
  /** XML that breaks its schema (T02). */
  readonly schemaInvalid: Choice;
  /**
   * Whether it is asked if the patient has a record at the receiver, for types that want one there (E35). `ask`: the
   * receiver's own system is, since the gateway gives no receipt for such a message on its behalf; `manual`: a person
   * is, before the message is delivered.
   */
  readonly patientRecord: 'never' | 'ask' | 'manual';
}

/** What holds where an enterprise has chosen nothing. */
export const defaultSettings: OrganisationSettings = {
  unknownParty: 'reject',
  unsupportedFormat: 'reject',
  schemaInvalid: 'reject',
  patientRecord: 'never',
};

export const organisationKinds = ['trust', 'municipality', 'gp-office', 'legevakt', 'other'] as const;
type OrganisationKind = (typeof organisationKinds)[number];

/** A level-1 enterprise with its communication parties. */
export interface Organisation extends Period {
  readonly herId: HerId;
  readonly name: string;
  readonly orgNumber: string;
  readonly kind: OrganisationKind;
  readonly municipalityCodes: readonly MunicipalityCode[];
  readonly journalSystems: readonly JournalSystem[];
  readonly settings: OrganisationSettings;
  /** Where it wants its alerts besides in its inbox. */
  readonly alerts?: AlertSettings;
  readonly parties: readonly CommunicationParty[];
}

/** A party together with the enterprise it belongs to. */
export interface DirectoryEntry {
  readonly organisation: Organisation;
  readonly party: CommunicationParty;
}

/** Lookup by HER-id; everything is in memory and nothing fails, unknown is undefined. */
export interface Directory {
  readonly organisations: readonly Organisation[];
  /** The enterprise that has this level-1 HER-id. */
  readonly organisation: (herId: HerId) => Organisation | undefined;
  /** The party that has this level-2 HER-id, open or closed: see `isOpen`. */
  readonly party: (herId: HerId) => DirectoryEntry | undefined;
  /** The record system that a party, or an enterprise, used on a day: the party's own if it has one, else its enterprise's. */
  readonly journalSystemAt: (herId: HerId, date: string) => JournalSystem | undefined;
  /** True for a record system in which enterprises keep one record together: what one writes, the others can see. */
  readonly isShared: (system: string) => boolean;
}

/** One HER-id claimed twice, and by whom (names of enterprises or parties). */
export interface DuplicateHerId {
  readonly herId: HerId;
  readonly first: string;
  readonly second: string;
}

/** True on the days from `from` until, but not including, `to`. */
export const covers = (period: Period, date: string): boolean =>
  period.from <= date && (period.to === undefined || date < period.to);

/** True when both the party and its enterprise are open on that day. */
export const isOpen = (entry: DirectoryEntry, date: string): boolean =>
  covers(entry.organisation, date) && covers(entry.party, date);

/** True when some day falls in two of the periods, in whatever order they stand. */
export const overlap = (periods: readonly Period[]): boolean => {
  const sorted = [...periods].sort((a, b) => a.from.localeCompare(b.from));
  return sorted.some((period, at) => {
    const next = sorted[at + 1];
    return next !== undefined && (period.to === undefined || next.from < period.to);
  });
};

const orgNumberWeights = [3, 2, 7, 6, 5, 4, 3, 2, 1] as const;

/** True for nine digits whose last is right (organisasjonsnummer, type ENH of 9051: modulus 11, weights 3 2 7 6 5 4 3 2). */
export const isOrgNumber = (value: string): boolean =>
  /^\d{9}$/.test(value) &&
  orgNumberWeights.reduce((sum, weight, at) => sum + weight * Number(value[at]), 0) % 11 === 0;

/** Every HER-id that is claimed more than once; enterprises and parties share one number series. */
const duplicatesIn = (organisations: readonly Organisation[]): readonly DuplicateHerId[] => {
  const holders = new Map<HerId, string>();
  const duplicates: DuplicateHerId[] = [];
  const claim = (herId: HerId, holder: string): void => {
    const first = holders.get(herId);
    if (first === undefined) holders.set(herId, holder);
    else duplicates.push({ herId, first, second: holder });
  };
  for (const organisation of organisations) {
    claim(organisation.herId, organisation.name);
    for (const party of organisation.parties) claim(party.herId, `${party.name} (${organisation.name})`);
  }
  return duplicates;
};

/** Builds the lookup, or tells every HER-id that two of the given hold. `shared`: names of record systems. */
export const createDirectory = (
  organisations: readonly Organisation[],
  shared: readonly string[] = [],
): Result<Directory, readonly DuplicateHerId[]> => {
  const duplicates = duplicatesIn(organisations);
  if (duplicates.length > 0) return fail(duplicates);

  const enterprises = new Map(organisations.map((organisation) => [organisation.herId, organisation]));
  const entries = new Map(
    organisations.flatMap((organisation) =>
      organisation.parties.map((party) => [party.herId, { organisation, party }] as const),
    ),
  );

  const journalSystemAt = (herId: HerId, date: string): JournalSystem | undefined => {
    const entry = entries.get(herId);
    const organisation = entry?.organisation ?? enterprises.get(herId);
    const own = entry?.party.journalSystems.find((system) => covers(system, date));
    return own ?? organisation?.journalSystems.find((system) => covers(system, date));
  };

  return ok({
    organisations,
    organisation: (herId) => enterprises.get(herId),
    party: (herId) => entries.get(herId),
    journalSystemAt,
    isShared: (system) => shared.includes(system),
  });
};
