import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const fileSchema = z.strictObject({ systems: z.array(z.string().trim().min(1)) });

/** Names of the record systems that enterprises share. Throws an Error that names the file and what is wrong in it. */
export const readSharedRecords = (path: string): readonly string[] => {
  const file = fileSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!file.success) throw new Error(`${basename(path)}: ${z.prettifyError(file.error)}`);
  return file.data.systems;
};
