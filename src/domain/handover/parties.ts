import { osloDate } from '../calendar.ts';
import { covers } from '../directory.ts';
import { type HandoverRole, relativeRoles } from '../expectation-vocabulary.ts';
import type { HerId } from '../ids.ts';
import { sameParty } from '../links-facts.ts';
import type { OwingParty } from './expected.ts';
import type { HandoverMessage, HandoverParty } from './facts.ts';
import type { Cause, Duty, Ground } from './ground.ts';
import { enterpriseOf, isMunicipal, partiesOf } from './happenings.ts';
import { isConcerned } from './members.ts';
import type { Standing } from './standing.ts';
import type { Stay } from './stays.ts';

/** Who owes what to whom. */

/** The referrals that a message answers. */
const referralsOf = ({ from, byId }: Standing, message: HandoverMessage): readonly HandoverMessage[] =>
  (from.get(message.id) ?? []).flatMap((link) => {
    const answered = link.relation === 'answers' ? byId.get(link.to) : undefined;
    return answered === undefined || !answered.type.startsWith('HENVISNING') ? [] : [answered];
  });

/** True when a party is in one of the roles towards what opened a case, or in the message that may fulfil it. */
export const isInRole = (
  party: HandoverParty,
  roles: readonly HandoverRole[],
  cause: Cause,
  message: HandoverMessage,
  standing: Standing,
): boolean =>
  roles.some((role) => {
    switch (role) {
      case 'sender':
        return cause.message !== undefined && sameParty(party, cause.message.sender);
      case 'receiver':
        return cause.receiver === undefined
          ? (cause.message?.receivers.some((one) => sameParty(party, one)) ?? false)
          : sameParty(party, cause.receiver);
      case 'referrer':
        return referralsOf(standing, message).some(({ sender }) => sameParty(party, sender));
      default:
        return party.roles.includes(role);
    }
  });

/** Everybody whom the trigger's message or, by then, the stay's messages have named, the newest first. */
const namedBy = ({ stay }: Ground, { message }: Cause, until?: Date): readonly HandoverParty[] => {
  const members = stay?.members.toReversed().map((member) => member.message) ?? [];
  const named = until === undefined ? members : members.filter(({ sentAt }) => sentAt <= until);
  const all = [...(message === undefined ? [] : partiesOf(message)), ...named.flatMap(partiesOf)];
  return stay === undefined ? all : all.filter((party) => isConcerned(party, stay));
};

/** Roles of a hospital's own units besides its wards. */
const hospitalRoles: readonly HandoverRole[] = ['dps', 'tsb', 'bup', 'maternity'];

/**
 * The enterprise of one who owes and whom no message names: every municipality has its nursing and its case office, and
 * a ward asks the teams of its own hospital.
 */
const presumed = (
  role: HandoverRole,
  ward: HandoverParty | undefined,
  { stay }: Ground,
): HerId | undefined => {
  if (role === 'case-office' || role === 'nursing') return stay?.municipality;
  return hospitalRoles.includes(role) && ward !== undefined ? enterpriseOf(ward) : undefined;
};

/** Somebody who owes, with the party where it is known. */
export interface Owing {
  readonly owes: OwingParty;
  readonly party?: HandoverParty;
}

const wardOnly: readonly HandoverRole[] = ['hospital', 'acute-unit'];

/**
 * The one who owes; undefined when the one who would has no such role: then the case is for nobody. Who was named
 * `until` it was due stays the one, whoever is named later; where nobody was, the first of the roles owes.
 */
export const owingIn = (
  { each }: Duty,
  cause: Cause,
  until: Date | undefined,
  ground: Ground,
): Owing | undefined => {
  const { message, receiver } = cause;
  const ward = cause.ward ?? ground.stay?.wards.at(-1);
  const owing = (role: HandoverRole, party: HandoverParty | undefined): Owing => {
    const enterprise = party === undefined ? presumed(role, ward, ground) : party.enterprise;
    return {
      owes: { role, ...(party && { herId: party.herId }), ...(enterprise && { enterprise }) },
      ...(party && { party }),
    };
  };
  for (const role of each.from) {
    if (role === 'sender') return owing(role, message?.sender);
    if (role === 'receiver') return owing(role, receiver ?? message?.receivers[0]);
    if (wardOnly.includes(role)) {
      const unit = ground.stay === undefined ? message?.sender : ward;
      if (unit?.roles.includes(role)) return owing(role, unit);
      continue;
    }
    const party = namedBy(ground, cause, until).find(({ roles }) => roles.includes(role));
    if (party !== undefined) return owing(role, party);
  }
  const role = each.from.find((one) => !wardOnly.includes(one));
  if (role === undefined) return undefined;
  return owing(
    role,
    namedBy(ground, cause).find(({ roles }) => roles.includes(role)),
  );
};

/** Before its first message nobody could know of a stay, nor whom it is between. */
const shownBy = ({ own }: Stay, { byId }: Standing, until: Date): Date => {
  const sent = [...own.keys()].flatMap((id) => byId.get(id)?.sentAt.getTime() ?? []);
  return new Date(Math.max(until.getTime(), Math.min(...sent)));
};

/** Whom a message by itself may be for, besides its own parties: all that the patient's messages have named by then. */
const aroundBy = (ground: Ground, cause: Cause, until: Date): readonly HandoverParty[] => {
  const { stay, standing } = ground;
  if (stay !== undefined) return namedBy(ground, cause, shownBy(stay, standing, until));
  const named = standing.messages.filter(({ sentAt }) => sentAt <= until).flatMap(partiesOf);
  return [...namedBy(ground, cause), ...named];
};

/** True for a ward that should tell a team of its own hospital. */
const isOwnTeam = ({ roles }: HandoverParty, to: readonly HandoverRole[]): boolean =>
  roles.includes('hospital') && to.every((role) => hospitalRoles.includes(role));

const sharedOn = ({ sharedRecords }: HandoverParty, date: string): readonly string[] =>
  sharedRecords.filter((record) => covers(record, date)).map(({ system }) => system);

const municipalRoles: readonly HandoverRole[] = ['case-office', 'nursing'];

/** True when one holder of a record and somebody else who might be told keep it together; a municipality's own offices are not told. */
const sharesWith = (
  holder: HandoverParty,
  date: string,
  around: readonly HandoverParty[],
  isTold: (one: HandoverParty) => boolean,
): boolean => {
  const systems = sharedOn(holder, date);
  const isOwnOffice = (one: HandoverParty) =>
    isMunicipal(holder) && isMunicipal(one) && enterpriseOf(one) === enterpriseOf(holder);
  return around.some(
    (one) =>
      one.herId !== holder.herId &&
      !isOwnOffice(one) &&
      isTold(one) &&
      sharedOn(one, date).some((system) => systems.includes(system)),
  );
};

/**
 * True when somebody who may do it and somebody who might be told keep one record on a day: then it may be done without
 * a message. A municipality's party that no message names is taken to be where those are that one does, and a
 * hospital's where its ward is. Who is named only after `until` comes too late to hide anything.
 */
export const sharesRecord = (
  { each }: Duty,
  { owes, party }: Owing,
  cause: Cause,
  at: Date,
  until: Date | undefined,
  ground: Ground,
): boolean => {
  if (each.to.length === 0) return false;
  const isWardsOwn = wardOnly.includes(owes.role) || relativeRoles.includes(owes.role);
  if (isWardsOwn && (party?.sharedRecords ?? []).length === 0) return false;
  const date = osloDate(at);
  const around = aroundBy(ground, cause, until ?? at);
  const isNamed = isWardsOwn || around.some(({ herId }) => herId === party?.herId);
  const mayBeMunicipal = each.from.some((role) => municipalRoles.includes(role));
  const municipal = mayBeMunicipal && ground.stay !== undefined ? around.find(isMunicipal) : undefined;
  const holders = [isNamed ? party : undefined, municipal].filter((one) => one !== undefined);
  const isTold = (one: HandoverParty): boolean =>
    each.to.some((role) => {
      if (role === 'sender') return cause.message?.sender.herId === one.herId;
      if (role === 'receiver') return (cause.receiver ?? cause.message?.receivers[0])?.herId === one.herId;
      return municipalRoles.includes(role) ? isMunicipal(one) : one.roles.includes(role);
    });
  return holders.some(
    (holder) =>
      sharedOn(holder, date).length > 0 &&
      (isOwnTeam(holder, each.to) || sharesWith(holder, date, around, isTold)),
  );
};
