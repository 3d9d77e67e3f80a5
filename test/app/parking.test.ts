import { afterEach, expect, it } from 'vitest';
import { describeBackends } from '../helpers/backends.ts';
import { type MessageChanges, messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { endpointSecret, openEndpoint, type TestEndpoint, withEndpoint } from '../helpers/webhook.ts';

const gp = 9150611;
const caseOffice = 9150601;
const ward = 9000301;
const uuid = (): string => crypto.randomUUID();
const at = (hour: number): string => `2026-11-19T${String(hour).padStart(2, '0')}:00:00+01:00`;

describeBackends('A change or cancellation that comes first', (open) => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  const start = async (party: number): Promise<[TestGateway, TestEndpoint]> => {
    const endpoint = await openEndpoint();
    opened.push(endpoint);
    const gateway = await openGateway(await open(), {
      environment: endpointSecret,
      directory: withEndpoint(party, endpoint.url),
    });
    opened.push(gateway);
    return [gateway, endpoint];
  };
  const pushed = (endpoint: TestEndpoint) =>
    endpoint.pushed.map(({ headers }) => headers['overgang-message-id']);
  const held = async (gateway: TestGateway, id: string) =>
    (await gateway.untilSettled(id)).deliveries.map(({ parkedFor }) => parkedFor !== undefined);

  const epikrise = (status: 'N' | 'M' | 'C', hour: number, documentId: string) =>
    messageWith('epikrise-1.2', 'full', {
      msgId: uuid(),
      genDate: at(hour),
      documentId,
      status,
    });
  const early = (changes: MessageChanges) =>
    messageWith('helseoppl-soknad-1.6', 'full', { msgId: uuid(), ...changes });

  it('by document id waits for every version sent before it, and goes to the receiver last', async () => {
    const [gateway, endpoint] = await start(gp);
    const documentId = uuid();
    const cancellation = await gateway.accept(epikrise('C', 14, documentId));
    expect(await held(gateway, cancellation)).toContain(true);
    const change = await gateway.accept(epikrise('M', 13, documentId.toUpperCase()));
    expect(await held(gateway, change)).toContain(true);
    const original = await gateway.accept(epikrise('N', 12, documentId));
    await waitFor('all three', () => endpoint.pushed.length === 3);
    expect(pushed(endpoint)).toEqual([original, change, cancellation]);
  });

  it('by reference waits for the change that it names, which waits for its original', async () => {
    const [gateway, endpoint] = await start(caseOffice);
    const [first, second] = [uuid(), uuid()];
    const cancellation = await gateway.accept(
      early({ status: 'C', genDate: at(14), conversation: { parent: second, first } }),
    );
    const original = await gateway.accept(early({ msgId: first, genDate: at(12) }));
    await waitFor('the original', () => endpoint.pushed.length === 1);
    expect(await held(gateway, cancellation)).toEqual([true]);
    const change = await gateway.accept(
      early({ msgId: second, status: 'M', genDate: at(13), conversation: { parent: first, first } }),
    );
    await waitFor('all three', () => endpoint.pushed.length === 3);
    expect(pushed(endpoint)).toEqual([original, change, cancellation]);
  });

  it('waits for nothing when what it names is here, though another has sent it', async () => {
    const [gateway, endpoint] = await start(ward);
    const admitted = uuid();
    await gateway.untilSettled(
      await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: admitted })),
    );
    const change = await gateway.accept(
      messageWith('innleggelsesrapport-1.6', 'full', {
        msgId: uuid(),
        status: 'M',
        conversation: { parent: admitted, first: admitted },
      }),
    );
    await waitFor('the change', () => endpoint.pushed.length === 1);
    expect(pushed(endpoint)).toEqual([change]);
  });

  it('does not wait for itself', async () => {
    const [gateway, endpoint] = await start(caseOffice);
    const msgId = uuid();
    const conversation = { parent: msgId.toUpperCase(), first: msgId };
    const change = await gateway.accept(early({ msgId, status: 'M', conversation }));
    await waitFor('the change', () => endpoint.pushed.length === 1);
    expect(pushed(endpoint)).toEqual([change]);
  });

  it('is let go in time where two changes name each other', async () => {
    const [gateway, endpoint] = await start(caseOffice);
    const [one, other] = [uuid(), uuid()];
    const naming = (msgId: string, parent: string) =>
      early({ msgId, status: 'M', conversation: { parent, first: parent } });
    const first = await gateway.accept(naming(one, other));
    const second = await gateway.accept(naming(other, one));
    expect([await held(gateway, first), await held(gateway, second)]).toEqual([[true], [true]]);
    gateway.clock.advance(25 * 3_600_000);
    await gateway.gateway.sweepNow();
    await waitFor('both', () => endpoint.pushed.length === 2);
    expect(pushed(endpoint).sort()).toEqual([first, second]);
  });
});
