import type { AppRecVersion } from '../domain/app-rec.ts';
import { defaultSettings, type OrganisationSettings } from '../domain/directory.ts';
import { isUuid } from '../domain/ids.ts';
import type { Receiver } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { identifyPatient } from '../domain/patient-identification.ts';
import type { AddressBook } from '../domain/ports.ts';
import { decideReceipt, type FaultWording, type ReceiptDecision } from '../domain/receipt-decision.ts';
import type { ReceiptFacts } from '../domain/receipt-table.ts';
import { versionFor } from '../messages/apprec/version.ts';
import type { Inspection } from './inspect.ts';
import { isOurs } from './receive.ts';

/** How the addressed party stands in the directory, and what its enterprise has chosen. */
export interface Addressee {
  readonly standing: 'ours' | 'party-unknown' | 'level-2-missing' | 'not-ours';
  readonly settings: OrganisationSettings;
}

/** Looks one receiver up: ours, an unknown party of a known enterprise, an enterprise without a party, or nobody's. */
export const addressee = (addressBook: AddressBook, receiver: Receiver): Addressee => {
  const enterprise =
    receiver.enterprise.herId === undefined ? undefined : addressBook.find(receiver.enterprise.herId);
  const unitHerId = receiver.unit?.herId;
  const unit = unitHerId === undefined ? undefined : addressBook.find(unitHerId);
  const settings = enterprise?.settings ?? unit?.settings ?? defaultSettings;
  if (!isOurs(addressBook, receiver)) return { standing: 'not-ours', settings };
  if (unitHerId === undefined || unit?.level === 'enterprise')
    return { standing: 'level-2-missing', settings };
  return { standing: unit === undefined ? 'party-unknown' : 'ours', settings };
};

/** The addressee that `validate` assumes: it has no directory, so only the form of the address counts. */
export const assumedAddressee = (receiver: Receiver): Addressee => ({
  standing: receiver.unit?.herId === undefined ? 'level-2-missing' : 'ours',
  settings: defaultSettings,
});

/** AppRec version of an inspected message: its type's or, of a type that is not supported, its standard's. */
export const appRecVersion = ({ type, envelope }: Inspection): AppRecVersion => {
  if (type !== undefined && type.appRec !== 'none') return type.appRec;
  return envelope === undefined ? '1.1' : versionFor(envelope);
};

/**
 * What one receiver answers (HIS 80415:2012 §3.3.4): gathers the facts of an inspection and asks the decision table.
 */
export const judge = (
  inspection: Inspection,
  receiver: Receiver,
  addressed: Addressee,
  word: FaultWording,
): ReceiptDecision => {
  const { envelope, type, content, schema } = inspection;
  const { standing, settings } = addressed;
  const facts: ReceiptFacts = {
    appRecVersion: appRecVersion(inspection),
    answerable: envelope !== undefined,
    recipient: standing,
    duplicate: false,
    wellFormed: true,
    format: formatOf(inspection.fault),
    // No payload at all passes the envelope's schema, yet there is nothing to receive.
    schema: schema.errors.length === 0 && inspection.fault?.code !== 'payload-missing' ? 'valid' : 'invalid',
    msgIdIsUuid: envelope !== undefined && isUuid(envelope.msgId),
    signature: 'not-required',
    emergencyReferral: content?.emergency === true,
    patient: type?.patient === 'required' ? identifyPatient(envelope?.patient) : 'not-required',
    patientRecord:
      type?.needsPatientRecord === true && settings.patientRecord === 'manual' ? 'unknown' : 'not-asked',
    attachments: inspection.attachmentFaults.length === 0 ? 'ok' : 'breaks-rules',
    settings,
    faults: faultsOf(inspection, receiver, standing),
  };
  return decideReceipt(facts, word);
};

const formatOf = (why: Fault | undefined): ReceiptFacts['format'] => {
  if (why === undefined || why.code === 'payload-missing') return 'supported';
  return why.code === 'payload-mismatch' ? 'mismatch' : 'unsupported';
};

/** The concrete faults behind the facts, with the figures that an AppRec's OT may show. */
const faultsOf = (
  inspection: Inspection,
  receiver: Receiver,
  standing: Addressee['standing'],
): readonly Fault[] => {
  const faults: Fault[] = [];
  if (inspection.fault !== undefined) faults.push(inspection.fault);
  for (const { line, message } of inspection.schema.errors) {
    faults.push(fault('schema-invalid', { line, reason: message }));
  }
  faults.push(...inspection.attachmentFaults);
  const herId = receiver.unit?.herId;
  if (standing === 'level-2-missing') faults.push(fault('party-not-level-2'));
  if (standing === 'party-unknown' && herId !== undefined) {
    faults.push(fault('party-unknown', { herId }));
  }
  return faults;
};
