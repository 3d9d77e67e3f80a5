import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver } from '../../src/app/deliver.ts';
import { processMessage } from '../../src/app/process.ts';
import { herId, type MessageId, messageId } from '../../src/domain/ids.ts';
import { nursing } from '../bad-input/harness.ts';
import { describeBackends } from '../helpers/backends.ts';
import { type MessageChanges, messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';

const receiver = herId(nursing)!;
const requestId = 'test';

/** Messages about one patient keep their order; what waited for another must be woken however that one ends. */
describeBackends(
  'A message that waits for an earlier one about its patient',
  (open) => {
    let gateway: TestGateway;
    const woken: unknown[] = [];
    beforeEach(async () => {
      const backend = await open();
      // ROLE=api: only this test works. It demands a DATABASE_URL, which the open pool stands in for.
      const url = backend.databaseUrl ?? 'postgres://embedded/none';
      gateway = await openGateway(backend, { environment: { ROLE: 'api', DATABASE_URL: url } });
      const services = gateway.gateway.services as { enqueue: typeof gateway.gateway.services.enqueue };
      services.enqueue = async (_queue, payload) => {
        woken.push(payload);
      };
      woken.length = 0;
    });
    afterEach(() => gateway.close());

    const accept = async (name: string, changes: MessageChanges): Promise<MessageId> =>
      messageId(
        await gateway.accept(messageWith('log-innlagt-1.6', name, { msgId: randomUUID(), ...changes })),
      )!;
    const process = (id: MessageId) => processMessage(gateway.gateway.services, { messageId: id, requestId });
    const stateOf = async (id: MessageId) => (await gateway.gateway.store.deliveries(id))[0]?.state.transport;

    test.each([
      { about: 'is rejected', name: 'schema-invalid', changes: {} },
      { about: 'arrives', name: 'full', changes: {} },
      {
        about: 'is parked for an original that is not here',
        name: 'cancelled',
        changes: { conversation: { parent: randomUUID(), first: randomUUID() } },
      },
    ])('is woken when that one $about', async ({ name, changes }) => {
      const patient = { id: '17843908209' };
      const earlier = await accept(name, { ...changes, patient });
      const later = await accept('full', { patient });
      await process(later);
      await deliver(gateway.gateway.services, { messageId: later, receiver, requestId });
      expect(await stateOf(later)).toBe('queued');
      woken.length = 0;

      await process(earlier);
      expect(woken).toContainEqual(expect.objectContaining({ messageId: later, receiver }));
      await deliver(gateway.gateway.services, { messageId: later, receiver, requestId });
      expect(await stateOf(later)).toBe('acknowledged');
    });
  },
  ['PGlite', 'PostgreSQL'],
);
