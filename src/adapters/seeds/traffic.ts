import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { TrafficRules } from '../../domain/alerts/traffic.ts';
import { severities } from '../../domain/finding.ts';

const text = z.string().trim().min(1);
const whole = z.int().positive();
const figure = z.number().positive();
const severity = z.enum(severities);

const rules = z
  .strictObject({
    validFrom: z.iso.date(),
    history: z.strictObject({ days: whole, leastDays: whole, leastMessages: whole }),
    silence: z.strictObject({ expected: figure, timesLongest: figure, forgetDays: whole, severity }),
    drift: z.strictObject({
      days: whole,
      severity,
      rejections: z.strictObject({
        leastMessages: whole,
        leastRejected: whole,
        points: figure,
        times: figure,
        sigmas: figure,
      }),
      volume: z.strictObject({
        leastExpected: figure,
        below: z.number().min(0).max(1),
        above: z.number().min(1),
        sigmas: figure,
      }),
    }),
    decided: z.strictObject({ reason: text, approver: text }),
  })
  .refine(({ history }) => history.leastDays <= history.days, {
    error: 'more days are demanded than are looked at',
    path: ['history', 'leastDays'],
  });

const fileSchema = z.strictObject({
  traffic: z
    .array(rules)
    .min(1)
    .refine(
      (rows) => rows.every(({ validFrom }, at) => at === 0 || validFrom > (rows[at - 1]?.validFrom ?? '')),
      'they do not stand in order of validFrom',
    ),
});

/** The figures of seeds/traffic.yaml, the oldest first. Throws one Error that names file, row and fault, one line a fault. */
export const readTrafficRules = (path: string): readonly TrafficRules[] => {
  const parsed = fileSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data.traffic;
  const faults = parsed.error.issues.map(
    (issue) => `${basename(path)} ${z.core.toDotPath(issue.path)}: ${issue.message}`,
  );
  throw new Error(faults.join('\n'));
};
