import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';
import type { ReceiptTimes } from '../../app/import/ports.ts';
import { msgIdKey } from '../../domain/ids.ts';
import { resolveDateTime } from '../../domain/norwegian-time.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** A line of the file that is not used, and why. Lines count from 1, the heading's. */
export interface TimesFault {
  readonly line: number;
  readonly code: 'no-time' | 'no-key' | 'repeated';
}

/** Why the file is not used at all. */
export type TimesUnusable = 'unreadable' | 'heading';

export interface ReadTimes {
  readonly times: ReceiptTimes;
  readonly faults: readonly TimesFault[];
}

/** Dates and times are parted by T or a blank; without a zone they are Oslo's. */
const instantOf = (text: string): Date | undefined => {
  const written = text.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');
  return resolveDateTime(/T\d{2}:\d{2}$/.test(written) ? `${written}:00` : written);
};

/** Enough for any heading. */
const headingBytes = 4_096;

/** What a file's columns are parted by, told from its heading: the other may stand in names of files. */
const delimiterOf = async (path: string): Promise<',' | ';' | undefined> => {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headingBytes), 0, headingBytes, 0);
      const [heading = ''] = buffer
        .toString('utf8', 0, bytesRead)
        .trimStart()
        .split(/[\r\n]/, 1);
      return heading.includes(';') ? ';' : ',';
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
};

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * Reads when messages came from a CSV file with the columns `received` and either `msgId` or `file` (path in the
 * archive), parted by comma or semicolon. A line that cannot be used is told and left out; of two for the same the first
 * counts.
 */
export const readTimes = async (path: string): Promise<Result<ReadTimes, TimesUnusable>> => {
  const delimiter = await delimiterOf(path);
  if (delimiter === undefined) return fail('unreadable');
  const hash = createHash('sha256');
  const times = new Map<string, number>();
  const faults: TimesFault[] = [];
  let heading: readonly string[] = [];
  const column = (): 'msgId' | 'file' | undefined => {
    if (!heading.includes('received')) return undefined;
    return heading.includes('msgId') ? 'msgId' : heading.includes('file') ? 'file' : undefined;
  };
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      heading = names;
      return names;
    },
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  const source = createReadStream(path);
  source.on('data', (chunk) => hash.update(chunk));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<Row>) {
      const key =
        column() === 'msgId' ? msgIdKey(record.msgId ?? '') : (record.file ?? '').replaceAll('\\', '/');
      const at = instantOf(record.received ?? '');
      const code =
        key === '' ? 'no-key' : at === undefined ? 'no-time' : times.has(key) ? 'repeated' : undefined;
      if (code !== undefined) faults.push({ line: info.lines, code });
      else if (at !== undefined) times.set(key, at.getTime());
    }
  } catch {
    return fail('unreadable');
  }
  if (column() === undefined) return fail('heading');
  const find = (kind: 'msgId' | 'file', key: string): Date | undefined => {
    const at = column() === kind ? times.get(key) : undefined;
    return at === undefined ? undefined : new Date(at);
  };
  return ok({
    times: {
      digest: hash.digest('hex'),
      ofMessage: (msgId) => find('msgId', msgIdKey(msgId)),
      ofFile: (name) => find('file', name),
    },
    faults,
  });
};
