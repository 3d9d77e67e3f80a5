import { createHash } from 'node:crypto';
import { type HerId, type MessageId, msgIdKey } from '../domain/ids.ts';
import type { ConversationRef, Envelope } from '../domain/message.ts';
import type { MessageRecord, NewDelivery, NewMessage, Origin } from '../domain/store.ts';
import { shownFunction } from '../messages/recognise.ts';
import { storableId } from './outside-id.ts';
import type { Services } from './services.ts';

/** Identifier kinds a patient can be followed by, best first (8116). */
const patientKinds = ['FNR', 'DNR', 'FHN', 'HNR', 'DUF', 'PNR', 'SEF', 'DKF', 'UID', 'SSN', 'XXX'];

/** SHA-256 of original bytes, hex: tells a duplicate from a conflict. */
export const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Pseudonym of the envelope's patient by its best identifier; undefined when it has none. */
const patientPseudonym = (services: Pick<Services, 'pseudonymiser'>, envelope: Envelope) => {
  const idents = envelope.patient?.idents ?? [];
  for (const kind of patientKinds) {
    const ident = idents.find((candidate) => candidate.type.v === kind && candidate.id.trim() !== '');
    if (ident !== undefined) return services.pseudonymiser.patient(ident);
  }
  return undefined;
};

export interface Draft {
  readonly bytes: Uint8Array;
  readonly envelope: Envelope;
  readonly sender: HerId;
  readonly origin: Origin;
  readonly requestId: string;
  readonly sourceSystem?: string | undefined;
  /** Deliveries, made when the message's id and the patient's pseudonym are known. */
  readonly deliveries: (about: {
    readonly patient: string | undefined;
    readonly receivedAt: Date;
  }) => readonly NewDelivery[];
}

const storableConversation = (
  services: Registrar,
  { refToParent, refToConversation }: ConversationRef,
): ConversationRef => ({
  refToParent: storableId(services, refToParent),
  refToConversation: storableId(services, refToConversation),
});

/** What a message's row needs: its time and its id come from here. */
export interface Registrar extends Pick<Services, 'clock' | 'cipher' | 'pseudonymiser'> {
  readonly ids: Pick<Services['ids'], 'messageId'>;
}

/** A message ready for the store: new id, digest, pseudonym, sealed payload. */
export const newMessage = (services: Registrar, draft: Draft): NewMessage => {
  const { envelope, bytes } = draft;
  const id: MessageId = services.ids.messageId();
  const receivedAt = services.clock.now();
  const patient = patientPseudonym(services, envelope);
  const record: MessageRecord = {
    id,
    receivedAt,
    origin: draft.origin,
    sender: draft.sender,
    msgId: storableId(services, envelope.msgId),
    type: shownFunction(envelope.type.v),
    isAppRec: envelope.family === 'apprec',
    genDate: envelope.genDate,
    genInstant: envelope.genInstant,
    sha256: digest(bytes),
    size: bytes.length,
    requestId: draft.requestId,
    ...(envelope.documentId !== undefined && {
      documentId: msgIdKey(storableId(services, envelope.documentId)),
    }),
    ...(envelope.serviceStatus !== undefined && { serviceStatus: envelope.serviceStatus }),
    ...(envelope.conversation !== undefined && {
      conversation: storableConversation(services, envelope.conversation),
    }),
    ...(patient !== undefined && { patient }),
    ...(draft.sourceSystem !== undefined && { sourceSystem: draft.sourceSystem }),
  };
  return {
    ...record,
    payload: services.cipher.seal(bytes, id),
    deliveries: draft.deliveries({ patient, receivedAt }),
  };
};
