import { z } from 'zod';
import { decisionSubjects, type Proposal } from '../../domain/board/decisions.ts';
import type { ProposalFault } from '../../domain/board/decisions-check.ts';
import type { Deadline } from '../../domain/deadline.ts';
import { severities } from '../../domain/finding.ts';
import { herId } from '../../domain/ids.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { KnownCall } from './endpoint.ts';
import { parseJson } from './json-body.ts';
import { mediaType, readBody } from './read-body.ts';
import { invalidBySchema, invalidRequest, type RequestFault } from './request-fault.ts';

/** Proposals as clients send them: to be decided, or to be tried. */

const maxBodyBytes = 16 * 1024;
const most = 1_000;
const id = z
  .string({ error: 'an id' })
  .regex(/^[a-z\d]+(-[a-z\d]+)*$/, { error: 'an id' })
  .max(100);

const amount = z.int({ error: 'a whole number' }).positive({ error: 'a number above 0' }).max(most);
const countedKind = z.enum(['hours', 'days', 'workingDays']);
const counted = z.strictObject({ kind: countedKind, amount });
const span = z.discriminatedUnion('kind', [counted, z.strictObject({ kind: z.literal('sameDay') })]);
const gone = z.discriminatedUnion('kind', [
  z.strictObject({ kind: countedKind, amount: z.int().nonnegative().max(most) }),
  z.strictObject({ kind: z.literal('sameDay') }),
]);
const warn = z.union([z.strictObject({ gone }), z.strictObject({ left: counted })]).exactOptional();
const steps = { warn, escalate: span.exactOptional() };
const deadline: z.ZodType<Deadline> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: countedKind, amount, ...steps }),
  z.strictObject({ kind: z.literal('sameDay'), ...steps }),
  z.strictObject({ kind: z.literal('atOnce'), warn, escalate: span }),
  z.strictObject({ kind: z.literal('before'), amount: amount.exactOptional() }),
  z.strictObject({ kind: z.literal('none') }),
]);

const change = z.discriminatedUnion(
  'what',
  [
    z.strictObject({ what: z.literal('switch'), on: z.boolean() }),
    z.strictObject({ what: z.literal('severity'), severity: z.enum(severities) }),
    z.strictObject({ what: z.literal('deadline'), case: id.exactOptional(), deadline }),
  ],
  { error: 'a switch, a severity or a deadline' },
);

/** HER-id of an enterprise, as a number or as text. */
export const enterpriseField = z
  .union([z.number(), z.string()], { error: 'a HER-id' })
  .transform((value) => herId(value))
  .refine((value) => value !== undefined, { error: 'a HER-id' });

/** The fields of a proposal but for its first day. */
export const proposalFields = {
  subject: z.enum(decisionSubjects, { error: decisionSubjects.join(' or ') }),
  item: id,
  enterprise: enterpriseField.optional(),
  change,
};

export const dayField = z.iso.date({ error: 'a date, YYYY-MM-DD' });

type Fields = z.output<z.ZodObject<typeof proposalFields>>;

/** The proposal that fields make. */
export const proposalFrom = (
  { subject, item, enterprise, change: changed }: Fields,
  validFrom: string,
): Proposal => ({
  subject,
  item,
  ...(enterprise !== undefined && { enterprise }),
  change: changed,
  validFrom,
});

/** A JSON body by its schema; faults name its fields. */
export const readJson = async <Body>(
  call: KnownCall,
  schema: z.ZodType<Body>,
): Promise<Result<Body, RequestFault>> => {
  if (mediaType(call) !== 'application/json') {
    return fail(fault('content-type-unsupported', { expected: 'application/json' }));
  }
  const body = await readBody(call, maxBodyBytes);
  if (!body.ok) return body;
  const json = parseJson(body.value);
  if (!json.ok) return json;
  const read = schema.safeParse(json.value);
  return read.success ? ok(read.data) : fail(invalidBySchema(read.error, (path) => path || 'body'));
};

/** What is wrong with a proposal, as the fault of a request. */
export const invalidProposal = (faults: readonly ProposalFault[]): RequestFault => {
  const [first, ...others] = faults;
  return invalidRequest(first ?? { where: 'change', expected: 'another value' }, ...others);
};
