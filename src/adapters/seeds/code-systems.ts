import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type Code,
  type CodeBinding,
  type CodeBindings,
  type CodeBook,
  type CodeSystem,
  nationalCodeSystems,
} from '../../domain/code-system.ts';

/**
 * Reads code systems from seeds/code-systems/*.yaml and the elements that use them from its folder `bindings`. A system
 * is named by its number below the national branch, or by its whole OID.
 */

const text = z.string().trim().min(1);
const day = z.iso.date();
const oidOf = (system: string): string => (system.includes('.') ? system : `${nationalCodeSystems}${system}`);
const reference = z
  .union([z.int().min(1000).max(9999).transform(String), z.string().regex(/^(\d{4}|\d+(\.\d+)+)$/)], {
    error: 'a system is a number of four digits or a whole OID',
  })
  .transform(oidOf);

const validity = {
  from: day.exactOptional(),
  until: day.exactOptional(),
  replacedBy: z
    .strictObject({ system: reference.exactOptional(), code: text.exactOptional() })
    .exactOptional(),
};
const inOrder = ({ from, until }: { from?: string; until?: string }): boolean =>
  from === undefined || until === undefined || from < until;
const outOfOrder = { error: '`until` must be later than `from`', path: ['until'] };

const codeSchema = z.union([
  text.transform((name): Code => ({ name })),
  z
    .strictObject({ name: text, source: text.exactOptional(), ...validity })
    .refine(inOrder, outOfOrder)
    .transform(({ source: _, ...code }): Code => code),
]);

const namesSchema = z.record(text, text);
/** Codes made of a base and a suffix, each with each: pathways have hundreds of them. */
const composedSchema = z.strictObject({ joint: z.string(), bases: namesSchema, suffixes: namesSchema });

const formSchema = z.string().transform((form, context): RegExp => {
  try {
    return new RegExp(`^(?:${form})$`, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'it is not a regular expression' });
    return z.NEVER;
  }
});

const compose = ({ joint, bases, suffixes }: z.infer<typeof composedSchema>): [string, Code][] =>
  Object.entries(bases).flatMap(([base, name]) =>
    Object.entries(suffixes).map(([suffix, meaning]): [string, Code] => [
      `${base}${suffix}`,
      { name: `${name}${joint}${meaning}` },
    ]),
  );

const systemSchema = z
  .strictObject({
    number: reference.exactOptional(),
    oid: reference.exactOptional(),
    name: text,
    /** Document or list that the codes are from; those of other sources name theirs. */
    source: text,
    open: z.boolean().default(false),
    blanks: z.enum(['kept', 'ignored']).default('kept'),
    form: formSchema.exactOptional(),
    codes: z.record(text, codeSchema).default({}),
    composed: z.array(composedSchema).default([]),
    ...validity,
  })
  .refine(({ number, oid }) => (number === undefined) !== (oid === undefined), {
    error: 'give number or oid, and only one',
    path: ['number'],
  })
  .refine(inOrder, outOfOrder)
  .transform(
    ({ number, oid, source: _, blanks, codes, composed, ...row }): CodeSystem => ({
      ...row,
      oid: number ?? oid ?? '',
      ignoresBlanks: blanks === 'ignored',
      codes: new Map([...Object.entries(codes), ...composed.flatMap(compose)]),
    }),
  );

const systemsFileSchema = z.strictObject({ systems: z.array(systemSchema) });

const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([item.transform((each) => [each]), z.array(item).min(1)], {
    error: 'a system, several, or a keyword',
  });
const csSchema = z.union([z.literal('any').transform((): string[] => []), oneOrMore(reference)]);
const cvSchema = z.union([z.literal('any'), oneOrMore(z.union([z.literal('outside'), reference]))]);
const path = z.string().regex(/^\p{L}+(\/\p{L}+){0,2}$/u, 'not the local name of an element');

const partSchema = {
  cs: z.record(path, csSchema).default({}),
  cv: z.record(path, cvSchema).default({}),
};
const bindingsFileSchema = z.strictObject({
  standard: text,
  ...partSchema,
  values: z.partialRecord(z.enum(['time', 'amount', 'address', 'truth']), z.array(path)).default({}),
  versions: z
    .record(text, z.strictObject({ ...partSchema, keeps: z.record(text, z.array(text)).default({}) }))
    .default({}),
});
type BindingsFile = z.infer<typeof bindingsFileSchema>;
type Part = Pick<BindingsFile, 'cs' | 'cv'>;

const ofPart = ({ cs, cv }: Part): [string, CodeBinding][] => [
  ...Object.entries(cs).map(([at, systems]): [string, CodeBinding] => [at, { kind: 'cs', systems }]),
  ...Object.entries(cv).map(([at, systems]): [string, CodeBinding] => [
    at,
    systems === 'any'
      ? { kind: 'cv', systems, outside: true }
      : {
          kind: 'cv',
          systems: systems.filter((each) => each !== 'outside'),
          outside: systems.includes('outside'),
        },
  ]),
];

/** What goes for every version, and for each that differs. */
const bindingsOf = (file: BindingsFile): ReadonlyMap<string, CodeBindings> => {
  const values = Object.values(file.values).flat();
  const common: [string, CodeBinding][] = [
    ...values.map((at): [string, CodeBinding] => [at, { kind: 'value' }]),
    ...ofPart(file),
  ];
  const versions = Object.entries(file.versions).map(([version, part]): [string, CodeBindings] => [
    version,
    {
      byPath: new Map([...common, ...ofPart(part)]),
      keeps: new Set(
        Object.entries(part.keeps).flatMap(([system, codes]) =>
          codes.map((code) => `${oidOf(system)} ${code}`),
        ),
      ),
    },
  ]);
  return new Map([['', { byPath: new Map(common), keeps: new Set<string>() }], ...versions]);
};

/** Name of the row that a path leads into, so that a fault names its row as people know it. */
const rowName = (content: unknown, at: readonly PropertyKey[]): string => {
  const rows = (content as { systems?: unknown } | null)?.systems;
  const row: unknown = Array.isArray(rows) && typeof at[1] === 'number' ? rows[at[1]] : undefined;
  const { number, oid } = (row ?? {}) as { number?: unknown; oid?: unknown };
  const name = number ?? oid;
  return typeof name === 'string' || typeof name === 'number' ? ` (${name})` : '';
};

const readFile = <T>(dir: string, file: string, schema: z.ZodType<T>): T => {
  let content: unknown;
  try {
    // Codes are keys, and 01 or 1E5 would be numbers.
    content = parse(readFileSync(join(dir, file), 'utf8'), { stringKeys: true });
  } catch (error) {
    throw new Error(`${file} is not YAML: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${file} ${z.core.toDotPath(issue.path)}${rowName(content, issue.path)}: ${issue.message}`,
  );
  throw new Error(faults.join('\n'));
};

const yamlFiles = (dir: string, what: string): readonly string[] => {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  if (files.length === 0) throw new Error(`${dir} holds no .yaml file with ${what}`);
  return files;
};

/** Systems that stand twice, and systems that a binding names and nobody describes. */
const misfits = (rows: readonly CodeSystem[], bindings: readonly BindingsFile[]): string[] => {
  const known = new Set<string>();
  const twice = rows.filter(({ oid }) => known.has(oid) || !known.add(oid));
  const unknown = bindings.flatMap(({ standard, ...file }) =>
    [file, ...Object.values(file.versions)].flatMap((part) =>
      ofPart(part).flatMap(([at, binding]) =>
        binding.kind === 'value' || binding.systems === 'any'
          ? []
          : binding.systems
              .filter((oid) => !known.has(oid))
              .map((oid) => `bindings of ${standard}, ${at}: no file describes ${oid}`),
      ),
    ),
  );
  return [...twice.map(({ oid, name }) => `${oid} (${name}) is described twice`), ...unknown];
};

/**
 * All code systems of a folder, and the bindings of its folder `bindings`. Throws one Error that names file, row and
 * fault, one line a fault: a faulty seed is a defect of the delivery, not of a run.
 */
export const readCodeBook = (dir: string): CodeBook => {
  const rows = yamlFiles(dir, 'code systems').flatMap(
    (file) => readFile(dir, file, systemsFileSchema).systems,
  );
  const files = yamlFiles(join(dir, 'bindings'), 'bindings').map((file) =>
    readFile(dir, join('bindings', file), bindingsFileSchema),
  );
  const faults = misfits(rows, files);
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const byStandard = new Map(files.map((file) => [file.standard, bindingsOf(file)]));
  return {
    systems: new Map(rows.map((row) => [row.oid, row])),
    bindings: (standard, version) => {
      const versions = byStandard.get(standard);
      return versions?.get(version) ?? versions?.get('');
    },
  };
};
