import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Inspector } from '../../src/app/inspect.ts';
import type { Archive } from '../../src/domain/archive.ts';
import { formatOslo } from '../../src/domain/norwegian-time.ts';
import { ok } from '../../src/domain/result.ts';
import { loadStandards, type Standards } from '../../src/standards.ts';
import { messageWith } from './fixtures.ts';
import { patientNumber } from './handovers.ts';

/** Archives of earlier messages, made from fixtures: the same arguments give the same bytes. */

/** A file of an archive, with what it holds. */
export interface Archived {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly msgId: string;
  readonly sentAt: Date;
  readonly sender: number;
  /** None of receipts. */
  readonly type?: string;
  /** The receiver whose receipt it is, and of which message. */
  readonly answers?: { readonly msgId: string; readonly by: number };
}

const dayMs = 86_400_000;

/** A UUID that follows from a text. */
export const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The fixtures' story: one stay in November 2026, in the order in which its messages were sent. */
const story = [
  ['log-innlagt-1.6', '2026-11-17T20:12:41+01:00', 9000301, [9150602]],
  ['innleggelsesrapport-1.6', '2026-11-17T21:02:05+01:00', 9150602, [9000301]],
  ['helseoppl-soknad-1.6', '2026-11-18T09:12:40+01:00', 9000301, [9150601]],
  ['log-utskrivningsklar-1.6', '2026-11-19T11:47:20+01:00', 9000301, [9150601]],
  ['utskrivningsrapport-1.6', '2026-11-20T13:20:11+01:00', 9000301, [9150602]],
  ['log-utskrevet-1.6', '2026-11-20T13:31:55+01:00', 9000301, [9150602]],
  ['epikrise-1.2', '2026-11-20T14:05:37+01:00', 9000301, [9150611, 9150602]],
] as const;

/** Types of the story, as their fixtures are called. */
type StoryType = (typeof story)[number][0];

/** Dates of the story and after it, moved by whole days; namespaces and birthdays stay. */
const moved = (bytes: Uint8Array, days: number): Uint8Array =>
  Buffer.from(
    Buffer.from(bytes)
      .toString('utf8')
      .replaceAll(/\b202[67]-\d{2}-\d{2}/g, (date) =>
        new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10),
      ),
  );

/** HER-id of a party's enterprise in the sandbox. */
const enterpriseOf = (herId: number): number =>
  herId >= 9150610 && herId <= 9150619
    ? 9150610
    : Math.floor(herId / 100) * 100 === 9000300
      ? 9000000
      : 9150600;

/** A receipt of one receiver. */
export const receiptOf = (
  { msgId, sentAt, sender, type }: Archived,
  by: number,
  afterMs: number,
  status: 'ok' | 'rejected' = 'ok',
): Archived => {
  const at = new Date(sentAt.getTime() + afterMs);
  const id = uuidOf(`receipt ${status} of ${msgId} by ${by}`);
  const bytes = messageWith('apprec-1.1', status, {
    msgId: id,
    genDate: formatOslo(at),
    sender: { enterprise: enterpriseOf(by), unit: by },
    receiver: { enterprise: enterpriseOf(sender), unit: sender },
    original: { id: msgId, issueDate: formatOslo(sentAt), ...(type !== undefined && { type }) },
  });
  return {
    name: `receipts/${id}.xml`,
    bytes,
    msgId: id,
    sentAt: at,
    sender: by,
    answers: { msgId, by },
  };
};

export interface StayOptions {
  /** How many days before the fixtures' story it was. */
  readonly daysBefore: number;
  /** Messages that were never sent. */
  readonly without?: readonly StoryType[];
  /** What each receiver answers, and when; nothing where undefined. */
  readonly receipt?: (
    type: StoryType,
    by: number,
  ) => { readonly afterMs: number; readonly status?: 'ok' | 'rejected' } | undefined;
}

const soon = { afterMs: 60_000 };

/** All messages of one stay of the patient with a number below 400, and their receipts. */
export const stayOf = (
  patient: number,
  { daysBefore, without = [], receipt = () => soon }: StayOptions,
): readonly Archived[] =>
  story
    .filter(([type]) => !without.includes(type))
    .flatMap(([type, sent, sender, receivers]) => {
      const sentAt = new Date(Date.parse(sent) - daysBefore * dayMs);
      const msgId = uuidOf(`${type} ${patient} ${daysBefore}`);
      const text = moved(messageWith(type, 'full', { patient: { id: patientNumber(patient) } }), -daysBefore);
      const xml = Buffer.from(text).toString('utf8');
      const documentId = uuidOf(`document ${msgId}`);
      const bytes = Buffer.from(
        xml
          .replace(/<MsgId>[^<]*</, `<MsgId>${msgId}<`)
          .replace(/<GenDate(?: V="|>)([^<"]*)/, (whole, old: string) =>
            whole.replace(old, formatOslo(sentAt)),
          )
          .replace(/<ServProvId>[^<]*</, `<ServProvId>${documentId}<`),
      );
      const type8279 = /<Type V="([^"]*)"/.exec(xml)?.[1] ?? '';
      const message: Archived = {
        name: `${formatOslo(sentAt).slice(0, 7)}/${msgId}.xml`,
        bytes,
        msgId,
        sentAt,
        sender,
        type: type8279,
      };
      const receipts = receivers.flatMap((by) => {
        const given = receipt(type, by);
        return given === undefined ? [] : [receiptOf(message, by, given.afterMs, given.status)];
      });
      return [message, ...receipts];
    });

/** Writes files into a folder. */
export const writeFolder = (root: string, files: readonly Pick<Archived, 'name' | 'bytes'>[]): void => {
  for (const { name, bytes } of files) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
};

/** Writes files into a ZIP file. */
export const writeZip = async (
  path: string,
  files: readonly Pick<Archived, 'name' | 'bytes'>[],
): Promise<void> => {
  const zip = new ZipFile();
  for (const { name, bytes } of files) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
};

let standards: Standards | undefined;

/** The inspector of the project's own standards, made once in a test process. */
export const inspectorForTests = (): Inspector => {
  standards ??= loadStandards();
  return standards.inspector;
};

/** Files as an archive, in the order given. */
export const archiveOf = (files: readonly Pick<Archived, 'name' | 'bytes'>[]): Archive => ({
  digest: createHash('sha256')
    .update(files.map(({ name }) => name).join('\n'))
    .digest('hex'),
  count: files.length,
  others: 0,
  async *files(after) {
    for (const [at, { name, bytes }] of files.entries()) {
      if (at < after) continue;
      yield { position: at + 1, name, modified: async () => undefined, read: async () => ok(bytes) };
    }
  },
});
