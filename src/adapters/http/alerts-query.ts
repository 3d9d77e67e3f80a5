import { z } from 'zod';
import { alertKinds, alertStates } from '../../domain/alerts/alert.ts';
import type { AlertPlace, AlertQuery } from '../../domain/alerts/store.ts';
import { severities } from '../../domain/finding.ts';
import { type HerId, herId } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Query } from './query.ts';
import { invalidBySchema, invalidRequest, type RequestFault } from './request-fault.ts';

const most = 200;
const byDefault = 50;

const once = <T>(schema: z.ZodType<T, string>, expected: string) =>
  z
    .array(z.string())
    .max(1, { error: `${expected}, once` })
    .transform((values) => values[0])
    .pipe(schema.optional());

/** Several values, in one parameter with commas between or in several. */
const anyOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .array(z.string())
    .transform((texts) => texts.flatMap((text) => text.split(',')))
    .pipe(z.array(z.enum(values, { error: `any of ${values.join(', ')}` })));

const expectedHerId = 'a HER-id, a positive integer';
const expectedCount = `a number from 1 to ${most}`;
const expectedHandover = 'the id of a handover';
const expectedSeverity = `one of ${severities.join(', ')}`;

const parameters = z.object({
  enterprise: z.array(
    z.string().transform((value, context): HerId => {
      const id = herId(value);
      if (id !== undefined) return id;
      context.issues.push({ code: 'custom', message: expectedHerId, input: undefined });
      return z.NEVER;
    }),
  ),
  state: anyOf(alertStates),
  kind: anyOf(alertKinds),
  handover: once(z.string().regex(/^[\w.-]{1,100}$/, { error: expectedHandover }), expectedHandover),
  severity: once(z.enum(severities, { error: expectedSeverity }), expectedSeverity),
  limit: once(
    z
      .string()
      .regex(/^[1-9]\d{0,2}$/, { error: expectedCount })
      .transform(Number)
      .refine((value) => value <= most, { error: expectedCount }),
    expectedCount,
  ),
  after: once(z.string().max(200, { error: 'what the page before gave' }), 'what the page before gave'),
});

type Name = keyof z.input<typeof parameters>;
const names = Object.keys(parameters.shape) as Name[];

const cursor = z.tuple([z.enum(severities), z.iso.datetime(), z.uuid()]);

/** A place in a list as one opaque text. */
export const cursorOf = ({ severity, at, id }: AlertPlace): string => {
  const parts: z.input<typeof cursor> = [severity, at.toISOString(), id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
};

const placeOf = (text: string): AlertPlace | undefined => {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const read = cursor.safeParse(parts);
  if (!read.success) return undefined;
  const [severity, at, id] = read.data;
  return { severity, at: new Date(at), id };
};

/** What is asked of a list of alerts: those that are not closed, unless states are named. `enterprises`: those named, if any are. */
export const readAlertQuery = (query: Query): Result<AlertQuery, RequestFault> => {
  const read = parameters.safeParse(Object.fromEntries(names.map((name) => [name, query(name)])));
  if (!read.success) return fail(invalidBySchema(read.error, (path) => path.replace(/\[.*$/, '')));
  const { enterprise, state, kind, handover, severity, limit = byDefault, after } = read.data;
  const place = after === undefined ? undefined : placeOf(after);
  if (after !== undefined && place === undefined) {
    return fail(invalidRequest({ where: 'after', expected: 'what the page before gave as next' }));
  }
  return ok({
    enterprises: enterprise,
    states: state.length > 0 ? state : alertStates.filter((each) => each !== 'closed'),
    ...(kind.length > 0 && { kinds: kind }),
    ...(handover !== undefined && { holder: handover }),
    ...(severity !== undefined && { severity }),
    ...(place && { after: place }),
    limit,
  });
};
