import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReceiptState } from '../../src/domain/lifecycle.ts';
import { backendNames } from '../helpers/backend-names.ts';
import { fixtureBytes, messageWith } from '../helpers/fixtures.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { describeGateway, expectFault, hospital, nursing, refused, stored, stranger } from './harness.ts';

const hour = 3_600_000;
const issueDate = '2026-11-17T20:12:41+01:00';

/** The nursing service's receipt, by itself, for a message of the hospital. */
const receiptFor = (original: string, name = 'ok', id: string = randomUUID(), date = issueDate): Uint8Array =>
  messageWith('apprec-1.1', name, { msgId: id, original: { id: original, issueDate: date } });

describeGateway(
  'A receipt that does not belong',
  (scene) => {
    const delivered = async (genDate = issueDate) => {
      const msgId = randomUUID();
      const id = await scene().gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId, genDate }));
      await scene().gateway.untilSettled(id);
      return { id, msgId };
    };
    const receiptState = async (id: string): Promise<ReceiptState | undefined> =>
      (await scene().gateway.untilSettled(id)).deliveries[0]?.state.receipt;
    const give = (id: string, by: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      scene().gateway.postJson(body, `/Messages/${id}/apprec/${by}`, headers);

    test('a receipt for a message that is not there is refused and kept for the operator', async () => {
      const bytes = receiptFor(randomUUID());
      await refused(scene(), 'apprec-original-unknown', (headers) => scene().gateway.post(bytes, headers), {
        keeps: 1,
      });
      await refused(scene(), 'message-not-found', (headers) =>
        give(randomUUID(), nursing, { appRecStatus: 'Ok' }, headers),
      );
    });

    test('a receipt from one who was not its receiver is refused and leaves the message waiting', async () => {
      const { id, msgId } = await delivered();
      const bytes = receiptFor(msgId, 'not-a-receiver');
      await refused(scene(), 'apprec-not-receiver', (headers) => scene().gateway.post(bytes, headers), {
        keeps: 1,
      });
      await refused(scene(), 'apprec-not-receiver', (headers) =>
        give(id, stranger, { appRecStatus: 'Ok' }, headers),
      );
      await refused(scene(), 'her-id-not-authorised', (headers) =>
        give(id, nursing, { appRecStatus: 'Ok' }, { ...headers, 'overgang-act-as': String(stranger) }),
      );
      expect(await receiptState(id)).toBe('waiting');
    });

    test('the same receipt twice counts once', async () => {
      const { gateway } = scene();
      const { id, msgId } = await delivered();
      const bytes = receiptFor(msgId);
      const first = await gateway.accept(bytes);
      await gateway.untilSettled(first);
      expect(await gateway.accept(bytes)).toBe(first);
      expect(await receiptState(id)).toBe('ok');
      expect(await gateway.appRecsFor(hospital, msgId)).toHaveLength(1);
    });

    test('a second receipt with another verdict is kept, flagged, and does not reach the sender', async () => {
      const { gateway } = scene();
      const { id, msgId } = await delivered();
      await gateway.untilSettled(await gateway.accept(receiptFor(msgId)));
      const before = await stored(scene());
      const second = await gateway.post(receiptFor(msgId, 'rejected'));
      expectFault(second, 'apprec-already-given', 'nb');
      expect(await stored(scene())).toEqual({ ...before, messages: before.messages + 1 });
      expect(await receiptState(id)).toBe('ok');
      expect((await gateway.appRecsFor(hospital, msgId)).map(({ appRec }) => appRec.status)).toEqual([1]);
      const { message } = await gateway.untilSettled(id);
      const events = await gateway.gateway.store.events(message.id);
      expect(events.filter(({ possible }) => !possible).map(({ type }) => type)).toEqual(['receiptRejected']);
      await refused(scene(), 'apprec-already-given', (headers) =>
        give(id, nursing, { appRecStatus: 'Rejected', appRecErrorList: [{ errorCode: 'X99' }] }, headers),
      );
    });

    test('a receipt given twice over the API is the same receipt', async () => {
      const { gateway } = scene();
      const { id, msgId } = await delivered();
      const first = await give(id, nursing, { appRecStatus: 'Ok' });
      expect(first.status).toBe(201);
      await gateway.untilSettled(first.json() as string);
      const second = await give(id, nursing, { appRecStatus: '1' });
      expect({ status: second.status, id: second.json() }).toEqual({ status: 201, id: first.json() });
      expect(await gateway.appRecsFor(hospital, msgId)).toHaveLength(1);
    });

    test('of two verdicts at once one stands, and the sender gets that one', async () => {
      const { gateway } = scene();
      const { id, msgId } = await delivered();
      const both = await Promise.all([
        gateway.post(receiptFor(msgId)),
        gateway.post(receiptFor(msgId, 'rejected')),
      ]);
      const [first, ...others] = both.filter(({ status }) => status === 201);
      expect(others).toEqual([]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      await gateway.untilSettled(first?.json() as string);
      const state = await receiptState(id);
      const [told, ...more] = await gateway.appRecsFor(hospital, msgId);
      expect(more).toEqual([]);
      expect(state).toBe(told?.appRec.status === 1 ? 'ok' : 'rejected');
    });

    test('a receipt on a receipt is refused', async () => {
      const { gateway } = scene();
      const { id, msgId } = await delivered();
      const receiptId = randomUUID();
      const receipt = await gateway.accept(receiptFor(msgId, 'ok', receiptId));
      await gateway.untilSettled(receipt);
      const answer = messageWith('apprec-1.1', 'on-apprec', {
        msgId: randomUUID(),
        original: { id: receiptId },
      });
      await refused(scene(), 'apprec-on-apprec', (headers) => gateway.post(answer, headers), { keeps: 1 });
      await refused(scene(), 'apprec-on-apprec', (headers) =>
        give(receipt, hospital, { appRecStatus: 'Ok' }, headers),
      );
      expect(await receiptState(id)).toBe('ok');
    });

    test('a receipt that is not as its schema says is refused', async () => {
      const { msgId } = await delivered();
      const bytes = receiptFor(msgId, 'schema-invalid');
      await refused(scene(), 'schema-invalid', (headers) => scene().gateway.post(bytes, headers), {
        keeps: 1,
      });
      const nameless = fixtureBytes('apprec-1.1', 'original-missing');
      await refused(scene(), 'envelope-incomplete', (headers) => scene().gateway.post(nameless, headers));
    });

    test('a verdict over the API must have the errors that it needs, and no others', async () => {
      const { id } = await delivered();
      const wrong = [
        ['apprec-errors-required', { appRecStatus: 'Rejected' }],
        ['apprec-errors-not-allowed', { appRecStatus: 'Ok', appRecErrorList: [{ errorCode: 'X99' }] }],
        ['apprec-status-unsupported', { appRecStatus: 'OkErrorInMessagePart', appRecErrorList: [] }],
        ['apprec-status-unsupported', { appRecStatus: 4 }],
        ['apprec-code-unusable', { appRecStatus: 2, appRecErrorList: [{ errorCode: 'E33' }] }],
        ['apprec-details-required', { appRecStatus: 2, appRecErrorList: [{ errorCode: 'X99' }] }],
      ] as const;
      for (const [code, body] of wrong) {
        await refused(scene(), code, (headers) => give(id, nursing, body, headers));
      }
      expect(await receiptState(id)).toBe('waiting');
    });

    test('a receipt may come before the message has been read, and after', async () => {
      const { gateway } = scene();
      const { id } = await delivered();
      await gateway.ask(`/Messages/${id}/read/${nursing}`, { method: 'PUT' });
      await gateway.untilSettled((await give(id, nursing, { appRecStatus: 'Ok' })).json() as string);
      expect(await receiptState(id)).toBe('ok');
    });

    // Last: it moves the clock that all share.
    test('without a receipt in time the sender is told once; a late positive one still counts', async () => {
      const { gateway } = scene();
      const { clock } = gateway;
      const genDate = clock.now().toISOString();
      const { id, msgId } = await delivered(genDate);
      clock.advance(95 * hour);
      await gateway.gateway.sweepNow();
      expect(await receiptState(id)).toBe('waiting');
      clock.advance(2 * hour);
      await gateway.gateway.sweepNow();
      await gateway.gateway.sweepNow();
      expect(await receiptState(id)).toBe('timedOut');
      const notices = async () =>
        (
          (
            await gateway.get(`/Messages/notices?receiverHerIds=${hospital}&messagesToFetch=100`, {
              'api-version': '2-vNext',
            })
          ).json() as { id: string; refusedReason: string }[]
        ).filter(({ id: about }) => about === id);
      expect(await notices()).toHaveLength(1);
      expect((await notices())[0]?.refusedReason).toContain('96');
      const status = await gateway.get(`/Messages/${id}/status`);
      expect(status.json()).toMatchObject([{ transportDeliveryState: 'Acknowledged', appRecStatus: null }]);

      const before = await stored(scene());
      const late = await gateway.accept(receiptFor(msgId, 'ok', randomUUID(), genDate));
      await gateway.untilSettled(late);
      expect(await receiptState(id)).toBe('ok');
      expect(await stored(scene())).toEqual({ ...before, messages: before.messages + 1 });
      const { appRec } = await waitFor(
        'the late receipt to arrive',
        async () => (await gateway.appRecsFor(hospital, msgId))[0],
      );
      expect(appRec.status).toBe(1);
      expect((await gateway.get(`/Messages/${id}/status`)).json()).toMatchObject([{ appRecStatus: 'Ok' }]);
    });
  },
  { backends: backendNames },
);
