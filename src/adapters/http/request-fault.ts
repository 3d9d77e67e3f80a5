import type { z } from 'zod';
import { type Fault, fault } from '../../domain/outcome.ts';

/** One thing in a request that is not as it should be; never the value that was there. */
export interface Problem {
  /** Name of the field, header or query parameter. */
  readonly where: string;
  readonly expected: string;
}

/** Why a request is not answered as asked; every problem at once. */
export interface RequestFault extends Fault {
  readonly problems?: readonly Problem[];
}

/** The fault `request-invalid` with all that is wrong; its text speaks of the first. */
export const invalidRequest = (first: Problem, ...others: readonly Problem[]): RequestFault => ({
  ...fault('request-invalid', { where: first.where, expected: first.expected }),
  problems: [first, ...others],
});

/** The faults that a schema found. Our schemas' messages say what is expected and hold no value. */
export const invalidBySchema = (error: z.core.$ZodError, name: (path: string) => string): RequestFault => {
  const [first, ...others] = error.issues.map((issue) => ({
    where: name(toPath(issue.path)),
    expected: issue.message,
  }));
  return invalidRequest(first ?? { where: name(''), expected: 'another value' }, ...others);
};

const toPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
