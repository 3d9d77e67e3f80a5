import type { Delivery } from './delivery.ts';
import type { HerId } from './ids.ts';
import type { LinkFacts, LinkParty } from './links-facts.ts';
import type { LinkableMessage } from './links-store.ts';

/** Neither the gateway nor the receiver has turned it down. */
const stands = ({ state }: Delivery): boolean =>
  state.transport !== 'refused' && state.transport !== 'rejected' && state.receipt !== 'rejected';

/** What links are decided from, of a stored message; `party` tells of each of its parties what is known. */
export const linkFactsOf = (
  { message, deliveries, answers }: LinkableMessage,
  party: (herId: HerId) => LinkParty,
): LinkFacts => {
  const { id, type, msgId, appRecId, documentId, conversation, patient } = message;
  return {
    id,
    type,
    status: message.serviceStatus ?? 'N',
    msgId,
    answers,
    sender: party(message.sender),
    receivers: deliveries.map(({ receiver }) => party(receiver)),
    sentAt: message.genInstant,
    stands: deliveries.some(stands),
    ...(appRecId !== undefined && { appRecId }),
    ...(documentId !== undefined && { documentId }),
    ...(conversation !== undefined && { conversation }),
    ...(patient !== undefined && { patient }),
  };
};
