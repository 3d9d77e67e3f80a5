import { afterEach, expect, it } from 'vitest';
import { processMessage } from '../../src/app/process.ts';
import type { Services } from '../../src/app/services.ts';
import type { MessageId } from '../../src/domain/ids.ts';
import { describeBackends } from '../helpers/backends.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';

const uuid = (): string => crypto.randomUUID();

describeBackends('A message whose processing fails', (open) => {
  let gateway: TestGateway | undefined;
  afterEach(async () => gateway?.close());

  it('is set aside for a person after five runs, and what follows it goes on', async () => {
    gateway = await openGateway(await open());
    const services = gateway.gateway.services as { -readonly [K in keyof Services]: Services[K] };
    const { store, inspector } = services;
    let broken = true;
    services.inspector = {
      ...inspector,
      inspect: (bytes, receivedAt) => {
        if (broken) throw new RangeError('Bergljot Krekling');
        return inspector.inspect(bytes, receivedAt);
      },
    };
    const failing = (await gateway.accept(
      messageWith('log-innlagt-1.6', 'full', { msgId: uuid() }),
    )) as MessageId;
    const state = async (id: MessageId) => (await store.deliveries(id))[0]?.state.transport;
    await waitFor('the message to be set aside', async () => {
      await processMessage(services, { messageId: failing, requestId: 'test' }).catch(() => undefined);
      return (await state(failing)) === 'quarantined';
    });
    expect((await store.deliveries(failing))[0]?.attempts).toBe(5);

    broken = false;
    const next = await gateway.accept(messageWith('log-utskrevet-1.6', 'full', { msgId: uuid() }));
    const { deliveries } = await gateway.untilSettled(next);
    expect(deliveries[0]?.state.transport).toBe('acknowledged');
    expect(gateway.logs.join('')).not.toContain('Krekling');
  });
});
