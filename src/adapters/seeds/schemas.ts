import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SchemaFile } from '../../xml/schema-set.ts';

const catalogSchema = z.array(
  z.strictObject({
    /** Target namespace of the XSD. */
    namespace: z.string().min(1),
    /** File beside the catalogue. */
    file: z.string().regex(/^[^/\\]+\.xsd$/, 'a file name ending in .xsd, beside the catalogue'),
    /** What it describes: standard, version, document id. */
    source: z.string().min(1),
    /** Namespaces it refers to. */
    imports: z.array(z.string()).optional(),
  }),
);

/**
 * Reads `catalog.json` and the XSDs it names from a directory, at start. In: the directory (`schemas`, or another
 * with official files). Out: the files by target namespace, for `loadSchemaSet`. Throws an Error that names the
 * file and what is wrong with it.
 */
export function readSchemaFiles(directory: string): ReadonlyMap<string, SchemaFile> {
  const catalogPath = join(directory, 'catalog.json');
  const parsed = catalogSchema.safeParse(
    parseJson(read(catalogPath, 'the schema catalogue').toString(), catalogPath),
  );
  if (!parsed.success) throw new Error(`Schema catalogue ${catalogPath}: ${z.prettifyError(parsed.error)}`);

  const files = new Map<string, SchemaFile>();
  for (const { namespace, file } of parsed.data) {
    const twice = files.get(namespace);
    if (twice !== undefined) {
      throw new Error(
        `Schema catalogue ${catalogPath}: ${twice.file} and ${file} have the same namespace ${namespace}`,
      );
    }
    files.set(namespace, { file, bytes: read(join(directory, file), `the schema of ${namespace}`) });
  }
  for (const { file, imports = [] } of parsed.data) {
    const missing = imports.find((namespace) => !files.has(namespace));
    if (missing !== undefined) {
      throw new Error(`Schema catalogue ${catalogPath}: ${file} imports ${missing}, which is not listed`);
    }
  }
  return files;
}

function read(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Error(`Cannot read ${what}: ${path}`, { cause });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`Schema catalogue ${path} is not JSON`, { cause });
  }
}
