import type { Envelope, Party } from '../../domain/message.ts';
import { resolveDateTime } from '../../domain/norwegian-time.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { child, type XmlElement } from '../../xml/dom.ts';
import { readHcpParty } from '../hcp/party.ts';
import { noEnterprise, textIn } from '../values.ts';
import { appRecFormats, appRecFunction } from './format.ts';
import { readAppRec } from './read.ts';

/** Inst is the enterprise, Dept or HCPerson the unit. A party that names nobody is still a party: see correlate. */
const partyIn = (root: XmlElement, name: 'Sender' | 'Receiver'): Party =>
  readHcpParty(child(root, root.namespace, name), root.namespace) ?? { enterprise: noEnterprise };

/**
 * Reads an AppRec's own envelope, which it carries without a hodemelding; its MsgId is AppRec/Id.
 * Faults: those of readAppRec, and `envelope-date-invalid`.
 */
export const readAppRecEnvelope = (root: XmlElement): Result<Envelope, Fault> => {
  const read = readAppRec(root);
  if (!read.ok) return read;
  const { version, id, genDate } = read.value;
  const genInstant = resolveDateTime(genDate);
  if (genInstant === undefined) return fail(fault('envelope-date-invalid', { where: '/AppRec/GenDate' }));
  return ok({
    family: 'apprec',
    type: { v: appRecFunction.code, dn: appRecFunction.name },
    // An empty MIGversion has the schema's default.
    migVersion: textIn(root, root.namespace, 'MIGversion')?.trim() ?? appRecFormats[version].migVersion,
    msgId: id,
    genDate,
    genInstant,
    sender: partyIn(root, 'Sender'),
    receivers: [{ ...partyIn(root, 'Receiver'), role: 'primary' }],
    payload: { namespace: root.namespace, name: root.name },
    documents: [],
  });
};
