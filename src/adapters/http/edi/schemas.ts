import { z } from 'zod';
import { herId } from '../../../domain/ids.ts';
import { anyCase, optional, text } from '../any-case.ts';

const expectedHerId = 'a HER-id, a positive integer';

const toHerId = (value: string | number, context: z.core.$RefinementCtx) => {
  const id = herId(value);
  if (id !== undefined) return id;
  context.issues.push({ code: 'custom', message: expectedHerId, input: undefined });
  return z.NEVER;
};

/** A HER-id in JSON, as a number or as digits. */
const herIdField = z.union([z.string(), z.number()], { error: expectedHerId }).transform(toHerId);
/** A HER-id in a query. */
const herIdText = z.string().transform(toHerId);

const unique = <T>(values: readonly T[]): boolean => new Set(values).size === values.length;

const flag = optional(z.boolean({ error: 'true or false' }));

/** What a client wants otherwise in the ebXML that the national service would send. We send none; it is checked and let be. */
const ebXmlOverrides = optional(
  anyCase(
    {
      cpaId: optional(text(200)),
      conversationId: optional(text(200)),
      service: optional(text(200)),
      serviceType: optional(text(200)),
      action: optional(text(200)),
      senderRole: optional(text(200)),
      receiverRole: optional(text(200)),
      useSenderLevel1HerId: flag,
      applicationName: optional(text(200)),
      applicationVersion: optional(text(200)),
      middlewareName: optional(text(200)),
      middlewareVersion: optional(text(200)),
      compressPayload: flag,
    },
    // An early client writes it so.
    { role: 'senderRole' },
  ),
);

const maxReceivers = 1_000;

/** Body of POST /Messages. Bytes of the document are decoded by the endpoint, its encoding judged there. */
export const postMessage = anyCase({
  businessDocument: z.string({ error: 'the document in base64' }),
  contentType: z
    .string({ error: 'application/xml' })
    .refine(
      (value) => ['application/xml', 'text/xml'].includes(value.split(';')[0]?.trim().toLowerCase() ?? ''),
      {
        error: 'application/xml',
      },
    ),
  contentTransferEncoding: z.string({ error: 'base64' }),
  ebXmlOverrides,
  receiverHerIdsSubset: optional(
    z
      .array(herIdField, { error: 'a list of HER-ids' })
      .max(maxReceivers, { error: `at most ${maxReceivers} HER-ids` })
      .refine(unique, { error: 'HER-ids that differ' }),
  ),
});

const maxErrors = 100;
const oid = z
  .string({ error: 'an OID' })
  .regex(/^\d+(?:\.\d+){1,40}$/, { error: 'an OID' })
  .max(200, { error: 'an OID' });

/** Body of POST …/apprec/{herId}. The status is read by the endpoint: it has a fault of its own. */
export const postAppRec = anyCase({
  appRecStatus: z.union([z.string(), z.number()], { error: 'Ok or Rejected' }),
  appRecErrorList: optional(
    z
      .array(
        anyCase({
          errorCode: optional(text(20)),
          details: optional(text(2_000)),
          description: optional(text(500)),
          oid: optional(oid),
        }),
        { error: 'a list of errors' },
      )
      .max(maxErrors, { error: `at most ${maxErrors} errors` }),
  ),
  ebXmlOverrides,
});

export type PostAppRec = z.infer<typeof postAppRec>;

/** A parameter that stands once at most. */
const single = <T>(schema: z.ZodType<T, string | undefined>, error: string) =>
  z
    .array(z.string())
    .max(1, { error: `${error}, once` })
    .transform((values) => values[0])
    .pipe(schema);

const descending: Readonly<Record<string, boolean>> = {
  1: false,
  ascending: false,
  asc: false,
  2: true,
  descending: true,
  desc: true,
};
const orders = '1 (Ascending) or 2 (Descending)';

const receivers = z
  .array(herIdText)
  .min(1, { error: 'one or more HER-ids' })
  .max(maxReceivers, { error: `at most ${maxReceivers} HER-ids` })
  .refine(unique, { error: 'HER-ids that differ' });

const count = single(
  z
    .string()
    .regex(/^\d{1,3}$/, { error: 'a number from 1 to 100' })
    .transform(Number)
    .refine((value) => value >= 1 && value <= 100, { error: 'a number from 1 to 100' })
    .optional(),
  'a number from 1 to 100',
);

/** Parameters of GET /Messages. */
export const listMessages = z.object({
  ReceiverHerIds: receivers,
  SenderHerId: single(herIdText.optional(), expectedHerId),
  BusinessDocumentId: single(text(100).optional(), 'at most 100 characters'),
  IncludeMetadata: single(
    z
      .string()
      .regex(/^(?:true|false)$/i, { error: 'true or false' })
      .optional()
      .transform((value) => value?.toLowerCase() === 'true'),
    'true or false',
  ),
  MessagesToFetch: count,
  OrderBy: single(
    z
      .string()
      .refine((value) => Object.hasOwn(descending, value.toLowerCase()), { error: orders })
      .optional()
      .transform((value) => value !== undefined && descending[value.toLowerCase()] === true),
    orders,
  ),
});

/** Parameters of GET /Messages/notices. */
export const listNotices = z.object({ ReceiverHerIds: receivers, MessagesToFetch: count });
