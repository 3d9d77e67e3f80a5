import { z } from 'zod';
import { addDays, startOfDay } from '../../../domain/calendar.ts';
import {
  attentions,
  type HandoverPlace,
  type HandoverQuery,
  type HandoverSort,
  handoverSorts,
} from '../../../domain/handover/list-store.ts';
import { handoverStates } from '../../../domain/handover/table.ts';
import { type HerId, herId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Query } from '../query.ts';
import { invalidBySchema, invalidRequest, type RequestFault } from '../request-fault.ts';

const most = 200;
const byDefault = 50;

/** A parameter that may stand once. */
const once = <T>(schema: z.ZodType<T, string>, expected: string) =>
  z
    .array(z.string())
    .max(1, { error: `${expected}, once` })
    .transform((values) => values[0])
    .pipe(schema.optional());

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) => {
  const expected = values.join(', ');
  return once(z.enum(values, { error: `one of ${expected}` }), `one of ${expected}`);
};

const expectedHerId = 'a HER-id, a positive integer';
const herIdText = once(
  z.string().transform((value, context): HerId => {
    const id = herId(value);
    if (id !== undefined) return id;
    context.issues.push({ code: 'custom', message: expectedHerId, input: undefined });
    return z.NEVER;
  }),
  expectedHerId,
);

const expectedDate = 'a date such as 2026-11-20';
const date = once(z.iso.date({ error: expectedDate }), expectedDate);

const expectedCount = `a number from 1 to ${most}`;
const count = once(
  z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: expectedCount })
    .transform(Number)
    .refine((value) => value <= most, { error: expectedCount }),
  expectedCount,
);

const states = [...handoverStates, 'cancelled'] as const;
const expectedRow = 'the id of an expectation';

const parameters = z.object({
  state: z
    .array(z.string())
    .transform((values) => values.flatMap((value) => value.split(',')))
    .pipe(z.array(z.enum(states, { error: `any of ${states.join(', ')}` }))),
  attention: oneOf(attentions),
  waitingFor: oneOf(['me', 'others']),
  expectation: once(z.string().regex(/^[a-z0-9-]{1,60}$/, { error: expectedRow }), expectedRow),
  municipality: herIdText,
  hospital: herIdText,
  from: date,
  to: date,
  historic: oneOf(['true', 'false', 'any']),
  sort: oneOf(handoverSorts),
  limit: count,
  after: once(
    z.string().max(500, { error: 'what the page before gave as next' }),
    'what the page before gave',
  ),
});

type Name = keyof z.input<typeof parameters>;
const names = Object.keys(parameters.shape) as Name[];

const cursor = z.tuple([
  z.enum(handoverSorts),
  z.int().min(-1).max(3),
  z.iso.datetime().nullable(),
  z.iso.datetime(),
  z.string().regex(/^[0-9a-f-]{36}\.[1-9]\d{0,9}$/),
]);

/** A place in a list as one opaque text. */
export const cursorOf = (sort: HandoverSort, { level, dueAt, admittedAt, id }: HandoverPlace): string => {
  const parts: z.input<typeof cursor> = [
    sort,
    level,
    dueAt?.toISOString() ?? null,
    admittedAt.toISOString(),
    id,
  ];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** The place that a cursor of this sort stands for; undefined for what is none. */
const placeOf = (sort: HandoverSort, text: string): HandoverPlace | undefined => {
  const read = cursor.safeParse(parsed(text));
  if (!read.success || read.data[0] !== sort) return undefined;
  const [, level, dueAt, admittedAt, id] = read.data;
  return {
    level,
    ...(dueAt !== null && { dueAt: new Date(dueAt) }),
    admittedAt: new Date(admittedAt),
    id,
  };
};

/** Reads what is asked of a list of handovers; dates are Oslo dates of admission, both included. */
export const readHandoverQuery = (
  query: Query,
  enterprises: readonly HerId[],
): Result<HandoverQuery, RequestFault> => {
  const read = parameters.safeParse(Object.fromEntries(names.map((name) => [name, query(name)])));
  if (!read.success) return fail(invalidBySchema(read.error, (path) => path.replace(/\[.*$/, '')));
  const {
    state,
    from,
    to,
    historic = 'false',
    sort = 'attention',
    limit = byDefault,
    after,
    ...rest
  } = read.data;
  const place = after === undefined ? undefined : placeOf(sort, after);
  if (after !== undefined && place === undefined) {
    return fail(
      invalidRequest({ where: 'after', expected: 'what the page before gave as next, of the same sort' }),
    );
  }
  const { attention, waitingFor, expectation, municipality, hospital } = rest;
  return ok({
    enterprises,
    states: state,
    ...(attention !== undefined && { attention }),
    ...(waitingFor !== undefined && { waitingFor }),
    ...(expectation !== undefined && { expectation }),
    ...(municipality !== undefined && { municipality }),
    ...(hospital !== undefined && { hospital }),
    ...(from !== undefined && { admittedFrom: startOfDay(from) }),
    ...(to !== undefined && { admittedBefore: startOfDay(addDays(to, 1)) }),
    ...(historic !== 'any' && { historic: historic === 'true' }),
    sort,
    ...(place && { after: place }),
    limit,
  });
};
