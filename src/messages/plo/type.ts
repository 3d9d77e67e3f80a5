import type { ServiceStatus } from '../../domain/message.ts';
import type { XmlElement } from '../../xml/dom.ts';
import type { ContentCode, ContentEvent, MessageFunction, MessageType } from '../types.ts';
import { readPloClinical } from './clinical.ts';
import { ploSending } from './content.ts';
import { type PloVersion, ploPrefixes, ploVersions } from './versions.ts';

/** What tells one PLO message from another. */
interface PloMessage {
  /** Folder name. */
  readonly name: string;
  readonly version: PloVersion;
  /** Payload root, and the name that the payload has in its namespace where that is another. */
  readonly root: string;
  readonly payload?: string;
  readonly functions: readonly MessageFunction[];
  /** M only where HISD 1154:2018 allows a change: the others are cancelled and sent anew. */
  readonly statuses: readonly ServiceStatus[];
  readonly patient?: MessageType['patient'];
  /** Needed where one root serves several functions. */
  readonly carries?: MessageType['carries'];
  /** Events that it tells of; `po` is the component namespace. */
  readonly events?: (payload: XmlElement, po: string) => readonly ContentEvent[];
  /** Codes that say what it is for. */
  readonly codes?: (payload: XmlElement, po: string) => readonly ContentCode[];
  readonly died?: (payload: XmlElement, po: string) => boolean;
}

/** A PLO message in one version as a message type (HIS 80704:2009, HIS 80704:2014). */
export const ploType = (message: PloMessage): MessageType => {
  const { name, version, root, functions, statuses } = message;
  const { po, payload, appRec } = ploVersions[version];
  const namespace = payload(message.payload ?? root);
  return {
    key: `${name}-${version}`,
    name,
    version,
    standard: 'plo',
    family: 'msghead',
    root: { namespace, name: root },
    functions,
    appRec,
    patient: message.patient ?? 'required',
    statuses,
    copies: true,
    prefixes: ploPrefixes(version),
    carries: message.carries ?? ((_payload, code) => functions.some((known) => known.code === code)),
    read: (element) => {
      const codes = message.codes?.(element, po) ?? [];
      return {
        ...ploSending(element, po),
        events: message.events?.(element, po) ?? [],
        ...(codes.length > 0 && { codes }),
        ...(message.died?.(element, po) === true && { died: true }),
      };
    },
    readClinical: (element) => readPloClinical(element, po),
  };
};
