import { readEncoding } from '../../xml/encoding.ts';
import { locate } from './locate.ts';

/** Lines of a document around a place, as they stand but for what is cut from long ones. */
export interface Excerpt {
  /** Number of the first line, from 1. */
  readonly first: number;
  /** Number of the line that it is about. */
  readonly at: number;
  readonly lines: readonly string[];
}

/** A place in a document: an element by its path, or else a line. */
export interface Place {
  readonly path?: string | undefined;
  readonly line?: number | undefined;
}

const around = 2;
const widest = 240;
/** What is shown of a long line before the place itself. */
const before = 60;
const lineEnd = /\r\n|\r|\n/g;

const textOf = (bytes: Uint8Array): string => {
  const encoding = readEncoding(bytes);
  const isLatin1 = encoding.ok && encoding.value === 'ISO-8859-1';
  return isLatin1 ? Buffer.from(bytes).toString('latin1') : new TextDecoder().decode(bytes);
};

/** Number of the last of `starts` that is not behind an offset. */
const lineAt = (starts: readonly number[], offset: number): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** A line cut to what can be read, around a column when it is about one. */
const cut = (line: string, column = 0): string => {
  if (line.length <= widest) return line;
  const start = Math.max(0, Math.min(column - before, line.length - widest));
  const end = start + widest;
  return `${start > 0 ? '…' : ''}${line.slice(start, end)}${end < line.length ? '…' : ''}`;
};

/**
 * Shows the lines around places of a document. `isWellFormed` tells whether paths can be followed; else the line
 * counts. The answer holds what the message says: it must go nowhere that it was not asked for.
 */
export const excerpts = (
  bytes: Uint8Array,
  places: readonly Place[],
  isWellFormed: boolean,
): ((place: Place) => Excerpt | undefined) => {
  const text = textOf(bytes);
  const starts = [0, ...[...text.matchAll(lineEnd)].map((end) => end.index + end[0].length)];
  const offsets = isWellFormed
    ? locate(
        text,
        places.flatMap(({ path }) => path ?? []),
      )
    : new Map<string, number>();
  return ({ path, line }) => {
    const offset = path === undefined ? undefined : offsets.get(path);
    const middle = offset === undefined ? (line ?? 0) - 1 : lineAt(starts, offset);
    const start = starts[middle];
    if (start === undefined) return undefined;
    const first = Math.max(0, middle - around);
    const lines = starts.slice(first, middle + around + 1).map((from, index) => {
      const whole = text.slice(from, starts[first + index + 1] ?? text.length).replace(/[\r\n]+$/, '');
      return first + index === middle ? cut(whole, (offset ?? start) - start) : cut(whole);
    });
    return { first: first + 1, at: middle + 1, lines };
  };
};
