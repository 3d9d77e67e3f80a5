import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import {
  createDirectory,
  defaultSettings,
  isOrgNumber,
  type Organisation,
  organisationKinds,
  overlap,
} from '../../domain/directory.ts';
import { type HerId, herId } from '../../domain/ids.ts';
import { alertSettings } from './alert-settings.ts';

/**
 * Reads the HER-id directory from seeds/organisations/*.yaml. A row may leave out what is usual:
 * a party is a service with an inbox that gives its own receipts, open for as long as its organisation.
 */

const isoDate = z.iso.date();

/** A HER-id as a number. */
export const herIdSchema = z.number().transform((value, context): HerId => {
  const id = herId(value);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: 'a HER-id is a positive whole number' });
  return z.NEVER;
});

const inOrder = (period: { from?: string; to?: string }): boolean =>
  period.from === undefined || period.to === undefined || period.from < period.to;
const outOfOrder = { error: '`to` must be later than `from`', path: ['to'] };

const period = { from: isoDate, to: isoDate.exactOptional() };

const municipalityCodeSchema = z
  .strictObject({
    code: z.string().regex(/^\d{4}$/, 'a municipality number has four digits, quoted'),
    ...period,
  })
  .refine(inOrder, outOfOrder);

const journalSystemsSchema = z
  .array(
    z
      .strictObject({ system: z.string().min(1), ...period, vendor: z.string().min(1).exactOptional() })
      .refine(inOrder, outOfOrder),
  )
  .refine((systems) => !overlap(systems), 'two journal systems hold on the same day');

const endpointSchema = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('inbox') }),
  z.strictObject({
    channel: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }),
    secretRef: z.string().min(1),
  }),
]);

const partySchema = z
  .strictObject({
    herId: herIdSchema,
    name: z.string().min(1),
    kind: z.enum(['service', 'person']).default('service'),
    serviceType: z
      .string()
      .regex(/^K[ADFPRX](\d{2}){0,2}$/, 'not a municipal service type of 8663')
      .exactOptional(),
    serviceName: z.string().min(1).exactOptional(),
    hprNumber: z
      .string()
      .regex(/^\d{7,9}$/, 'a HPR number has seven to nine digits, quoted')
      .exactOptional(),
    from: isoDate.exactOptional(),
    to: isoDate.exactOptional(),
    endpoint: endpointSchema.default({ channel: 'inbox' }),
    receipting: z.enum(['receiver', 'gateway']).default('receiver'),
    journalSystems: journalSystemsSchema.default([]),
  })
  .refine(inOrder, outOfOrder)
  .refine((party) => (party.kind === 'person') === (party.hprNumber !== undefined), {
    error: 'a person has a hprNumber, a service has none',
    path: ['hprNumber'],
  })
  .refine((party) => party.serviceType !== undefined || party.serviceName !== undefined, {
    error: 'give serviceType (8663) or, where it has no code, serviceName',
    path: ['serviceType'],
  });

const choice = z.enum(['reject', 'manual']);

const settingsSchema = z.strictObject({
  unknownParty: choice.default(defaultSettings.unknownParty),
  unsupportedFormat: choice.default(defaultSettings.unsupportedFormat),
  schemaInvalid: choice.default(defaultSettings.schemaInvalid),
  patientRecord: z.enum(['never', 'ask', 'manual']).default(defaultSettings.patientRecord),
});

const organisationSchema = z
  .strictObject({
    herId: herIdSchema,
    name: z.string().min(1),
    orgNumber: z.string().refine(isOrgNumber, 'not nine digits, quoted, with a right check digit'),
    kind: z.enum(organisationKinds),
    ...period,
    municipalityCodes: z.array(municipalityCodeSchema).default([]),
    journalSystems: journalSystemsSchema.min(1),
    settings: settingsSchema.default(defaultSettings),
    alerts: alertSettings.exactOptional(),
    parties: z.array(partySchema).min(1),
  })
  .refine(inOrder, outOfOrder)
  .transform(
    (row): Organisation => ({
      ...row,
      parties: row.parties.map((party) => ({ ...party, from: party.from ?? row.from })),
    }),
  );

const fileSchema = z.strictObject({ organisations: z.array(organisationSchema) });

/** The names on the way to a value, so that a fault names its row as people know it. */
const describe = (root: unknown, path: readonly PropertyKey[]): string => {
  const names: string[] = [];
  let node = root;
  for (const key of path) {
    node = isMap(node) || isSeq(node) ? node.get(key, true) : undefined;
    const name = isMap(node) ? node.get('name') : undefined;
    if (typeof name === 'string') names.push(name);
  }
  return names.join(', ');
};

/** Line of the deepest part of the path that exists in the file. */
const lineOf = (root: unknown, path: readonly PropertyKey[], lines: LineCounter, fallback = 1): number => {
  let line = fallback;
  let node = root;
  for (const key of path) {
    node = isMap(node) || isSeq(node) ? node.get(key, true) : undefined;
    const start = (node as { range?: readonly [number, number, number] } | undefined)?.range?.[0];
    if (start !== undefined) line = lines.linePos(start).line;
  }
  return line;
};

const readFile = (dir: string, file: string): Organisation[] => {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(dir, file), 'utf8'), { lineCounter: lines });
  const syntax = document.errors[0];
  if (syntax !== undefined) throw new Error(`${file}:${lines.linePos(syntax.pos[0]).line} ${syntax.code}`);

  const parsed = fileSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data.organisations;
  const faults = parsed.error.issues.map((issue) => {
    const where = `${file}:${lineOf(document.contents, issue.path, lines)} ${z.core.toDotPath(issue.path)}`;
    return `${where} (${describe(document.contents, issue.path)}): ${issue.message}`;
  });
  throw new Error(faults.join('\n'));
};

/**
 * All organisations in the YAML files of a folder, in the order of the files' names. Throws one Error that
 * names file, line, row and fault, one line a fault: a faulty seed is a defect of the delivery, not of a run.
 */
export const readOrganisations = (dir: string): Organisation[] => {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  if (files.length === 0) throw new Error(`${dir} holds no .yaml file with organisations`);
  const organisations = files.flatMap((file) => readFile(dir, file));
  const directory = createDirectory(organisations);
  if (directory.ok) return organisations;
  const faults = directory.fault.map(
    ({ herId: id, first, second }) => `HER-id ${id} stands with two: ${first} and ${second}`,
  );
  throw new Error(faults.join('\n'));
};
