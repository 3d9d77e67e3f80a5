import { typeName } from '../../../app/type-names.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { type HerId, isUuid } from '../../../domain/ids.ts';
import type { KnownCall } from '../endpoint.ts';

/** A HER-id with its own name and its enterprise's, as the directory has them. */
export const presentSide = ({ http: { directory } }: KnownCall, herId: HerId) => {
  const entry = directory.party(herId);
  const enterprise = entry?.organisation ?? directory.organisation(herId);
  return {
    herId,
    name: entry?.party.name ?? enterprise?.name ?? null,
    enterprise: enterprise === undefined ? null : { herId: enterprise.herId, name: enterprise.name },
  };
};

/** A type by its code, and by its name where the standards have one. */
export const presentType = (code: string) => ({ code, name: typeName(code) ?? null });

/** Where a delivery stands, in words. */
export const presentState = ({ http, context }: KnownCall, { state, parkedFor }: Delivery) => {
  const texts = http.texts[context.language];
  return {
    transport: state.transport,
    transportText: texts.transport[state.transport],
    receipt: state.receipt,
    receiptText: texts.receipt[state.receipt],
    parked: parkedFor !== undefined,
  };
};

/** A MsgId that stands for itself; null for one that is no UUID, which is kept as a digest. */
export const presentMsgId = (msgId: string): string | null => (isUuid(msgId.trim()) ? msgId : null);

/** Header of an answer in the caller's language. */
export const inLanguage = ({ context, res }: KnownCall): Readonly<Record<string, string>> => {
  res.vary('Accept-Language');
  return { 'Content-Language': context.language };
};
