import type {
  AppRec,
  AppRecError,
  AppRecParty,
  AppRecStatus,
  AppRecUnit,
  AppRecVersion,
} from '../../domain/app-rec.ts';
import type { Address, Coded, Envelope, Party, PartyUnit, Receiver } from '../../domain/message.ts';
import { formatOslo } from '../../domain/norwegian-time.ts';

/** What mirroring looks at: who sent a message, and the one receiver that answers. */
export interface MirroredMessage {
  readonly family: Envelope['family'];
  readonly type: Coded;
  readonly sender: Party;
  readonly receiver: Receiver;
}

/** Role codes: 8112 in 1.1, 7301 in 1.0 (HIS 80415:2012 §3.2, HIS 80415:2004). */
const roles = {
  PRIM: { v: 'PRIM', dn: 'Primærmottaker' },
  COP: { v: 'COP', dn: 'Kopimottaker' },
  AVS: { v: 'AVS', dn: 'Avsender' },
  SPR: { v: 'SPR', dn: 'Tjenesteyter' },
  REQ: { v: 'REQ', dn: 'Rekvirent' },
  RECEIVER: { v: 'RECEIVER', dn: 'Mottaker' },
} as const satisfies Record<string, Coded>;

/** HCP messages that go from ServProvider to Requester (HIS 1153-2 AD2.9–2.11). */
const toRequester = /^(EPIKRISE|SVAR_)/;

/** A code without its OID: AppRec has CS in nearly all places. */
const cs = ({ v, dn }: Coded): Coded => (dn === undefined ? { v } : { v, dn });

const unit = ({ name, idents }: PartyUnit, type?: Coded): AppRecUnit => ({
  ...(name !== '' && { name }),
  idents: idents.map((ident) => ({ id: ident.id, type: cs(ident.type) })),
  ...(type !== undefined && { type: cs(type) }),
});

const isNamed = ({ name, idents }: PartyUnit): boolean => name !== '' || idents.length > 0;

const units = ({ enterprise, unit: second, beside = [] }: Party): Partial<AppRecParty> => {
  if (second === undefined) return { inst: unit(enterprise) };
  // A professional without an enterprise has a place of its own, HCProf.
  if (second.kind === 'person' && beside.length === 0 && !isNamed(enterprise))
    return { professional: unit(second, second.type) };
  // Who is addressed comes before the others of its kind.
  const all = [second, ...beside].filter(isNamed);
  const depts = all.filter(({ kind }) => kind === 'organisation').map((dept) => unit(dept, dept.type));
  const persons = all.filter(({ kind }) => kind === 'person').map((person) => unit(person));
  return {
    inst: unit(enterprise),
    ...(depts.length > 0 && { depts }),
    ...(persons.length > 0 && { persons }),
  };
};

/** AppRec has one address and demands its type; one without is not mirrored. */
const addressOf = (address: Address | undefined): Address | undefined => {
  if (address?.type === undefined) return undefined;
  const { type, county, country, cityDistr, ...rest } = address;
  return {
    ...rest,
    type: cs(type),
    ...(county && { county: cs(county) }),
    ...(country && { country: cs(country) }),
    ...(cityDistr && { cityDistr: cs(cityDistr) }),
  };
};

const mirrored = (party: Party, role: Coded): AppRecParty => {
  const address = addressOf(party.address);
  return {
    role: cs(role),
    ...units(party),
    ...(party.specialty !== undefined && { specialty: party.specialty }),
    ...(address !== undefined && { address }),
  };
};

const senderRole = ({ family, type, receiver }: MirroredMessage, version: AppRecVersion): Coded => {
  const isCopy = receiver.role === 'copy';
  if (version === '1.1') return isCopy ? roles.COP : roles.PRIM;
  if (family === 'message' && receiver.roleCode !== undefined) return receiver.roleCode;
  if (isCopy) return roles.COP;
  return family === 'message' && toRequester.test(type.v) ? roles.REQ : roles.SPR;
};

/**
 * Sender and receiver of an AppRec (speiling, HIS 80415:2012 §3.2): the receiver that answers becomes its sender, the
 * original's sender its receiver, values as received. HER-id first, no identifier lost; OIDs of types have no place.
 */
export const mirrorParties = (
  original: MirroredMessage,
  version: AppRecVersion,
): { readonly sender: AppRecParty; readonly receiver: AppRecParty } => ({
  sender: mirrored(original.receiver, senderRole(original, version)),
  receiver: mirrored(original.sender, version === '1.1' ? roles.AVS : roles.RECEIVER),
});

const partialDate = /^(\d{4})(-\d{2})?(-\d{2})?(Z|[+-]\d{2}:\d{2})?$/;

/** IssueDate is the received GenDate, same text; where a TS has no time it gets midnight, since xs:dateTime wants one. */
const issueDateOf = (genDate: string): string => {
  const match = partialDate.exec(genDate);
  if (match === null) return genDate;
  const [, year, month = '-01', day = '-01', zone = ''] = match;
  return `${year}${month}${day}T00:00:00${zone}`;
};

export interface AppRecRequest {
  readonly version: AppRecVersion;
  /** Own new UUID. */
  readonly id: string;
  readonly now: Date;
  readonly software: { readonly name: string; readonly version: string };
  readonly envelope: Envelope;
  /** The envelope's receiver that answers. */
  readonly receiver: Receiver;
  readonly status: AppRecStatus;
  readonly errors: readonly AppRecError[];
  /** Content.appRecId of the original, which an AppRec 1.0 on an HCP message refers to. */
  readonly documentId: string | undefined;
}

/** The id that the original is known by: MsgId, but in AppRec 1.0 the document id of an HCP message that has one. */
const originalIdOf = ({ version, envelope, documentId }: AppRecRequest): string =>
  version === '1.0' && envelope.family === 'message'
    ? (documentId ?? envelope.documentId ?? envelope.msgId)
    : envelope.msgId;

/** The AppRec that answers one message for one of its receivers (HIS 80415:2004, HIS 80415:2012). */
export const appRecFor = (request: AppRecRequest): AppRec => {
  const { version, id, now, software, envelope, receiver, status, errors } = request;
  const { family, type, sender, genDate } = envelope;
  return {
    version,
    id,
    genDate: formatOslo(now),
    software,
    ...mirrorParties({ family, type, sender, receiver }, version),
    status,
    errors,
    original: { type: cs(type), issueDate: issueDateOf(genDate), id: originalIdOf(request) },
  };
};
