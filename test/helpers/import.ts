import { onTestFinished } from 'vitest';
import { createImportStore } from '../../src/adapters/postgres/import.ts';
import { importArchive } from '../../src/app/import/import.ts';
import type { FileFault, ImportOptions, ImportServices } from '../../src/app/import/ports.ts';
import { type Archived, archiveOf } from './archive.ts';
import type { Backend } from './backends.ts';
import { openGateway, type TestGateway } from './gateway.ts';

/** Imports into a test's gateway, and what has become of a message there. */

/** The archive has receipts, and GenDate tells when its messages came. */
export const plain: ImportOptions = { fileTimes: false, appRecs: true };

/** What an import needs, of a gateway. */
export const importServices = ({ gateway }: TestGateway): ImportServices => ({
  ...gateway.services,
  imports: createImportStore(gateway.pool, gateway.services.clock),
});

interface Taken {
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly FileFault[];
  readonly handovers: number;
}

/** Imports files in their order. */
export const take = async (
  gateway: TestGateway,
  files: readonly Pick<Archived, 'name' | 'bytes'>[],
  options: ImportOptions = plain,
): Promise<Taken> => {
  const faults: FileFault[] = [];
  const imported = await importArchive(importServices(gateway), archiveOf(files), options, {
    fault: (fault) => faults.push(fault),
    progress: () => undefined,
  });
  if (!imported.ok) throw new Error(imported.fault);
  const { run, summary } = imported.value;
  return { counts: run.counts, faults, handovers: summary.handovers };
};

/** A gateway of one test, on the backend of its block. */
export const openFor = async (open: () => Promise<Backend>): Promise<TestGateway> => {
  const gateway = await openGateway(await open());
  onTestFinished(() => gateway.close());
  return gateway;
};

/** The rows of a query on a gateway's database. */
export const query = async <Row extends object>(
  { gateway }: TestGateway,
  text: string,
  values: unknown[] = [],
): Promise<readonly Row[]> => (await gateway.pool.query<Row>(text, values)).rows;

interface Way {
  readonly id: string;
  readonly transport: string;
  readonly receipt: string;
  readonly received_at: Date;
}

/** A message's ways to its receivers, by receiver. */
export const waysOf = (gateway: TestGateway, msgId: string): Promise<readonly Way[]> =>
  query<Way>(
    gateway,
    `select m.id, d.transport, d.receipt, m.received_at from messages m
     join deliveries d on d.message_id = m.id where m.msg_id = $1 order by d.receiver`,
    [msgId],
  );
