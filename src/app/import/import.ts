import { createHash } from 'node:crypto';
import type { Archive } from '../../domain/archive.ts';
import { startOfDay } from '../../domain/calendar.ts';
import type { ImportCounts, ImportRun, ImportSummary } from '../../domain/import-store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { createHistoricAddressBook } from '../address-book.ts';
import { followDue, recheckRules } from '../follow.ts';
import { added } from './counts.ts';
import { lookForMessage, lookForReceipt } from './look.ts';
import { sortOut, takeMessages } from './messages.ts';
import type { ImportListener, ImportOptions, ImportServices, Looking } from './ports.ts';
import { takeReceipts } from './receipts.ts';
import { giveUpReceipts } from './timeouts.ts';
import { type Elsewhere, type TakeStep, walk } from './walk.ts';

/** Handovers are judged for so long before somebody is told how far it has come. */
const followMs = 2_000;

/** Longer than any judgement of traffic looks back. */
const mostTrafficMs = 92 * 86_400_000;

/** What an import has come to. */
export interface Imported {
  readonly run: ImportRun;
  readonly summary: ImportSummary;
}

/** The same archive read in another way is another import. */
const runIdOf = (archive: Archive, { times, fileTimes, appRecs }: ImportOptions): string =>
  createHash('sha256')
    .update(JSON.stringify([archive.digest, times?.digest ?? null, fileTimes, appRecs]))
    .digest('hex');

const lookingOf = (
  services: ImportServices,
  archive: Archive,
  options: ImportOptions,
  listener: ImportListener,
): Looking => ({
  services,
  options,
  book: createHistoricAddressBook(services.directory),
  noReceipts: new Uint8Array(archive.count + 1),
  listener,
});

/**
 * Reads an archive of earlier messages and receipts, and stores and judges them as if they had come then; delivers,
 * receipts and tells nothing. Goes on where an earlier run of the same import was broken off; what is here already is
 * counted and left alone. Fails with `elsewhere` when another process is at the same import.
 */
export const importArchive = async (
  services: ImportServices,
  archive: Archive,
  options: ImportOptions,
  listener: ImportListener,
): Promise<Result<Imported, Elsewhere>> => {
  // What is judged here need not be judged once more when a gateway starts.
  await recheckRules(services);
  const looking = lookingOf(services, archive, options, listener);
  const begun = await services.imports.begin(runIdOf(archive, options), services.clock.now());
  let run: Result<ImportRun, Elsewhere> = ok(begun);
  while (run.ok && run.value.phase !== 'done') run = await goOn(looking, archive, run.value);
  if (!run.ok) return run;
  return ok({ run: run.value, summary: await services.imports.summary(run.value.id) });
};

const goOn = async (
  looking: Looking,
  archive: Archive,
  run: ImportRun,
): Promise<Result<ImportRun, Elsewhere>> => {
  const { services, options, listener } = looking;
  switch (run.phase) {
    case 'messages':
      return walk(
        archive,
        run,
        'receipts',
        listener,
        (file) => lookForMessage(looking, file),
        takeMessages(looking),
      );
    case 'receipts':
      // An archive without any is not read once more.
      if (!options.appRecs || run.counts.receipts === undefined) return skipTo(services, run, 'timeouts');
      return walk(
        archive,
        run,
        'timeouts',
        listener,
        (file) => lookForReceipt(looking, file),
        takeReceipts(looking),
      );
    case 'timeouts':
      return giveUpReceipts(services, run, listener);
    case 'handovers':
      await followAll(services, run, listener);
      await countTrafficAnew(services, run);
      return skipTo(services, run, 'done');
    case 'done':
      return ok(run);
  }
};

const skipTo = async (
  { imports, clock }: ImportServices,
  run: ImportRun,
  phase: ImportRun['phase'],
): Promise<Result<ImportRun, Elsewhere>> => {
  const next = { phase, position: 0, counts: run.counts };
  const stored = await imports.storeMessages({ run, next, at: clock.now() }, []);
  return stored === undefined ? fail('elsewhere') : ok({ ...run, ...next, version: run.version + 1 });
};

/** Folds the handovers of all that is due, so that they are there when the import ends. */
const followAll = async (
  services: ImportServices,
  { phase, counts }: ImportRun,
  listener: ImportListener,
): Promise<void> => {
  let done = 0;
  for (;;) {
    const folded = await followDue(services, followMs);
    done += folded;
    listener.progress({ phase, done, counts });
    // What others have taken, and what cannot be folded, is not waited for.
    if (folded === 0) return;
  }
};

/** What senders usually send is known from history too. */
const countTrafficAnew = async (
  { imports, store, clock }: ImportServices,
  { id }: ImportRun,
): Promise<void> => {
  const [first] = (await imports.summary(id)).months;
  if (first === undefined) return;
  const from = startOfDay(`${first.month}-01`);
  const oldest = new Date(clock.now().getTime() - mostTrafficMs);
  await store.recountTraffic(from < oldest ? oldest : from);
};

/** What an import would find: everything is read, judged and looked up, and nothing stored. Receipts are only counted. */
export const rehearseImport = async (
  services: ImportServices,
  archive: Archive,
  options: ImportOptions,
  listener: ImportListener,
): Promise<{ readonly counts: ImportCounts; readonly types: ReadonlyMap<string, number> }> => {
  const looking = lookingOf(services, archive, options, listener);
  const types = new Map<string, number>();
  const seen = new Set<string>();
  const take: TakeStep<Parameters<typeof sortOut>[1][number]> = async (run, { items, counts }, next) => {
    const { fresh, duplicates, conflicts } = await sortOut(services, items);
    let repeated = 0;
    for (const { sender, envelope } of fresh) {
      const key = `${sender} ${envelope.msgId.trim().toLowerCase()}`;
      if (seen.has(key)) {
        repeated += 1;
        continue;
      }
      seen.add(key);
      types.set(envelope.type.v, (types.get(envelope.type.v) ?? 0) + 1);
    }
    const found = {
      stored: fresh.length - repeated,
      duplicates: duplicates + repeated,
      'fault.msgid-conflict': conflicts.length,
    };
    return ok({ ...run, ...next, counts: added(added(run.counts, counts), found) });
  };
  const start: ImportRun = {
    id: '',
    startedAt: services.clock.now(),
    phase: 'messages',
    position: 0,
    counts: {},
    version: 0,
  };
  const look = (file: Parameters<typeof lookForMessage>[1]) => lookForMessage(looking, file);
  const run = await walk(archive, start, 'done', listener, look, take);
  return { counts: run.ok ? run.value.counts : {}, types };
};
