import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import type { RunBatch } from './turns.ts';

/** PGlite, started: one PostgreSQL session in this process. */
export interface Engine {
  readonly run: RunBatch;
  /** Hears when the WebAssembly module itself fails, which no statement makes it do; it is of no use then. */
  onFailure(listener: (error: Error) => void): void;
  /** Writes everything out and stops. */
  close(): Promise<void>;
}

/** How to start: see `EmbeddedPoolOptions`. */
export interface EngineOptions {
  readonly dataDir: string | undefined;
  readonly template: Blob | undefined;
}

/**
 * The session's settings, the same for all clients because there is only one session: unqualified names are
 * looked up in `public` (ours), then `bullmq` (BullMQ's own schema).
 */
const SEARCH_PATH = 'public,bullmq';

/** Starts PGlite in memory, or on `dataDir/pglite`, which is made at the first start. */
export async function startEngine({ dataDir, template }: EngineOptions): Promise<Engine> {
  const source = template ? { loadDataDir: template } : {};
  if (dataDir === undefined) {
    return engineOf(await PGlite.create({ ...source, startParams: startParams('memory') }));
  }
  const path = join(dataDir, 'pglite');
  if (!existsSync(path)) await makeDatabase(path, source);
  const database = await PGlite.create({ dataDir: path, startParams: startParams('disk') });
  syncToDisk(database);
  return engineOf(database);
}

/** A first start cut off half way must not look like a database: made beside its place, written out, moved there. */
async function makeDatabase(path: string, source: PGliteOptions): Promise<void> {
  const unfinished = `${path}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const database = await PGlite.create({ ...source, dataDir: unfinished, startParams: startParams('disk') });
  await database.close();
  for (const entry of readdirSync(unfinished, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) syncFile(join(entry.parentPath, entry.name));
  }
  renameSync(unfinished, path);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

function startParams(place: 'memory' | 'disk'): string[] {
  const params = PGlite.defaultStartParams.map((param) =>
    param === 'search_path=public' ? `search_path=${SEARCH_PATH}` : param,
  );
  if (place === 'memory') return params;
  // Without -F a commit waits for the disk. Of PostgreSQL's ways to wait, fsync is the one that this
  // WebAssembly build hands on to its file system.
  return [...params.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];
}

interface NodeFileStream {
  /** The file's descriptor in this process; directories have none. */
  readonly nfd?: number;
}

/** PGlite's Node file system has no fsync of its own: a commit would be safe from a kill, not from a power cut. */
function syncToDisk(database: PGlite): void {
  const nodeFs: { stream_ops?: { fsync?: (stream: NodeFileStream) => number } } = database.Module.NODEFS;
  if (!nodeFs.stream_ops)
    throw new Error('PGlite has changed: its Node file system has no stream operations');
  nodeFs.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fdatasyncSync(nfd);
    return 0;
  };
}

function engineOf(database: PGlite): Engine {
  let tell: (error: Error) => void = () => undefined;
  return {
    run(batch) {
      const parts: Buffer[] = [];
      // Runs to its end before it returns; the promise waits for a sync that the Node file system has not.
      database
        .execProtocolRawStream(batch, {
          syncToFs: false,
          onRawData: (bytes) => void parts.push(Buffer.from(bytes)),
        })
        .catch((error: unknown) =>
          tell(error instanceof Error ? error : new Error('embedded database failed')),
        );
      return Buffer.concat(parts);
    },
    onFailure(listener) {
      tell = listener;
    },
    close: () => database.close(),
  };
}
