import { z } from 'zod';
import { type HerId, herId } from '../../domain/ids.ts';
import { resolveTimestamp } from '../../domain/norwegian-time.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Query } from './query.ts';
import { invalidBySchema, type RequestFault } from './request-fault.ts';

/** Query parameters that may stand once each, as schemas over all values that a name came with. */

/** A parameter that may stand once. */
export const once = <T>(schema: z.ZodType<T, string>, expected: string) =>
  z
    .array(z.string())
    .max(1, { error: `${expected}, once` })
    .transform((values) => values[0])
    .pipe(schema.optional());

/** One of some names. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) => {
  const expected = `one of ${values.join(', ')}`;
  return once(z.enum(values, { error: expected }), expected);
};

const expectedHerId = 'a HER-id, a positive integer';

/** A HER-id. */
export const herIdParameter = once(
  z.string().transform((value, context): HerId => {
    const id = herId(value);
    if (id !== undefined) return id;
    context.issues.push({ code: 'custom', message: expectedHerId, input: undefined });
    return z.NEVER;
  }),
  expectedHerId,
);

const expectedInstant = 'a date, or a time such as 2026-11-21T08:00:00+01:00';

/** An instant; a date alone is its first moment in Oslo. */
export const instantParameter = once(
  z.string().transform((value, context): Date => {
    const at = resolveTimestamp(value);
    if (at !== undefined) return at;
    context.issues.push({ code: 'custom', message: expectedInstant, input: undefined });
    return z.NEVER;
  }),
  expectedInstant,
);

/** A text of a form; `expected` says which. */
export const textParameter = (form: RegExp, expected: string) =>
  once(z.string().regex(form, { error: expected }), expected);

/** How many rows a page may have. */
export const countParameter = (most: number) => {
  const expected = `a number from 1 to ${most}`;
  return once(
    z
      .string()
      .regex(/^[1-9]\d{0,3}$/, { error: expected })
      .transform(Number)
      .refine((value) => value <= most, { error: expected }),
    expected,
  );
};

/** Reads the parameters of a shape; others are ignored. Fault `request-invalid` with all that is wrong. */
export const readParameters = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: Query,
): Result<z.output<z.ZodObject<Shape>>, RequestFault> => {
  const names = Object.keys(schema.shape);
  const read = schema.safeParse(Object.fromEntries(names.map((name) => [name, query(name)])));
  return read.success
    ? ok(read.data)
    : fail(invalidBySchema(read.error, (path) => path.replace(/\[.*$/, '')));
};
