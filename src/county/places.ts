import { partyAsOf } from '../app/reading-parties.ts';
import type { Directory } from '../domain/directory.ts';
import type { HandoverParty } from '../domain/handover/facts.ts';
import { type HerId, herId } from '../domain/ids.ts';

/** A municipality with its services. */
export interface Municipality {
  readonly enterprise: HerId;
  /** Inhabitants in thousands, about: how many of the county's patients live here. */
  readonly size: number;
  readonly caseOffice: HandoverParty;
  readonly nursing: HandoverParty;
  /** Takes the nursing service's place after psychiatric stays. */
  readonly mentalHealth: HandoverParty;
  readonly legevakt: HandoverParty;
  readonly healthStation: HandoverParty;
  readonly therapist: HandoverParty;
  /** Acute beds; eleven have them. */
  readonly acuteUnit?: HandoverParty;
  readonly gps: readonly HandoverParty[];
  /** It keeps one record with the hospitals: what was not sent may be there to be read. */
  readonly sharesRecord: boolean;
}

/** A hospital's wards, each by itself a sender. */
interface Hospital {
  readonly wards: readonly HandoverParty[];
}

/** Everybody in the county. */
export interface County {
  readonly trust: HerId;
  readonly hospitals: readonly Hospital[];
  readonly dps: readonly HandoverParty[];
  readonly tsb: readonly HandoverParty[];
  readonly bup: readonly HandoverParty[];
  readonly maternity: readonly HandoverParty[];
  readonly municipalities: readonly Municipality[];
}

/** Last digits of the HER-ids of each kind of unit, as seeds/organisations numbers them. */
const wards = [
  [9000101, 9000102, 9000103, 9000108, 9000109],
  [9000201, 9000202, 9000203],
  [9000301, 9000302, 9000303, 9000308],
  [9000402],
] as const;
const units = {
  dps: [9000501, 9000511, 9000531, 9000541, 9000551],
  tsb: [9000601, 9000611],
  bup: [9000701, 9000702, 9000703, 9000704],
  maternity: [9000105, 9000205, 9000305],
} as const;
const trust = 9000000;
/** Inhabitants in thousands by municipality number; three where it is not said. */
const sizes: Readonly<Record<number, number>> = {
  1508: 58,
  1506: 33,
  1505: 24,
  1579: 13,
  1520: 11,
  1577: 11,
  1531: 10,
  1580: 9,
  1515: 9,
  1516: 9,
  1532: 9,
  1528: 8,
  1535: 7,
  1539: 7,
  1563: 7,
  1554: 6,
  1566: 6,
  1517: 5,
  1525: 5,
  1547: 4,
  1573: 2,
  1514: 2,
};

/** On Helseplattformen, with all of the hospitals: Ålesund and Haram. */
const sharing = [9150800, 9158000];

const sure = (number: number): HerId => {
  const id = herId(number);
  if (id === undefined) throw new RangeError(`${number} is no HER-id`);
  return id;
};

/** The county of the seeds: four hospitals, 27 municipalities. Throws when one of them is not in the directory. */
export const countyOf = (
  directory: Pick<Directory, 'organisations' | 'organisation' | 'party' | 'isShared'>,
): County => {
  const place = (number: number): HandoverParty => {
    const party = partyAsOf(directory, sure(number));
    if (party.enterprise === undefined) throw new RangeError(`${number} is not in the directory`);
    return party;
  };
  const every = (numbers: readonly number[]) => numbers.map(place);
  const municipalities = directory.organisations
    .filter(({ kind }) => kind === 'municipality')
    .map(({ herId: enterprise, parties }): Municipality => {
      const acute = parties.find(({ herId: own }) => own === enterprise + 7);
      const offices = directory.organisations.filter(
        ({ kind, herId: office }) =>
          kind === 'gp-office' && Math.floor(office / 100) === Math.floor(enterprise / 100),
      );
      return {
        enterprise,
        size: sizes[Math.floor((enterprise - 9_000_000) / 100)] ?? 3,
        caseOffice: place(enterprise + 1),
        nursing: place(enterprise + 2),
        legevakt: place(enterprise + 3),
        healthStation: place(enterprise + 4),
        therapist: place(enterprise + 5),
        mentalHealth: place(enterprise + 6),
        ...(acute && { acuteUnit: place(acute.herId) }),
        gps: offices.flatMap((office) =>
          office.parties.filter((one) => one.kind === 'person').map((one) => place(one.herId)),
        ),
        sharesRecord: sharing.includes(enterprise),
      };
    });
  return {
    trust: sure(trust),
    hospitals: wards.map((numbers) => ({ wards: every(numbers) })),
    dps: every(units.dps),
    tsb: every(units.tsb),
    bup: every(units.bup),
    maternity: every(units.maternity),
    municipalities,
  };
};
