import { z } from 'zod';

/** An object whose names may come in any case (national clients write both camelCase and PascalCase); others are ignored. */
export const anyCase = <Shape extends z.ZodRawShape>(
  shape: Shape,
  aliases: Readonly<Record<string, keyof Shape & string>> = {},
) => {
  const names = new Map<string, string>([
    ...Object.entries(aliases),
    ...Object.keys(shape).map((name) => [name.toLowerCase(), name] as const),
  ]);
  const renamed = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, field]) => [names.get(name.toLowerCase()) ?? name, field]),
        )
      : value;
  return z.preprocess(renamed, z.object(shape, { error: 'an object' }));
};

/** A field that may be left out or null. */
export const optional = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? undefined);

// What XML cannot hold must not get into a document of ours.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Text of at most so many characters that XML can hold. */
export const text = (most: number) => {
  const error = `text of at most ${most} characters, without control characters`;
  return z
    .string({ error })
    .max(most, { error })
    .refine((value) => value.isWellFormed() && !unprintable.test(value), { error });
};
