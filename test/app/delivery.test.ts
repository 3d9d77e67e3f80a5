import { afterEach, expect, it } from 'vitest';
import { resend } from '../../src/app/resend.ts';
import type { MessageId } from '../../src/domain/ids.ts';
import { describeBackends } from '../helpers/backends.ts';
import { fixtureBytes, messageWith } from '../helpers/fixtures.ts';
import { type GatewayOptions, openGateway, type TestGateway } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';
import {
  changeParty,
  endpointSecret,
  openEndpoint,
  type TestEndpoint,
  withEndpoint,
} from '../helpers/webhook.ts';

const hour = 3_600_000;
const hospital = 9000301;
const caseOffice = 9150601;
const nursing = 9150602;
const uuid = (): string => crypto.randomUUID();

interface Row {
  readonly receiverHerId: number;
  readonly transportDeliveryState: string;
  readonly appRecStatus: string | null;
}

describeBackends('Delivery', (open) => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  const start = async (options: GatewayOptions = {}): Promise<TestGateway> => {
    const gateway = await openGateway(await open(), options);
    opened.push(gateway);
    return gateway;
  };
  const startWithEndpoint = async (party: number): Promise<[TestGateway, TestEndpoint]> => {
    const endpoint = await openEndpoint();
    opened.push(endpoint);
    const gateway = await start({
      environment: endpointSecret,
      directory: withEndpoint(party, endpoint.url),
    });
    return [gateway, endpoint];
  };
  const status = async (gateway: TestGateway, id: string): Promise<readonly Row[]> =>
    (await gateway.get(`/Messages/${id}/status`)).json() as Row[];
  const receipt = (gateway: TestGateway, id: string, by: number, body: unknown) =>
    gateway.postJson(body, `/Messages/${id}/apprec/${by}`);

  it('brings a message to its receiver byte for byte, and the receipt back to its sender', async () => {
    const gateway = await start();
    const msgId = uuid();
    const bytes = messageWith('utskrivningsrapport-1.6', 'full', { msgId });
    const id = await gateway.accept(bytes);
    await gateway.untilSettled(id);
    expect(await status(gateway, id)).toMatchObject([
      { transportDeliveryState: 'Acknowledged', appRecStatus: null },
    ]);
    expect((await gateway.inbox(nursing)).map((one) => one.id)).toContain(id);
    expect(Buffer.from(await gateway.document(id)).equals(Buffer.from(bytes))).toBe(true);

    expect((await gateway.ask(`/Messages/${id}/read/${nursing}`, { method: 'PUT' })).status).toBe(204);
    expect((await gateway.inbox(nursing)).map((one) => one.id)).not.toContain(id);

    const answer = await receipt(gateway, id, nursing, { appRecStatus: 'Ok' });
    expect(answer.status).toBe(201);
    const { appRec } = await gateway.appRecFor(hospital, msgId);
    expect(appRec).toMatchObject({ version: '1.1', status: 1, original: { id: msgId } });
    expect(await status(gateway, id)).toMatchObject([{ appRecStatus: 'Ok' }]);
  });

  it('gives primary and copy a delivery and a receipt each', async () => {
    const gateway = await start();
    const msgId = uuid();
    const id = await gateway.accept(messageWith('epikrise-1.2', 'full', { msgId, documentId: uuid() }));
    await gateway.untilSettled(id);
    await receipt(gateway, id, 9150611, { appRecStatus: 'Ok' });
    await receipt(gateway, id, nursing, {
      appRecStatus: '2',
      appRecErrorList: [{ errorCode: 'E35', details: null }],
    });
    const rows = await waitFor('both receipts', async () => {
      const found = await status(gateway, id);
      return found.every(({ appRecStatus }) => appRecStatus !== null) && found;
    });
    expect(Object.fromEntries(rows.map((row) => [row.receiverHerId, row.appRecStatus]))).toEqual({
      9150611: 'Ok',
      [nursing]: 'Rejected',
    });
  });

  it('answers a repeated receipt with the one that stands, and refuses another verdict', async () => {
    const gateway = await start();
    const id = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: uuid() }));
    await gateway.untilSettled(id);
    const first = await receipt(gateway, id, nursing, { appRecStatus: 'Ok' });
    await waitFor('the receipt', async () => (await status(gateway, id))[0]?.appRecStatus === 'Ok');
    const again = await receipt(gateway, id, nursing, { appRecStatus: 1 });
    expect([again.status, again.json()]).toEqual([201, first.json()]);
    const other = await receipt(gateway, id, nursing, {
      appRecStatus: 'Rejected',
      appRecErrorList: [{ errorCode: 'X99', details: 'nei' }],
    });
    expect([other.status, other.outcome]).toEqual([409, 'apprec-already-given']);
  });

  it('delivers to all that a second post of the same message names beside the first', async () => {
    const gateway = await start();
    const bytes = messageWith('epikrise-1.2', 'full', { msgId: uuid(), documentId: uuid() });
    const post = (receiver: number) =>
      gateway.postJson({
        businessDocument: Buffer.from(bytes).toString('base64'),
        contentType: 'application/xml',
        contentTransferEncoding: 'base64',
        receiverHerIdsSubset: [receiver],
      });
    const first = await post(9150611);
    const id = first.json() as string;
    await gateway.untilSettled(id);
    const second = await post(nursing);
    expect(second.json()).toBe(id);
    await waitFor(
      'the second delivery',
      async () =>
        (await status(gateway, id)).filter((row) => row.transportDeliveryState === 'Acknowledged').length ===
        2,
    );
    expect((await gateway.inbox(nursing)).filter((one) => one.id === id)).toHaveLength(1);
    expect((await gateway.inbox(9150611)).filter((one) => one.id === id)).toHaveLength(1);
  });

  it('parks a cancellation that comes first, and delivers it behind its original', async () => {
    const [gateway, endpoint] = await startWithEndpoint(caseOffice);
    const [original, cancelling] = [uuid(), uuid()];
    const cancellation = await gateway.accept(
      messageWith('log-utskrivningsklar-1.6', 'cancelled', {
        msgId: cancelling,
        conversation: { parent: original, first: original },
      }),
    );
    const parked = await gateway.untilSettled(cancellation);
    expect(parked.deliveries[0]).toMatchObject({ state: { transport: 'queued' }, parkedFor: original });
    const id = await gateway.accept(messageWith('log-utskrivningsklar-1.6', 'full', { msgId: original }));
    await gateway.untilSettled(id);
    await waitFor('the cancellation', () => endpoint.pushed.length === 2);
    expect(endpoint.pushed.map(({ headers }) => headers['overgang-message-id'])).toEqual([id, cancellation]);
  });

  it('lets a parked cancellation go when its original has not come in time', async () => {
    const gateway = await start();
    const missing = uuid();
    const id = await gateway.accept(
      messageWith('log-utskrivningsklar-1.6', 'cancelled', {
        msgId: uuid(),
        conversation: { parent: missing, first: missing },
      }),
    );
    await gateway.untilSettled(id);
    gateway.clock.advance(25 * hour);
    await gateway.gateway.sweepNow();
    await waitFor(
      'the cancellation',
      async () => (await status(gateway, id))[0]?.transportDeliveryState === 'Acknowledged',
    );
  });

  it('keeps the order of one patient while the endpoint is down, and repeats under the same webhook-id', async () => {
    const [gateway, endpoint] = await startWithEndpoint(nursing);
    endpoint.answer(503);
    const first = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: uuid() }));
    await waitFor('the first attempt', () => endpoint.pushed.length === 1);
    const second = await gateway.accept(messageWith('log-utskrevet-1.6', 'full', { msgId: uuid() }));
    await waitFor(
      'the second to be routed',
      async () =>
        (await gateway.gateway.store.load(second as MessageId))?.deliveries[0]?.state.transport === 'queued',
    );
    endpoint.answer(200);
    gateway.clock.advance(5 * 60_000);
    await gateway.gateway.sweepNow();
    await waitFor('both messages', () => endpoint.pushed.length === 3);
    expect(endpoint.pushed.map(({ headers }) => headers['overgang-message-id'])).toEqual([
      first,
      first,
      second,
    ]);
    expect(endpoint.pushed[0]?.id).toBe(endpoint.pushed[1]?.id);
    expect(endpoint.pushed[1]?.body.equals(endpoint.pushed[0]?.body ?? Buffer.alloc(0))).toBe(true);
    expect(endpoint.pushed[0]?.headers['content-type']).toBe('application/xml');
  });

  it('gives up after the persist time, tells the sender, and lets an operator send again', async () => {
    const [gateway, endpoint] = await startWithEndpoint(nursing);
    endpoint.answer(500);
    const id = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: uuid() }));
    await waitFor('the first attempt', () => endpoint.pushed.length === 1);
    await waitFor(
      'the retry to be planned',
      async () => (await gateway.gateway.store.load(id as MessageId))?.deliveries[0]?.nextAttemptAt,
    );
    gateway.clock.advance(73 * hour);
    await gateway.gateway.sweepNow();
    await waitFor('the notice', async () => {
      const notices = (await gateway.get(`/Messages/notices?ReceiverHerIds=${hospital}&MessagesToFetch=100`))
        .text;
      return notices.includes(id);
    });
    expect(await status(gateway, id)).toMatchObject([{ transportDeliveryState: 'Unconfirmed' }]);

    endpoint.answer(200);
    gateway.clock.advance(hour);
    const filter = { id: id as MessageId, states: ['abandoned'] as const, limit: 10 };
    const pace = async () => undefined;
    const dry = await Array.fromAsync(resend(gateway.gateway.services, { filter, dryRun: true, pace }));
    expect(dry.map(({ resent }) => resent)).toEqual([false]);
    const sent = await Array.fromAsync(resend(gateway.gateway.services, { filter, dryRun: false, pace }));
    expect(sent.map(({ resent }) => resent)).toEqual([true]);
    await waitFor('the message', () => endpoint.pushed.length === 2);
    expect(endpoint.pushed[1]?.id).toBe(endpoint.pushed[0]?.id);
  });

  it('opens a receiver’s breaker after five failures in a row, and closes it when a probe gets through', async () => {
    const [gateway, endpoint] = await startWithEndpoint(nursing);
    endpoint.answer(500);
    const ids: MessageId[] = [];
    for (const day of ['1', '2', '3', '4', '5', '6', '7']) {
      // Different patients: lanes of their own.
      const bytes = messageWith('log-innlagt-1.6', 'full', {
        msgId: uuid(),
        patient: { id: `1784390820${day}` },
      });
      ids.push((await gateway.accept(bytes)) as MessageId);
    }
    const { store } = gateway.gateway;
    const breaker = async () => (await store.breakers())[0]?.state;
    const transports = async () =>
      (await Promise.all(ids.map((id) => store.deliveries(id)))).map(
        ([delivery]) => delivery?.state.transport,
      );
    await waitFor('the breaker to open', async () => (await breaker()) === 'open');
    await waitFor('all attempts to end', async () => !(await transports()).includes('sent'));
    expect(endpoint.pushed.length).toBeLessThanOrEqual(8);
    endpoint.answer(200);
    await waitFor('all messages', async () => {
      const now = await transports();
      // Time goes on between the attempts, not under them.
      if (!now.some((transport) => transport === 'sent' || transport === 'received')) {
        gateway.clock.advance(2 * 60_000);
        await gateway.gateway.sweepNow();
      }
      return now.every((transport) => transport === 'acknowledged') && (await breaker()) === 'closed';
    });
    expect(new Set(endpoint.pushed.map(({ id }) => id)).size).toBe(ids.length);
  });

  it('ends at once what the endpoint refuses, and tells the sender', async () => {
    const [gateway, endpoint] = await startWithEndpoint(nursing);
    endpoint.answer(410);
    const id = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: uuid() }));
    await gateway.untilSettled(id);
    expect(await status(gateway, id)).toMatchObject([{ transportDeliveryState: 'Rejected' }]);
    const notices = await waitFor('the notice', async () => {
      const { text } = await gateway.get(`/Messages/notices?ReceiverHerIds=${hospital}&MessagesToFetch=100`);
      return text.includes(id) && text;
    });
    expect(notices).toContain('RefusedMessage');
  });

  it('gives the positive receipt itself where the party has asked for it', async () => {
    const gateway = await start({ directory: changeParty(nursing, { receipting: 'gateway' }) });
    const msgId = uuid();
    const id = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId }));
    const { appRec } = await gateway.appRecFor(hospital, msgId);
    expect(appRec.status).toBe(1);
    await waitFor('the receipt', async () => (await status(gateway, id))[0]?.appRecStatus === 'Ok');
  });

  it('keeps a message to an unknown party for a person where the enterprise has chosen that', async () => {
    const gateway = await start();
    const id = await gateway.accept(fixtureBytes('log-innlagt-1.6', 'receiver-unknown-service-manual'));
    const loaded = await gateway.untilSettled(id);
    expect(loaded.deliveries[0]?.state).toEqual({ transport: 'quarantined', receipt: 'waiting' });
  });
});
