import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fixtureBytes, messageWith } from '../helpers/fixtures.ts';
import {
  caseHandling,
  describeGateway,
  goodMessage,
  hospital,
  nursing,
  refused,
  stranger,
} from './harness.ts';

const as = (...herIds: number[]) => ({ 'overgang-act-as': herIds.join(',') });
const unknownHerId = 8_000_001;

describeGateway('A sender or receiver that cannot be', (scene, whole) => {
  const post =
    (bytes: Uint8Array, more: Readonly<Record<string, string>> = {}) =>
    (headers: Readonly<Record<string, string>>) =>
      scene().gateway.post(bytes, { ...headers, ...more });

  test("a message from another's HER-id is refused, and its sender is not disturbed", async () => {
    const bytes = goodMessage();
    await refused(scene(), 'her-id-not-authorised', post(bytes, as(stranger)));
    // It is still free to be sent by its sender.
    const id = await scene().gateway.accept(bytes, as(hospital));
    await scene().gateway.untilSettled(id);
  });

  test('a sender that nobody knows is refused', async () => {
    const bytes = messageWith('log-innlagt-1.6', 'full', {
      msgId: randomUUID(),
      sender: { enterprise: unknownHerId, unit: unknownHerId + 1 },
    });
    await refused(scene(), 'sender-unknown', post(bytes));
  });

  if (!whole) return;

  test('an enterprise may not send as if it were one of its parties', async () => {
    const bytes = messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID(), sender: { unit: 9000000 } });
    await refused(scene(), 'sender-not-level-2', post(bytes));
  });

  test('a sender without any identifier is refused', async () => {
    await refused(
      scene(),
      'envelope-incomplete',
      post(fixtureBytes('log-innlagt-1.6', 'sender-without-identifier')),
    );
  });

  test('a receiver that no user of the gateway is, is refused', async () => {
    const bytes = messageWith('log-innlagt-1.6', 'receiver-of-others', { msgId: randomUUID() });
    await refused(scene(), 'receiver-unknown', post(bytes));
  });

  test('a subset of receivers that the document does not name is refused', async () => {
    await refused(scene(), 'receiver-subset-empty', (headers) =>
      scene().gateway.postJson(
        {
          businessDocument: Buffer.from(goodMessage()).toString('base64'),
          contentType: 'application/xml',
          contentTransferEncoding: 'base64',
          receiverHerIdsSubset: [caseHandling],
        },
        '/Messages',
        headers,
      ),
    );
  });

  test('whoever is neither sender nor receiver sees nothing of a message', async () => {
    const { gateway } = scene();
    const id = await gateway.accept(goodMessage());
    await gateway.untilSettled(id);
    for (const path of ['', '/business-document', '/status', '/apprec']) {
      await refused(scene(), 'message-not-found', (headers) =>
        gateway.get(`/Messages/${id}${path}`, { ...headers, ...as(stranger) }),
      );
    }
    await refused(scene(), 'her-id-not-authorised', (headers) =>
      gateway.get(`/Messages?ReceiverHerIds=${nursing}`, { ...headers, ...as(stranger) }),
    );
    await refused(scene(), 'her-id-not-authorised', (headers) =>
      gateway.ask(`/Messages/${id}/read/${nursing}`, {
        method: 'PUT',
        headers: { ...headers, ...as(stranger) },
      }),
    );
    expect((await gateway.inbox(nursing)).some(({ id: listed }) => listed === id)).toBe(true);
  });

  test('a message that is not there is not there for anyone', async () => {
    for (const path of ['', '/business-document', '/status', '/apprec']) {
      await refused(scene(), 'message-not-found', (headers) =>
        scene().gateway.get(`/Messages/${randomUUID()}${path}`, headers),
      );
    }
    await refused(scene(), 'request-invalid', (headers) => scene().gateway.get('/Messages/17', headers));
  });

  test('HER-ids in the sandbox header that are none are refused', async () => {
    await refused(scene(), 'request-invalid', post(goodMessage(), { 'overgang-act-as': 'the hospital' }));
  });
});
