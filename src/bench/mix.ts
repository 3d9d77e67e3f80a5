import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '../xml/parse.ts';

/** One message of the mix, by the fixture folder of its type and its own name. */
export interface MixedMessage {
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Larger ones are made to be large. */
const maxBytes = 64 * 1024;

const foldersIn = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const isMixed = (bytes: Uint8Array): boolean => {
  if (bytes.length > maxBytes) return false;
  const parsed = parseXml(bytes);
  if (parsed.ok) parsed.value[Symbol.dispose]();
  return parsed.ok;
};

/** Every fixture that parses, good and bad; empty where there are no fixtures. Ordered by type and name. */
export const readMix = (fixtures: string): readonly MixedMessage[] => {
  if (!existsSync(fixtures)) return [];
  return foldersIn(fixtures).flatMap((type) =>
    foldersIn(join(fixtures, type)).flatMap((name) => {
      const file = join(fixtures, type, name, 'input.xml');
      const bytes = existsSync(file) ? readFileSync(file) : undefined;
      return bytes !== undefined && isMixed(bytes) ? { type, name, bytes } : [];
    }),
  );
};
