import { correlate, originalIdForms } from '../domain/correlate.ts';
import type { HerId } from '../domain/ids.ts';
import { partyHerId } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { MessageRecord } from '../domain/store.ts';
import type { Inspection } from './inspect.ts';
import type { Services } from './services.ts';

/** The message and receiver that a receipt speaks of. */
export interface Answered {
  readonly original: MessageRecord;
  readonly receiver: HerId;
  readonly sender: HerId;
}

/**
 * Finds what an AppRec answers (HITS 1168; envelope digest §4.5, §5): the original by its id and sender,
 * the receiver by HER-id, else role, other ids, or the only one there is. An invalid AppRec is refused
 * here, since no AppRec may answer an AppRec.
 */
export const correlateReceipt = async (
  services: Pick<Services, 'store' | 'addressBook'>,
  inspection: Inspection,
): Promise<Result<Answered, Fault>> => {
  const { appRec, envelope, schema } = inspection;
  const first = schema.errors[0];
  if (first !== undefined) return fail(fault('schema-invalid', { line: first.line, reason: first.code }));
  if (appRec === undefined || envelope === undefined) return fail(fault('root-unknown'));
  const to = envelope.receivers[0];
  const sender = to === undefined ? undefined : partyHerId(to);
  const found = await Promise.all(
    originalIdForms(appRec.original.id).map((id) => services.store.findOriginal(id, sender)),
  );
  const records = [...new Map(found.flat().map((record) => [record.id, record])).values()];
  const candidates = await Promise.all(
    records.map(async (message) => ({ message, deliveries: await services.store.deliveries(message.id) })),
  );
  const answered = correlate(
    appRec,
    candidates.map(({ message, deliveries }) => ({
      id: message.id,
      isAppRec: message.isAppRec,
      issueDate: message.genDate,
      receivers: deliveries.map(({ receiver, role }) => {
        const enterprise = services.addressBook.find(receiver)?.enterprise;
        return { herId: receiver, role, ...(enterprise !== undefined && { enterprise }) };
      }),
    })),
  );
  if (!answered.ok) return answered;
  const original = records.find((record) => record.id === answered.value.id);
  return original === undefined
    ? fail(fault('apprec-original-unknown'))
    : ok({ original, receiver: answered.value.receiver, sender: original.sender });
};
