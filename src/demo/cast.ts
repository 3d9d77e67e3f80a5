import type { Directory } from '../domain/directory.ts';
import { type HerId, herId } from '../domain/ids.ts';

/** Who plays. Every person is made up: the patient's number is of the test series (month + 80), the HPR numbers of none. */

/** A communication party with its enterprise, as a sender writes it into a message (HIS 1153-2). */
export interface Place {
  readonly herId: HerId;
  readonly name: string;
  /** Set for a GP, who is a party as a person. */
  readonly hprNumber?: string;
  readonly enterprise: { readonly herId: HerId; readonly name: string; readonly orgNumber: string };
  readonly phone: string;
}

/** A named professional or relative in a message. */
export interface Person {
  readonly familyName: string;
  readonly givenName: string;
  readonly hprNumber?: string;
  readonly phone?: string;
}

export interface DemoPatient extends Person {
  readonly number: string;
  readonly dateOfBirth: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
}

/** When what happens in the story; the play itself takes seconds. */
export interface StoryTimes {
  readonly admitted: Date;
  readonly admissionNotice: Date;
  readonly ready: Date;
  /** The notice of readiness once more, to the right receiver. */
  readonly readyAgain: Date;
  readonly answered: Date;
  /** From when the municipality can receive; the day of discharge. */
  readonly receivable: Date;
  readonly report: Date;
  readonly discharged: Date;
  readonly summary: Date;
}

/** Everything that the messages of the play are made from. */
export interface Scenario {
  readonly ward: Place;
  readonly nursing: Place;
  readonly caseOffice: Place;
  readonly gp: Place;
  /** A service that the municipality does not have. */
  readonly nowhere: Place;
  readonly patient: DemoPatient;
  readonly daughter: Person;
  readonly wardDoctor: Person;
  readonly wardNurse: Person;
  readonly caseWorker: Person;
  readonly times: StoryTimes;
}

const id = (number: number): HerId => {
  const checked = herId(number);
  if (checked === undefined) throw new Error(`${number} is no HER-id`);
  return checked;
};

/** HER-ids of the play, as in seeds/organisations. */
export const cast = {
  ward: id(9_000_101),
  caseOffice: id(9_150_601),
  nursing: id(9_150_602),
  gp: id(9_150_611),
  nowhere: id(9_150_699),
} as const;

const placeOf = (directory: Directory, who: HerId, phone: string): Place => {
  const entry = directory.party(who);
  if (entry === undefined) throw new Error(`the seeds no longer hold HER-id ${who} of the demo`);
  const { organisation, party } = entry;
  return {
    herId: who,
    name: party.name,
    phone,
    enterprise: { herId: organisation.herId, name: organisation.name, orgNumber: organisation.orgNumber },
    ...(party.hprNumber !== undefined && { hprNumber: party.hprNumber }),
  };
};

const minute = 60_000;
const hour = 60 * minute;

/** A stay of two days that ends just before `now`. */
const storyTimes = (now: Date): StoryTimes => {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  return {
    admitted: before(49 * hour),
    admissionNotice: before(48 * hour + 20 * minute),
    ready: before(25 * hour),
    readyAgain: before(25 * hour - 6 * minute),
    answered: before(24 * hour + 10 * minute),
    receivable: before(1 * hour),
    report: before(50 * minute),
    discharged: before(30 * minute),
    summary: before(10 * minute),
  };
};

/** The play's values: parties as the directory names them, times relative to `now`. Throws when a seed it needs is gone. */
export const createScenario = (directory: Directory, now: Date): Scenario => {
  const caseOffice = placeOf(directory, cast.caseOffice, 'tel:+4700111601');
  return {
    ward: placeOf(directory, cast.ward, 'tel:+4700100101'),
    nursing: placeOf(directory, cast.nursing, 'tel:+4700111602'),
    caseOffice,
    gp: placeOf(directory, cast.gp, 'tel:+4700111611'),
    nowhere: { ...caseOffice, herId: cast.nowhere, name: 'Tildelingskontoret' },
    patient: {
      familyName: 'Krekling',
      givenName: 'Bergljot',
      number: '17843908209',
      dateOfBirth: '1939-04-17',
      street: 'Lyngheia 14',
      postalCode: '6411',
      city: 'MOLDE',
    },
    daughter: { familyName: 'Krekling', givenName: 'Kari', phone: 'tel:+4700000101' },
    wardDoctor: {
      familyName: 'Sølvbunke',
      givenName: 'Eivind',
      hprNumber: '99000111',
      phone: 'tel:+4700100103',
    },
    wardNurse: {
      familyName: 'Starrgras',
      givenName: 'Yngvild',
      hprNumber: '99000101',
      phone: 'tel:+4700100102',
    },
    caseWorker: {
      familyName: 'Finnskjegg',
      givenName: 'Oddvar',
      hprNumber: '99150601',
      phone: 'tel:+4700111601',
    },
    times: storyTimes(now),
  };
};
