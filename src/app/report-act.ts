import type { Directory } from '../domain/directory.ts';
import type { Expectation } from '../domain/expectation.ts';
import { type ActKind, type HandoverRole, rolesOf } from '../domain/expectation-vocabulary.ts';
import type { HandoverAct } from '../domain/handover/facts.ts';
import { actsReportedBy } from '../domain/handover/reporting.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { wakeFollow } from './follow.ts';
import { findHandover } from './handovers.ts';
import { type ActsFor, maySee, visibleDeliveries } from './mailbox.ts';
import type { Services } from './services.ts';

/** Reports of what no message tells. */

/** What is reported, and by whom as far as the caller says. */
export interface ActReport {
  readonly kind: ActKind;
  /** When it was done; now where it is left out. */
  readonly at?: Date;
  /** The caller's own UUID: the same report again has no second effect. */
  readonly id?: string;
  /** Enterprise that did it, where the caller acts for several that may have. */
  readonly by?: HerId;
}

/** The act as it stands; `isNew` is false when it was here before. */
export interface ReportedAct {
  readonly act: HandoverAct;
  readonly isNew: boolean;
}

/** Somebody who may report, and what. */
interface Reporter {
  readonly enterprise: HerId;
  readonly kinds: readonly ActKind[];
}

/** Further back than this nothing has to do with a stay or a message (ours: most is done during it). */
const mostBeforeMs = 30 * 86_400_000;

/** About one message, or one handover by its first. Far more than is done (ours): each is judged at every look. */
const mostActs = 500;

type ReportServices = Pick<
  Services,
  'store' | 'clock' | 'ids' | 'enqueue' | 'handoverRules' | 'directory' | 'policy'
>;

const rolesIn = (directory: Pick<Directory, 'organisation'>, enterprise: HerId): readonly HandoverRole[] => {
  const organisation = directory.organisation(enterprise);
  const entries = organisation?.parties.map((party) => rolesOf({ organisation, party })) ?? [];
  return [...new Set(entries.flat())];
};

const kindsOf = (
  { handoverRules }: Pick<Services, 'handoverRules'>,
  scope: Expectation['scope'],
  roles: readonly HandoverRole[],
): readonly ActKind[] => actsReportedBy(handoverRules.catalogue, scope, roles);

/** The caller's enterprises that have a part in a handover, with the acts that each may report. */
export const reportersIn = (
  services: Pick<Services, 'handoverRules' | 'directory'>,
  {
    municipality,
    hospitals,
    expected,
  }: {
    readonly municipality: HerId;
    readonly hospitals: readonly HerId[];
    readonly expected: readonly { readonly owes: { readonly enterprise?: HerId } }[];
  },
  actsFor: ActsFor,
): readonly Reporter[] => {
  const owing = expected.flatMap(({ owes }) => owes.enterprise ?? []);
  return [...new Set([municipality, ...hospitals, ...owing])].filter(actsFor).map((enterprise) => ({
    enterprise,
    kinds: kindsOf(services, 'handover', rolesIn(services.directory, enterprise)),
  }));
};

/** The enterprise that reports; faults `act-not-yours`, and `request-invalid` when several may and none is named. */
const reporterOf = (reporters: readonly Reporter[], { kind, by }: ActReport): Result<HerId, Fault> => {
  const may = reporters.filter(
    ({ enterprise, kinds }) => kinds.includes(kind) && (by === undefined || by === enterprise),
  );
  const [first, ...others] = may;
  if (first === undefined) return fail(fault('act-not-yours', { kind }));
  if (others.length > 0) {
    const expected = may.map(({ enterprise }) => enterprise).join(', ');
    return fail(fault('request-invalid', { where: 'by', expected }));
  }
  return ok(first.enterprise);
};

/** True for the same thing reported again: without a time of its own it is the first one's. */
const isSame = (here: HandoverAct, act: Omit<HandoverAct, 'at'>, at: Date | undefined): boolean =>
  here.kind === act.kind &&
  here.by === act.by &&
  here.about === act.about &&
  here.municipality === act.municipality &&
  (at === undefined || here.at.getTime() === at.getTime());

const timeFault = (at: Date | undefined, now: Date, begin: Date, skewMs: number): Fault | undefined => {
  const wrong = (expected: string) => fault('request-invalid', { where: 'at', expected });
  if (at === undefined) return undefined;
  if (at.getTime() > now.getTime() + skewMs) return wrong('a time that is not in the future');
  return at.getTime() < begin.getTime() - mostBeforeMs ? wrong('at most 30 days before it began') : undefined;
};

/** What an act is about. */
interface About {
  readonly message: MessageId;
  readonly municipality?: HerId;
  /** When it began. */
  readonly begin: Date;
  /** Acts about it and whatever hangs together with it. */
  readonly acts: readonly HandoverAct[];
}

/** The acts about a message and whatever hangs together with it. */
const actsAround = async (
  { store }: Pick<Services, 'store'>,
  message: MessageId,
): Promise<readonly HandoverAct[]> => {
  const subject = await store.subjectOf(message);
  return subject === undefined ? [] : (await store.pathway(subject)).acts;
};

const keep = async (
  services: ReportServices,
  report: ActReport,
  reporters: readonly Reporter[],
  { message, municipality, begin, acts }: About,
  reportedBy: string,
): Promise<Result<ReportedAct, Fault>> => {
  const by = reporterOf(reporters, report);
  if (!by.ok) return by;
  const { store, clock, ids, policy } = services;
  const { kind, at, id = ids.uuid() } = report;
  const what = {
    id,
    kind,
    by: by.value,
    about: message,
    ...(municipality !== undefined && { municipality }),
  };
  const asBefore = (act: HandoverAct | undefined): Result<ReportedAct, Fault> =>
    act !== undefined && isSame(act, what, at) ? ok({ act, isNew: false }) : fail(fault('act-id-conflict'));
  const known = acts.find((one) => one.id === id);
  if (known !== undefined) return asBefore(known);
  if (acts.filter(({ about }) => about === message).length >= mostActs) {
    return fail(fault('acts-too-many', { limit: mostActs }));
  }
  const now = clock.now();
  const wrong = timeFault(at, now, begin, policy.skewMs);
  if (wrong !== undefined) return fail(wrong);
  const act: HandoverAct = { ...what, at: at ?? now };
  const { kind: outcome } = await store.addAct({ ...act, reportedAt: now, reportedBy });
  // Somebody else was first with this id: the same caller in another request, or another one.
  if (outcome === 'conflict') {
    return asBefore((await actsAround(services, message)).find((one) => one.id === id));
  }
  await wakeFollow(services, 0);
  return ok({ act, isNew: outcome === 'added' });
};

/**
 * Reports an act of a handover. Faults: `handover-not-found`, `act-not-yours`, `act-id-conflict`, `acts-too-many`, and
 * `request-invalid` for a time that cannot be, or when several of the caller's enterprises may have done it.
 */
export const reportHandoverAct = async (
  services: ReportServices,
  id: string,
  report: ActReport,
  actsFor: ActsFor,
  reportedBy: string,
): Promise<Result<ReportedAct, Fault>> => {
  const found = await findHandover(services, id, actsFor);
  if (!found.ok) return found;
  const { handover, folded } = found.value;
  const { acts } = folded.pathway;
  const { anchor: message, municipality, admittedAt: begin } = handover;
  const reporters = reportersIn(services, handover, actsFor);
  return keep(services, report, reporters, { message, municipality, begin, acts }, reportedBy);
};

/** The same of one message, by its sender or a receiver. Faults: `message-not-found` and those of a handover's acts. */
export const reportMessageAct = async (
  services: ReportServices,
  id: MessageId,
  report: ActReport,
  actsFor: ActsFor,
  reportedBy: string,
): Promise<Result<ReportedAct, Fault>> => {
  const tracked = await services.store.track(id);
  // Receipts are not followed, and neither is what has not been processed yet.
  const isFollowed = (await services.store.subjectOf(id)) !== undefined;
  if (tracked === undefined || !isFollowed || !maySee(tracked, actsFor)) {
    return fail(fault('message-not-found'));
  }
  const { message } = tracked;
  const acts = await actsAround(services, id);
  const parties: readonly (readonly [HerId, HandoverRole])[] = [
    [message.sender, 'sender'],
    ...visibleDeliveries(tracked, actsFor).map(({ receiver }) => [receiver, 'receiver'] as const),
  ];
  const own = parties.filter(([party]) => actsFor(party));
  const enterpriseOf = (party: HerId) => services.directory.party(party)?.organisation.herId ?? party;
  const reporters = [...Map.groupBy(own, ([party]) => enterpriseOf(party))].map(([enterprise, held]) => ({
    enterprise,
    kinds: kindsOf(
      services,
      'message',
      held.flatMap(([party, role]) => {
        const entry = services.directory.party(party);
        return entry === undefined ? [role] : [role, ...rolesOf(entry)];
      }),
    ),
  }));
  return keep(services, report, reporters, { message: id, begin: message.genInstant, acts }, reportedBy);
};
