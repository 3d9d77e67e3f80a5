import { z } from 'zod';
import { type HerId, herId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Query } from '../query.ts';
import { invalidBySchema, type RequestFault } from '../request-fault.ts';

/** What the board's pages may ask for. */

/** A parameter that may stand once; `expected` says what it is. */
export const once = <T>(schema: z.ZodType<T, string>, expected: string) =>
  z
    .array(z.string())
    .max(1, { error: `${expected}, once` })
    .transform((values) => values[0])
    .pipe(schema.optional());

const expectedMonth = 'a month, YYYY-MM';
/** A month, as the date of its first day. */
export const monthField = once(
  z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: expectedMonth })
    .transform((text) => `${text}-01`),
  expectedMonth,
);

const expectedDate = 'a date, YYYY-MM-DD';
/** A date from this century. */
export const dateField = once(
  z.iso.date({ error: expectedDate }).refine((text) => text.startsWith('20'), { error: expectedDate }),
  expectedDate,
);

const expectedType = 'an 8279 code';
/** A type of message. */
export const typeField = once(z.string().regex(/^[A-Z0-9_]{2,40}$/, { error: expectedType }), expectedType);

const expectedHerId = 'a HER-id, a positive integer';
/** An organisation. */
export const herIdField = once(
  z.string().transform((value, context): HerId => {
    const id = herId(value);
    if (id !== undefined) return id;
    context.issues.push({ code: 'custom', message: expectedHerId, input: undefined });
    return z.NEVER;
  }),
  expectedHerId,
);

/** Reads the parameters that a schema names; what else stands in the address is nobody's. */
export const readQuery = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  query: Query,
): Result<z.output<z.ZodObject<Shape>>, RequestFault> => {
  const names = Object.keys(schema.shape);
  const read = schema.safeParse(Object.fromEntries(names.map((name) => [name, query(name)])));
  return read.success
    ? ok(read.data)
    : fail(invalidBySchema(read.error, (path) => path.replace(/\[.*$/, '')));
};
