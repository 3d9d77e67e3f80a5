import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One fault, or harmless change, of an instance: what replaces which characters, and the verdict of the models. */
export interface RecordedMutant {
  /** Of the first character replaced, from 0. */
  readonly offset: number;
  /** Characters replaced. */
  readonly length: number;
  readonly replacement: string;
  readonly valid: boolean;
  /** What was done, in a few words. */
  readonly fault: string;
}

/** A valid document and what was tried on it. */
export interface RecordedInstance {
  readonly instance: string;
  /** `{namespace}name` of the root. */
  readonly root: string;
  readonly xml: string;
  readonly mutants: readonly RecordedMutant[];
}

const directory = 'test/schemas/recorded';

/** The recorded files, one per XSD that declares elements or attributes. */
export const recordedFiles: readonly string[] = readdirSync(directory).sort();

/** Reads one file: a line per instance (an object), each followed by the lines of its mutants (arrays). */
export function readRecorded(file: string): readonly RecordedInstance[] {
  const instances: (Omit<RecordedInstance, 'mutants'> & { mutants: RecordedMutant[] })[] = [];
  for (const line of readFileSync(join(directory, file), 'utf8').trimEnd().split('\n')) {
    if (line.startsWith('{')) {
      instances.push({ ...JSON.parse(line), mutants: [] });
      continue;
    }
    const [offset, length, replacement, valid, fault] = JSON.parse(line);
    instances.at(-1)?.mutants.push({ offset, length, replacement, valid: valid === 1, fault });
  }
  return instances;
}

/** The document with the mutant's change made. */
export const mutate = (xml: string, { offset, length, replacement }: RecordedMutant): string =>
  xml.slice(0, offset) + replacement + xml.slice(offset + length);

/** The element at an offset of an instance, as `/mh:MsgHead/mh:MsgInfo`. Instances have no comments or CDATA. */
export function pathAt(xml: string, offset: number): string {
  const open: string[] = [];
  for (const tag of xml.matchAll(/<(\/?)([^\s/>]+)[^>]*?(\/?)>/g)) {
    if (tag.index > offset) break;
    const within = offset < tag.index + tag[0].length;
    if (tag[1] === '/') {
      if (!within) open.pop();
    } else if (tag[3] === '' || within) {
      open.push(tag[2] ?? '');
    }
  }
  return `/${open.join('/')}`;
}
