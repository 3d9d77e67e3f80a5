import { z } from 'zod';
import { severities } from '../../domain/finding.ts';
import { languages } from '../../domain/texts.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM, quoted');

const wanted = { lowest: z.enum(severities).default('low'), dueSoon: z.boolean().default(true) };

/** A person's address would tell who is at work, and stop when she does: nothing can check that, so it is only said. */
const mailbox = z.email({ error: 'not an e-mail address; use that of a function, not a person' });

const channel = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }),
    secretRef: z.string().min(1),
    ...wanted,
  }),
  z.strictObject({
    channel: z.literal('email'),
    to: z.array(mailbox).min(1).max(10),
    language: z.enum(languages).default('nb'),
    ...wanted,
  }),
]);

const quiet = z
  .strictObject({ from: clockTime, to: clockTime, freeDays: z.boolean().default(false) })
  .refine(({ from, to }) => from !== to, { error: 'quiet hours end when they begin', path: ['to'] });

/** `alerts` of an organisation's row: where and when it is told. */
export const alertSettings = z.strictObject({
  channels: z
    .array(channel)
    .refine(
      (channels) => new Set(channels.map((each) => each.channel)).size === channels.length,
      'there is one channel of each kind at most',
    ),
  quiet: quiet.exactOptional(),
});
