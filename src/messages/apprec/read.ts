import type {
  AppRec,
  AppRecError,
  AppRecParty,
  AppRecStatus,
  AppRecUnit,
  AppRecVersion,
} from '../../domain/app-rec.ts';
import { appRecCodes, appRecErrorSystem, isAppRecErrorCode } from '../../domain/app-rec-codes.ts';
import type { Ident } from '../../domain/message.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { attr, child, children, type XmlElement } from '../../xml/dom.ts';
import { readHcpAddress } from '../hcp/party.ts';
import { codedIn, identOf, present, textIn, valueAt, valueIn } from '../values.ts';
import { appRecFormats } from './format.ts';

const versionOf = (namespace: string): AppRecVersion | undefined => {
  if (namespace === appRecFormats['1.0'].namespace) return '1.0';
  return namespace === appRecFormats['1.1'].namespace ? '1.1' : undefined;
};

/** Id/TypeId and every AdditionalId, in order. An id without its type is kept: senders leave TypeId out. */
const identsOf = (unit: XmlElement, ns: string): readonly Ident[] => {
  const additional = children(unit, ns, 'AdditionalId');
  return [
    identOf(textIn(unit, ns, 'Id'), child(unit, ns, 'TypeId')),
    ...additional.map((one) => identOf(textIn(one, ns, 'Id'), child(one, ns, 'Type'))),
  ].flatMap((ident) => ident ?? []);
};

/** Undefined for a unit that says nothing, as an empty Inst. */
const unitOf = (element: XmlElement, ns: string): AppRecUnit | undefined => {
  const unit = present<AppRecUnit>({
    name: textIn(element, ns, 'Name'),
    idents: identsOf(element, ns),
    type: codedIn(element, ns, 'Type'),
  });
  return unit.name === undefined && unit.idents.length === 0 && unit.type === undefined ? undefined : unit;
};

const unitsIn = (
  parent: XmlElement | undefined,
  ns: string,
  name: string,
): readonly AppRecUnit[] | undefined => {
  const units = parent && children(parent, ns, name).flatMap((element) => unitOf(element, ns) ?? []);
  return units === undefined || units.length === 0 ? undefined : units;
};

/** Sender or Receiver. */
const partyIn = (root: XmlElement, ns: string, name: 'Sender' | 'Receiver'): AppRecParty => {
  const element = child(root, ns, name);
  const hcp = element && child(element, ns, 'HCP');
  const inst = hcp && child(hcp, ns, 'Inst');
  const professional = hcp && child(hcp, ns, 'HCProf');
  return present<AppRecParty>({
    role: codedIn(element, ns, 'Role'),
    inst: inst && unitOf(inst, ns),
    depts: unitsIn(inst, ns, 'Dept'),
    persons: unitsIn(inst, ns, 'HCPerson'),
    professional: professional && unitOf(professional, ns),
    specialty: codedIn(hcp, ns, 'MedSpeciality'),
    address: hcp && readHcpAddress(hcp, ns),
  });
};

/** An Error may lack its code and say all in OT (HIS 80601:2006, CV), or lack the name of a code of 8221. */
const errorOf = (element: XmlElement): AppRecError => {
  const code = valueAt(element) ?? '';
  const s = attr(element, 'S')?.trim() || undefined;
  const system = s === appRecErrorSystem ? undefined : s;
  const known = system === undefined && isAppRecErrorCode(code) ? appRecCodes[code].name : '';
  return present<AppRecError>({
    code,
    system,
    text: attr(element, 'DN') || known,
    details: attr(element, 'OT') || undefined,
  });
};

const statusOf = (value: string | undefined): AppRecStatus | undefined =>
  value === '1' ? 1 : value === '2' ? 2 : value === '3' ? 3 : undefined;

const softwareOf = (root: XmlElement, ns: string): AppRec['software'] => {
  const name = textIn(root, ns, 'SoftwareName');
  const version = textIn(root, ns, 'SoftwareVersion');
  return name === undefined && version === undefined
    ? undefined
    : { name: name ?? '', version: version ?? '' };
};

/**
 * Reads an AppRec 1.0 or 1.1 from its root. Takes what senders make of it (HIS 80415:2012 §3.3): no Role, no DN, no
 * ids, no TypeId, an empty Inst. Fails with `root-unknown`, with `apprec-status-unsupported`, or with
 * `envelope-incomplete` where one of Id, GenDate and OriginalMsgId/Id is missing.
 */
export const readAppRec = (root: XmlElement): Result<AppRec, Fault> => {
  const ns = root.namespace;
  const version = versionOf(ns);
  if (version === undefined || root.name !== 'AppRec') return fail(fault('root-unknown'));
  const missing = (path: string) => fail(fault('envelope-incomplete', { where: `/AppRec/${path}` }));

  const id = textIn(root, ns, 'Id')?.trim();
  if (id === undefined) return missing('Id');
  const genDate = textIn(root, ns, 'GenDate')?.trim();
  if (genDate === undefined) return missing('GenDate');
  const original = child(root, ns, 'OriginalMsgId');
  const originalId = textIn(original, ns, 'Id')?.trim();
  if (originalId === undefined) return missing('OriginalMsgId/Id');
  const status = statusOf(valueIn(root, ns, 'Status'));
  if (status === undefined) return fail(fault('apprec-status-unsupported', { expected: '1, 2, 3' }));

  return ok(
    present<AppRec>({
      version,
      id,
      genDate,
      software: softwareOf(root, ns),
      sender: partyIn(root, ns, 'Sender'),
      receiver: partyIn(root, ns, 'Receiver'),
      status,
      errors: children(root, ns, 'Error').map(errorOf),
      original: {
        type: codedIn(original, ns, 'MsgType') ?? { v: '' },
        issueDate: textIn(original, ns, 'IssueDate')?.trim() ?? '',
        id: originalId,
      },
    }),
  );
};
