import type { Archive, ArchivedFile } from '../../domain/archive.ts';
import type { ImportCounts, ImportPhase, ImportRun } from '../../domain/import-store.ts';
import { ok, type Result } from '../../domain/result.ts';
import { added } from './counts.ts';
import type { Look } from './look.ts';
import type { ImportListener } from './ports.ts';

/** Documents of one step: enough to make little of a round trip, few enough to be held in memory twice. */
const mostItems = 250;
const mostBytes = 8 * 1024 * 1024;
/** Files that give nothing are stepped over in longer strides. */
const mostFiles = 5_000;

/** What one step is taken with. */
export interface Batch<Item> {
  readonly items: readonly Item[];
  /** Of the files that gave no item. */
  readonly counts: ImportCounts;
}

/** Another process has gone on with the same import. */
export type Elsewhere = 'elsewhere';

/** Takes one step, from where the import is to where it is to be; the run as it is then. */
export type TakeStep<Item> = (
  run: ImportRun,
  batch: Batch<Item>,
  next: Pick<ImportRun, 'phase' | 'position'>,
) => Promise<Result<ImportRun, Elsewhere>>;

/**
 * Goes through the files of an archive from where the import is, to the phase that follows. While one step is stored the
 * files of the next are read, and no more than that is in memory.
 */
export const walk = async <Item>(
  archive: Archive,
  run: ImportRun,
  following: ImportPhase,
  listener: ImportListener,
  look: (file: ArchivedFile) => Promise<Look<Item>>,
  take: TakeStep<Item>,
): Promise<Result<ImportRun, Elsewhere>> => {
  let taken: Promise<Result<ImportRun, Elsewhere>> = Promise.resolve(ok(run));
  let items: Item[] = [];
  let counts: ImportCounts = {};
  let bytes = 0;
  let files = 0;
  const step = async (next: Pick<ImportRun, 'phase' | 'position'>): Promise<boolean> => {
    const before = await taken;
    if (!before.ok) return false;
    const { phase, position } = before.value;
    listener.progress({ phase, done: position, total: archive.count, counts: before.value.counts });
    taken = take(before.value, { items, counts }, next);
    // It is awaited before the next step: until then its failure is nobody's.
    taken.catch(() => undefined);
    [items, counts, bytes, files] = [[], {}, 0, 0];
    return true;
  };
  for await (const file of archive.files(run.position)) {
    const looked = await look(file);
    files += 1;
    if (looked.counted !== undefined) counts = added(counts, { [looked.counted]: 1 });
    if (looked.kind === 'item') {
      items.push(looked.item);
      bytes += looked.size;
    }
    if (items.length < mostItems && bytes < mostBytes && files < mostFiles) continue;
    if (!(await step({ phase: run.phase, position: file.position }))) return taken;
  }
  await step({ phase: following, position: 0 });
  return taken;
};
