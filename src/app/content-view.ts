import type { MessageId } from '../domain/ids.ts';
import type { Coded } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { recognise } from '../messages/recognise.ts';
import { type Appointment, type Clinical, nothingClinical } from '../messages/types.ts';
import { parseXml } from '../xml/parse.ts';
import type { ActsFor } from './mailbox.ts';
import type { Services } from './services.ts';

/** What a message says of its patient, in plain values: no markup of the sender's gets through. */
export interface ContentView {
  readonly texts: readonly { readonly heading: string | null; readonly text: string }[];
  readonly diagnoses: readonly {
    readonly code: string | null;
    readonly text: string | null;
    readonly main: boolean;
  }[];
  readonly medications: readonly {
    readonly name: string | null;
    readonly dose: string | null;
    readonly status: string | null;
    readonly use: string | null;
  }[];
  readonly appointments: readonly {
    readonly at: string | null;
    readonly place: string | null;
    readonly state: Appointment['state'];
  }[];
  /** How many attachments come with it; they are read where the message is received. */
  readonly attachments: number;
}

/** A coded value in words: its name, else what was written in its place, else the code. */
const worded = (coded: Coded | undefined): string | null =>
  coded === undefined ? null : (coded.dn ?? coded.ot ?? coded.v);

const viewOf = (
  { texts, diagnoses, medications, appointments }: Clinical,
  attachments: number,
): ContentView => ({
  texts: texts.map(({ heading, text }) => ({ heading: worded(heading), text })),
  diagnoses: diagnoses.map(({ code, text, main }) => ({
    code: code === undefined ? null : code.v,
    text: text ?? code?.dn ?? code?.ot ?? null,
    main,
  })),
  medications: medications.map(({ name, code, dose, status, use }) => ({
    name: name ?? worded(code),
    dose: dose ?? null,
    status: worded(status),
    use: worded(use),
  })),
  appointments: appointments.map(({ at, place, state }) => ({ at: at ?? null, place: place ?? null, state })),
  attachments,
});

/**
 * What a message says, for a receiver that it has come to; its sender has it already. Fault `message-not-found` for
 * everybody else, as if there were none.
 */
export const readContent = async (
  { store, cipher }: Pick<Services, 'store' | 'cipher'>,
  id: MessageId,
  actsFor: ActsFor,
): Promise<Result<ContentView, Fault>> => {
  const deliveries = await store.deliveries(id);
  const isReceiver = deliveries.some(
    ({ receiver, state }) => state.transport === 'acknowledged' && actsFor(receiver),
  );
  const payload = isReceiver ? await store.payload(id) : undefined;
  if (payload === undefined) return fail(fault('message-not-found'));
  const parsed = parseXml(cipher.open(payload, id));
  // It was read when it came: what cannot be read any more is a defect.
  if (!parsed.ok) throw new Error('a stored message cannot be parsed');
  using document = parsed.value;
  const { envelope, type, payload: root } = recognise(document);
  const attachments = (envelope?.documents ?? []).filter(({ msgType }) => msgType === 'A').length;
  const clinical = type === undefined || root === undefined ? nothingClinical : type.readClinical(root);
  return ok(viewOf(clinical, attachments));
};
