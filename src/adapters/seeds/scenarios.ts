import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { actKinds, type Flag, flags, handoverRoles } from '../../domain/expectation-vocabulary.ts';
import { herId } from '../../domain/ids.ts';
import { type Cast, type RowScenarios, shown } from '../../scenarios/scenario.ts';

/** Reads fixtures/handovers: `cast.yaml`, and a file of scenarios for each row of the catalogue. */

const text = z.string().trim().min(1);
const day = String.raw`\d{4}-\d{2}-\d{2}`;
const time = z
  .string()
  .regex(new RegExp(`^${day}( \\d{2}:\\d{2})?$`), 'a time is 2026-11-02 08:00, or a date');
const instant = z.string().regex(new RegExp(`^${day} \\d{2}:\\d{2}$`), 'an instant is 2026-11-02 08:00');
const number = z.int().transform((value, context) => {
  const id = herId(value);
  if (id !== undefined) return id;
  context.addIssue('no HER-id');
  return z.NEVER;
});

const castSchema = z
  .strictObject({
    parties: z.record(
      text,
      z.strictObject({ herId: number, enterprise: number, roles: z.array(z.enum(handoverRoles)).min(1) }),
    ),
    ways: z.record(
      text,
      z.strictObject({ from: text, to: z.array(text).min(1), event: text.exactOptional() }),
    ),
  })
  .transform(
    ({ parties, ways }): Cast => ({
      parties: Object.fromEntries(
        Object.entries(parties).map(([name, party]) => [name, { ...party, sharedRecords: [] }]),
      ),
      ways,
    }),
  );

const message = z.strictObject({
  function: text.exactOptional(),
  changes: text.exactOptional(),
  cancels: text.exactOptional(),
  from: text.exactOptional(),
  to: z.array(text).exactOptional(),
  copies: z.array(text).exactOptional(),
  sent: instant,
  received: instant.exactOptional(),
  event: time.exactOptional(),
  events: z.record(text, time).exactOptional(),
  ref: text.exactOptional(),
  codes: z.record(text, text).exactOptional(),
  flags: z.array(z.enum(Object.keys(flags) as [Flag, ...Flag[]])).exactOptional(),
  holds: z.array(text).exactOptional(),
  reply: z.enum(['can', 'cannot', 'unclear']).exactOptional(),
  died: z.literal(true).exactOptional(),
  receipt: z
    .strictObject({
      state: z.enum(['waiting', 'ok', 'partial', 'rejected', 'timedOut']),
      at: instant.exactOptional(),
      timedOutAt: instant.exactOptional(),
    })
    .exactOptional(),
});

const act = z.strictObject({ kind: z.enum(actKinds), at: instant, about: text });

const outcome = z.strictObject({
  state: z.enum(['open', 'due-soon', 'late', 'met', 'met-late', 'void', 'not-observable']),
  why: text.exactOptional(),
  by: text.exactOptional(),
  due: z.union([time, z.literal('none')]),
  warn: time.exactOptional(),
  late: z.boolean().exactOptional(),
  owes: text.exactOptional(),
});

const rowSchema = z
  .strictObject({
    expectation: text,
    /** What its scenarios share. One of them leaves a message out by naming it with `null`. */
    messages: z.record(text, message).default({}),
    acts: z.array(act).default([]),
    scenarios: z
      .array(
        z.strictObject({
          shows: z.enum(shown),
          name: text,
          case: text.exactOptional(),
          messages: z.record(text, message.nullable()).default({}),
          acts: z.array(act).default([]),
          shared: z.array(text).default([]),
          reports: z.boolean().default(true),
          now: instant,
          of: text.exactOptional(),
          expect: z.union([outcome, z.literal('nothing')]),
        }),
      )
      .min(1),
  })
  .transform(
    ({ expectation, messages, acts, scenarios }): RowScenarios => ({
      expectation,
      scenarios: scenarios.map((one) => ({
        ...one,
        messages: Object.fromEntries(
          Object.entries({ ...messages, ...one.messages }).flatMap(([name, told]) =>
            told === null ? [] : [[name, told] as const],
          ),
        ),
        acts: [...acts, ...one.acts],
      })),
    }),
  );

const readFile = <Schema extends z.ZodType>(dir: string, file: string, schema: Schema): z.output<Schema> => {
  let content: unknown;
  try {
    content = parse(readFileSync(join(dir, file), 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not YAML: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues
      .map(({ path, message: fault }) => `${file} ${z.core.toDotPath(path)}: ${fault}`)
      .join('\n'),
  );
};

/** The cast and all scenarios of a folder, by file. Throws one Error that names file, place and fault, one line a fault. */
export const readScenarios = (
  dir: string,
): { readonly cast: Cast; readonly rows: readonly RowScenarios[] } => {
  const files = readdirSync(dir)
    .filter((file) => file.endsWith('.yaml') && file !== 'cast.yaml')
    .sort();
  const rows = files.map((file) => {
    const row = readFile(dir, file, rowSchema);
    if (`${row.expectation}.yaml` !== file) throw new Error(`${file} is about ${row.expectation}`);
    return row;
  });
  return { cast: readFile(dir, 'cast.yaml', castSchema), rows };
};
