import { join } from 'node:path';
import { readExpectations } from '../../../src/adapters/seeds/expectations.ts';
import type { ActKind, HandoverRole } from '../../../src/domain/expectation-vocabulary.ts';
import type { Expected } from '../../../src/domain/handover/expected.ts';
import type {
  DatedEvent,
  HandoverAct,
  HandoverMessage,
  HandoverParty,
  HandoverReceipt,
} from '../../../src/domain/handover/facts.ts';
import { foldHandovers } from '../../../src/domain/handover/fold.ts';
import type { HandoverRules } from '../../../src/domain/handover/ground.ts';
import type { Handover, Handovers } from '../../../src/domain/handover/handover.ts';
import { herId, type MessageId, messageId, pseudonym } from '../../../src/domain/ids.ts';
import { resolveDateTime } from '../../../src/domain/norwegian-time.ts';

/** Messages of pathways, each under a short name that is its MsgId too. */

const party = (unit: number, enterprise: number, ...roles: HandoverRole[]): HandoverParty => ({
  herId: herId(unit)!,
  enterprise: herId(enterprise)!,
  roles,
  sharedRecords: [],
});

export const ward = party(21, 20, 'hospital');
export const surgery = party(22, 20, 'hospital');
export const dps = party(23, 20, 'hospital', 'dps');
export const tsb = party(24, 20, 'hospital', 'tsb');
export const maternity = party(25, 20, 'hospital', 'maternity');
export const otherHospital = party(31, 30, 'hospital');
export const caseOffice = party(41, 40, 'case-office');
export const nursing = party(42, 40, 'nursing');
export const acuteUnit = party(43, 40, 'acute-unit');
export const healthStation = party(44, 40, 'health-station');
export const otherCaseOffice = party(51, 50, 'case-office');
export const otherNursing = party(52, 50, 'nursing');
export const gp = party(11, 10, 'gp');
export const legevakt = party(61, 60, 'legevakt');
export const municipality = caseOffice.enterprise!;
export const otherMunicipality = otherCaseOffice.enterprise!;

/** The same party on a record shared with others. */
export const onShared = (one: HandoverParty, from = '2023-01-01'): HandoverParty => ({
  ...one,
  sharedRecords: [{ system: 'felles', from }],
});

export const patient = pseudonym('a1'.repeat(32));
export const oslo = (text: string): Date => resolveDateTime(`${text.replace(' ', 'T')}:00`)!;

const catalogue = readExpectations(join(import.meta.dirname, '../../../seeds/expectations.yaml'), () => true);
export const rules: HandoverRules = { catalogue, switchedOff: [], reports: new Map() };

/** A message id that tells a name; ids of the same name are the same. */
export const idOf = (name: string): MessageId =>
  messageId(
    `01900000-0000-7000-8000-${Buffer.from(name.padEnd(6, '_').slice(0, 6)).toString('hex').slice(0, 12)}`,
  )!;

const routes: Readonly<Record<string, readonly [from: HandoverParty, ...to: HandoverParty[]]>> = {
  LOG_INNLAGT: [ward, nursing],
  INNLEGGELSESRAPPORT: [nursing, ward],
  HELSEOPPL_SOKNAD: [ward, caseOffice],
  LOG_UTSKRIVNINGSKLAR: [ward, caseOffice],
  DIALOG_NOTAT: [caseOffice, ward],
  LOG_TILBAKEMELDING: [caseOffice, ward],
  LOG_AVMELDING: [ward, caseOffice],
  LOG_UTSKREVET: [ward, nursing],
  UTSKRIVNINGSRAPPORT: [ward, nursing],
  EPIKRISE: [ward, gp],
  LOG_DOD: [nursing, gp],
};

const eventCode: Readonly<Record<string, string>> = {
  LOG_INNLAGT: '1',
  LOG_UTSKRIVNINGSKLAR: '3',
  LOG_AVMELDING: '4',
  LOG_UTSKREVET: '2',
  LOG_DOD: '13',
};

interface Draft
  extends Partial<Omit<HandoverMessage, 'id' | 'type' | 'msgId' | 'sentAt' | 'receivers' | 'blocks'>> {
  /** The message it refers to; the conversation's first, where that is another. */
  readonly ref?: string;
  readonly first?: string;
  readonly to?: readonly HandoverParty[];
  /** Copies go to these. */
  readonly copies?: readonly HandoverParty[];
  /** When what it tells of was: `2026-11-02 08:00`, or a date alone. */
  readonly event?: string;
  readonly received?: string;
  readonly receipt?: HandoverReceipt;
  /** Content blocks it holds; nothing is missing. */
  readonly holds?: readonly string[];
  readonly blocks?: HandoverMessage['blocks'];
}

const told = (code: string, text: string): DatedEvent =>
  text.length === 10
    ? { code, at: oslo(`${text} 12:00`), dateOnly: true }
    : { code, at: oslo(text), dateOnly: false };

/** A message of a name of at most six characters, sent (and received) at a time of Oslo, along its function's usual way. */
export const message = (name: string, type: string, at: string, draft: Draft = {}): HandoverMessage => {
  const { ref, first, to, copies = [], event, received, receipt, holds, blocks, ...rest } = draft;
  const [from = ward, ...usual] = routes[type] ?? [];
  const code = eventCode[type];
  const receivers = [
    ...(to ?? usual).map((one) => ({ ...one, copy: false })),
    ...copies.map((one) => ({ ...one, copy: true })),
  ];
  return {
    id: idOf(name),
    type,
    status: 'N',
    msgId: name,
    answers: [],
    sender: from,
    receivers: receivers.map((one) => ({ ...one, ...(receipt && { receipt }) })),
    patient,
    sentAt: oslo(at),
    receivedAt: oslo(received ?? at),
    stands: true,
    events: code === undefined ? [] : [told(code, event ?? at)],
    codes: [],
    flags: [],
    historic: false,
    ...(ref !== undefined && { conversation: { refToParent: ref, refToConversation: first ?? ref } }),
    ...(holds && { blocks: { present: holds, missing: [], explained: [], noted: [] } }),
    ...(blocks && { blocks }),
    ...rest,
  };
};

/** Health information of type 1 or 2. */
export const health = (name: string, type: '1' | '2', at: string, draft: Draft = {}): HandoverMessage =>
  message(name, 'HELSEOPPL_SOKNAD', at, { codes: [{ list: '9140', v: type }], ...draft });

/** The municipality's reply to a notice of readiness. */
export const reply = (
  name: string,
  says: 'can' | 'cannot' | 'unclear',
  at: string,
  draft: Draft = {},
): HandoverMessage => message(name, 'DIALOG_NOTAT', at, { reply: says, ref: 'klar', ...draft });

/** The cancellation of a message. */
export const cancel = (name: string, of: HandoverMessage, at: string, draft: Draft = {}): HandoverMessage =>
  message(name, of.type, at, {
    status: 'C',
    sender: of.sender,
    to: of.receivers,
    ref: of.msgId,
    ...(of.patient && { patient: of.patient }),
    ...draft,
  });

/** An act about a handover or message, by the municipality unless told. */
export const act = (
  kind: ActKind,
  at: string,
  about: string,
  draft: Partial<HandoverAct> = {},
): HandoverAct => ({
  id: `${kind} ${at}`,
  kind,
  at: oslo(at),
  by: municipality,
  about: idOf(about),
  ...draft,
});

interface Telling {
  readonly messages: readonly HandoverMessage[];
  readonly acts?: readonly HandoverAct[];
  readonly rules?: Partial<HandoverRules>;
  readonly now: string;
}

/** All that follows from a telling. */
export const fold = ({ messages, acts = [], rules: own = {}, now }: Telling): Handovers =>
  foldHandovers(messages, acts, { ...rules, ...own }, oslo(now));

/** The only handover of a telling. */
export const handover = (telling: Telling): Handover => {
  const { handovers } = fold(telling);
  if (handovers.length !== 1) throw new Error(`${handovers.length} handovers`);
  return handovers[0]!;
};

const fate = (one: Expected): string =>
  one.state === 'void' || one.state === 'not-observable' ? `${one.state} ${one.why}` : one.state;

/** What became of an expectation, by its row or case (`medication-list/discharge`), in all its rounds: `met`, `void D`. */
export const became = (expected: readonly Expected[], key: string): readonly string[] =>
  expected.filter((one) => one.key.split(/[@#!]/)[0] === key).map(fate);

/** Every expectation of a handover: key and what became of it. */
export const all = (expected: readonly Expected[]): Readonly<Record<string, string>> =>
  Object.fromEntries(expected.map((one) => [one.key, fate(one)]));

/** A stay as it should be: everything comes in time. The patient is admitted on Monday and goes home on Wednesday. */
export const goodStay: readonly HandoverMessage[] = [
  message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { event: '2026-11-02 08:00' }),
  message('inn', 'INNLEGGELSESRAPPORT', '2026-11-02 10:00', { ref: 'innl', holds: ['medicines'] }),
  health('hel1', '1', '2026-11-02 14:00'),
  health('hel2', '2', '2026-11-03 11:00', { ref: 'hel1' }),
  message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-04 09:00'),
  reply('svar', 'can', '2026-11-04 10:00'),
  message('uts', 'UTSKRIVNINGSRAPPORT', '2026-11-04 13:00', { holds: ['medicines'] }),
  message('epi', 'EPIKRISE', '2026-11-04 13:30', { copies: [nursing], holds: ['medicines'] }),
  message('utskr', 'LOG_UTSKREVET', '2026-11-04 14:30', { event: '2026-11-04 14:00' }),
];

/** The good stay but for some messages. */
export const without = (...names: string[]): readonly HandoverMessage[] =>
  goodStay.filter(({ msgId }) => !names.includes(msgId));
