import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { figures } from '../../domain/deadline.ts';
import {
  counts,
  type Expectation,
  type ExpectationCatalogue,
  messageLinks,
  receiptOutcomes,
  replies,
  scopes,
  sinces,
  stayMoments,
  triggerTimes,
} from '../../domain/expectation.ts';
import { expectationFaults } from '../../domain/expectation-faults.ts';
import {
  actKinds,
  changeCodes,
  codeLists,
  confidences,
  contentBlocks,
  type Flag,
  flags,
  handoverRoles,
  phases,
} from '../../domain/expectation-vocabulary.ts';
import { severities } from '../../domain/finding.ts';

/**
 * Reads seeds/expectations.yaml. A row may leave out what is usual: it belongs to a handover and counts once a round; a
 * message trigger holds between any parties.
 */

const text = z.string().trim().min(1);
/** An id, or the name of a case. */
export const name = z.string().regex(/^[a-z\d]+(-[a-z\d]+)*$/, 'a name is words in kebab-case');
/** YYYY-MM-DD. */
export const date = z.iso.date();
const act = z.enum(actKinds);
const inLanguages = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ nb: schema, nn: schema, en: schema });

// Deadlines
/** Working days are counted one by one: a slip of the hand, or a draft meant to harm, must not count for ever. */
const longest = 1_000;
const amount = z.int().positive().max(longest);
const countedKind = z.enum(['hours', 'days', 'workingDays']);
const spanFrom = (least: z.ZodInt) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: countedKind, amount: least }),
    z.strictObject({ kind: z.literal('sameDay') }),
  ]);
const warn = z
  .union(
    [
      // Nothing gone: told of at once.
      z.strictObject({ gone: spanFrom(z.int().nonnegative().max(longest)) }),
      z.strictObject({ left: z.strictObject({ kind: countedKind, amount }) }),
    ],
    { error: 'a warning has either the time that is gone or the time that is left, as { kind, amount }' },
  )
  .exactOptional();
const steps = { warn, escalate: spanFrom(amount).exactOptional() };
const deadline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: countedKind, amount, ...steps }),
  z.strictObject({ kind: z.literal('sameDay'), ...steps }),
  z.strictObject({ kind: z.literal('atOnce'), warn, escalate: spanFrom(amount) }),
  z.strictObject({ kind: z.literal('before'), amount: amount.exactOptional() }),
  z.strictObject({ kind: z.literal('none') }),
]);
/** Why something is as it is, and who approved it. */
export const decision = { reason: text, approver: text };
/** A line of `deadlines`. */
export const datedDeadline = z.strictObject({
  validFrom: date,
  deadline,
  decided: z.strictObject({ figures: z.array(z.enum(figures)).min(1), ...decision }).exactOptional(),
});

// Triggers and fulfilments
const roles = z.array(z.enum(handoverRoles));
const code = z.string().regex(/^[A-Z][A-Z_-]*$/, 'not a code of 8279');
const condition = z.union(
  [
    z.strictObject({ list: z.enum(codeLists), is: z.array(text).min(1) }),
    z.strictObject({ list: z.enum(codeLists), isNot: z.array(text).min(1) }),
  ],
  { error: `a condition is { list, is } or { list, isNot }, with a list of ${codeLists.join(', ')}` },
);
const pattern = {
  functions: z.union([z.array(code).min(1), z.literal('any')], {
    error: 'functions are codes of 8279, or the word any',
  }),
  except: z.array(code).default([]),
  where: z.array(condition).default([]),
};
const given = { given: z.array(z.enum(Object.keys(flags) as [Flag, ...Flag[]])).default([]) };
const outcomes = { is: z.array(z.enum(receiptOutcomes)).min(1) };

const trigger = z.discriminatedUnion('on', [
  z.strictObject({
    on: z.literal('message'),
    ...pattern,
    ...given,
    from: roles.default([]),
    to: roles.default([]),
    unasked: z.boolean().default(false),
  }),
  z.strictObject({ on: z.literal('phase'), enters: z.enum(phases), ...given }),
  z.strictObject({ on: z.literal('act'), act, ...given }),
  z.strictObject({ on: z.literal('receipt'), ...pattern, ...given, ...outcomes }),
]);

const fulfilment = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('message'),
    ...pattern,
    holds: z.array(z.enum(contentBlocks)).default([]),
    reply: z.strictObject({ isNot: z.array(z.enum(replies)).min(1) }).optional(),
    link: z.enum(messageLinks),
    since: z.enum(sinces),
  }),
  z.strictObject({ by: z.literal('act'), act }),
  z.strictObject({ by: z.literal('receipt'), ...outcomes }),
]);

const clock = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('trigger'), time: z.enum(triggerTimes) }),
  z.strictObject({ from: z.literal('stay'), moment: z.enum(stayMoments) }),
  z.strictObject({ from: z.literal('act'), act }),
]);

const expectationCase = z.strictObject({
  name: name.exactOptional(),
  triggers: z.array(trigger).min(1),
  count: z.enum(counts).exactOptional(),
  clock,
  from: roles.min(1),
  to: roles,
  fulfilments: z.array(fulfilment).min(1),
  deadlines: z.array(datedDeadline).min(1),
});

// Rows
/** A row of `expectations`, with what it may leave out filled in. */
export const row = z
  .strictObject({
    id: name,
    scope: z.enum(scopes).default('handover'),
    severity: z.enum(severities),
    changes: z.array(z.enum(changeCodes)).min(1),
    endsWithStay: z.boolean().default(false),
    replaces: name.exactOptional(),
    validFrom: date,
    sources: z
      .array(z.strictObject({ document: text, section: text, confidence: z.enum(confidences) }))
      .min(1),
    observable: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('messages') }),
      z.strictObject({ by: z.literal('acts') }),
      z.strictObject({ by: z.literal('none'), why: text }),
    ]),
    cases: z.array(expectationCase).min(1),
    texts: inLanguages(z.strictObject({ name: text, act: text })),
  })
  .transform(({ cases, ...rest }): Expectation => {
    const usual = rest.scope === 'message' ? 'each' : 'once';
    return { ...rest, cases: cases.map((each) => ({ ...each, count: each.count ?? usual })) };
  });

/** A row of `settings`. */
export const settings = z.strictObject({
  validFrom: date,
  workingDays: z.strictObject({
    saturday: z.boolean(),
    christmasEve: z.boolean(),
    newYearsEve: z.boolean(),
  }),
  parkedHours: amount,
  readmissionDays: amount,
  decided: z.strictObject(decision),
});

const fileSchema = z
  .strictObject({
    settings: z
      .array(settings)
      .min(1)
      .refine(
        (rows) => rows.every(({ validFrom }, at) => at === 0 || validFrom > (rows[at - 1]?.validFrom ?? '')),
        'they do not stand in order of validFrom',
      ),
    acts: z.record(act, inLanguages(text)),
    expectations: z.array(row).min(1),
  })
  .refine(
    ({ settings: [first], expectations }) =>
      expectations.every(({ validFrom }) => first !== undefined && first.validFrom <= validFrom),
    { error: 'an expectation holds before the first settings do', path: ['settings', 0, 'validFrom'] },
  );

/** Id of the row that a path leads into, so that a fault names its row as people know it. */
const rowId = (content: unknown, [list, at]: readonly PropertyKey[]): string => {
  const rows = (content as { expectations?: unknown } | null)?.expectations;
  if (list !== 'expectations' || typeof at !== 'number' || !Array.isArray(rows)) return '';
  const id = (rows[at] as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? ` (${id})` : '';
};

/**
 * The catalogue of expectations in a file; `knows` tells the functions of 8279 that can pass. Throws one Error that
 * names file, row and fault, one line a fault: a faulty seed is a defect of the delivery, not of a run.
 */
export const readExpectations = (path: string, knows: (code: string) => boolean): ExpectationCatalogue => {
  const file = basename(path);
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not YAML: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  const parsed = fileSchema.safeParse(content);
  const faults = parsed.success
    ? expectationFaults(parsed.data.expectations, knows).map(({ path: at, message }) => ({
        path: ['expectations', ...at],
        message,
      }))
    : parsed.error.issues;
  if (parsed.success && faults.length === 0) return parsed.data;
  const lines = faults.map(
    (each) => `${file} ${z.core.toDotPath(each.path)}${rowId(content, each.path)}: ${each.message}`,
  );
  throw new Error(lines.join('\n'));
};
