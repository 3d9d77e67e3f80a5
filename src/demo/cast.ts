import type { Directory } from '../domain/directory.ts';
import { type HerId, herId } from '../domain/ids.ts';
import { formatOslo, resolveDateTime } from '../domain/norwegian-time.ts';

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
interface StoryTimes {
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

const placeOf = (directory: Pick<Directory, 'party'>, who: HerId, phone: string): Place => {
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

const day = 24 * 3_600_000;

/** The hour at which the story ends. */
const lastHour = '14:00:00';

/** The last day of which `lastHour` has passed in Oslo, and a clock for the days before it. */
const storyClock = (now: Date): ((daysBefore: number, time: string) => Date) => {
  const today = formatOslo(now);
  const last = today.slice(11, 19) >= lastHour ? 0 : 1;
  const midnight = Date.parse(today.slice(0, 10));
  return (daysBefore, time) => {
    const date = new Date(midnight - (daysBefore + last) * day).toISOString().slice(0, 10);
    return resolveDateTime(`${date}T${time}`) ?? now;
  };
};

/** A stay of two days that ended within the last 24 hours: recent enough for no message to count as held back (96 h). */
const storyTimes = (now: Date): StoryTimes => {
  const at = storyClock(now);
  return {
    admitted: at(2, '18:35:00'),
    admissionNotice: at(2, '19:12:41'),
    ready: at(1, '11:40:20'),
    readyAgain: at(1, '11:46:05'),
    answered: at(1, '12:31:00'),
    receivable: at(0, '13:00:00'),
    report: at(0, '12:48:30'),
    discharged: at(0, '13:15:00'),
    summary: at(0, '13:52:10'),
  };
};

/** The play's values: parties as the directory names them, times relative to `now`. Throws when a seed it needs is gone. */
export const createScenario = (directory: Pick<Directory, 'party'>, now: Date): Scenario => {
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
