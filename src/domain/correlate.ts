import type { AppRec, AppRecParty, AppRecUnit } from './app-rec.ts';
import { herIdOf } from './identifiers.ts';
import type { HerId } from './ids.ts';
import type { Ident, PartyRole } from './message.ts';
import { resolveTimestamp } from './norwegian-time.ts';
import { type Fault, fault } from './outcome.ts';
import { fail, ok, type Result } from './result.ts';

/** A receiver that an AppRec may speak for. */
interface CandidateReceiver {
  /** HER-id that the message was delivered to. */
  readonly herId: HerId;
  readonly role: PartyRole;
  /** HER-id of its enterprise, when known. */
  readonly enterprise?: HerId;
  /** Its other identifiers, when known. */
  readonly idents?: readonly Ident[];
}

/** A stored message with the id that an AppRec refers to. */
export interface CandidateMessage {
  readonly id: string;
  readonly isAppRec: boolean;
  /** GenDate as sent. */
  readonly issueDate: string;
  readonly receivers: readonly CandidateReceiver[];
}

/** What an AppRec answers: which message, and for which of its receivers. */
export interface Correlation<C extends CandidateMessage> {
  readonly id: C['id'];
  readonly receiver: HerId;
}

const bareUuid = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i;

/** Ids to look an original up by: as the AppRec has it and, where it left the dashes of a UUID out, with them. */
export const originalIdForms = (id: string): readonly string[] =>
  bareUuid.test(id) ? [id, id.replace(bareUuid, '$1-$2-$3-$4-$5')] : [id];

const isSameTime = (a: string, b: string): boolean => {
  if (a.trim() === b.trim()) return true;
  const [one, other] = [resolveTimestamp(a), resolveTimestamp(b)];
  return one !== undefined && one.getTime() === other?.getTime();
};

/** Role codes of 8112 (1.1) and 7301 (1.0). */
const roleOf = (code: string | undefined): PartyRole | undefined => {
  if (code === 'COP') return 'copy';
  return code === 'PRIM' || code === 'SPR' || code === 'REQ' ? 'primary' : undefined;
};

const only = <T>(values: readonly T[]): T | undefined => (values.length === 1 ? values[0] : undefined);

const sameIdent = (a: Ident, b: Ident): boolean => a.type.v === b.type.v && a.id.trim() === b.id.trim();

const secondLevelUnits = ({ depts = [], persons = [], professional }: AppRecParty): readonly AppRecUnit[] => [
  ...depts,
  ...persons,
  ...(professional === undefined ? [] : [professional]),
];

const unitsOf = (party: AppRecParty): readonly AppRecUnit[] => [
  ...secondLevelUnits(party),
  ...(party.inst === undefined ? [] : [party.inst]),
];

const secondLevel = (party: AppRecParty): HerId | undefined =>
  herIdOf(secondLevelUnits(party).flatMap(({ idents }) => idents));

/** Who among the receivers speaks in the AppRec: by HER-id, else Role, else other ids, else the only one there is. */
const speaker = (
  sender: AppRecParty,
  receivers: readonly CandidateReceiver[],
): CandidateReceiver | undefined => {
  const own = secondLevel(sender);
  // A HER-id of level 2 is certain: whoever has it is the receiver, or nobody is.
  if (own !== undefined) return receivers.find(({ herId }) => herId === own);

  const enterprise = herIdOf(sender.inst?.idents ?? []);
  const direct = receivers.find(({ herId }) => herId === enterprise);
  if (direct !== undefined) return direct;
  const possible = receivers.filter(
    (receiver) =>
      enterprise === undefined || receiver.enterprise === undefined || receiver.enterprise === enterprise,
  );
  const role = roleOf(sender.role?.v);
  const idents = unitsOf(sender).flatMap((unit) => unit.idents);
  return (
    only(possible.filter((receiver) => role !== undefined && receiver.role === role)) ??
    only(possible.filter((receiver) => receiver.idents?.some((a) => idents.some((b) => sameIdent(a, b))))) ??
    only(possible)
  );
};

/**
 * Decides which of the messages with the id that an AppRec refers to it answers, and for which receiver
 * (HIS 80415:2012 §3.3). Several messages may have one document id (AppRec 1.0), so IssueDate tells them apart.
 * Faults: `apprec-original-unknown`, `apprec-on-apprec`, `apprec-not-receiver`.
 */
export const correlate = <C extends CandidateMessage>(
  appRec: Pick<AppRec, 'sender' | 'original'>,
  candidates: readonly C[],
): Result<Correlation<C>, Fault> => {
  const messages = candidates.filter(({ isAppRec }) => !isAppRec);
  if (messages.length === 0) {
    return fail(fault(candidates.length === 0 ? 'apprec-original-unknown' : 'apprec-on-apprec'));
  }
  const dated = messages.filter(({ issueDate }) => isSameTime(issueDate, appRec.original.issueDate));
  // The only message with the id is the one, however the receiver wrote its date.
  const meant = messages.length === 1 ? messages : dated;
  if (meant.length === 0) return fail(fault('apprec-original-unknown'));
  for (const { id, receivers } of meant) {
    const found = speaker(appRec.sender, receivers);
    if (found !== undefined) return ok({ id, receiver: found.herId });
  }
  const stranger = secondLevel(appRec.sender) ?? herIdOf(appRec.sender.inst?.idents ?? []);
  return fail(fault('apprec-not-receiver', stranger === undefined ? undefined : { herId: stranger }));
};
