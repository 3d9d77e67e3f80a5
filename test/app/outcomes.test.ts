import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HerId, MessageId } from '../../src/domain/ids.ts';
import type { OutcomeCode } from '../../src/domain/outcome.ts';
import { describeBackends } from '../helpers/backends.ts';
import { fixtureBytes, messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway, testNow } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { changeParty, endpointSecret, openEndpoint, type TestEndpoint } from '../helpers/webhook.ts';

const hour = 3_600_000;
const hospital = 9000301;
const nursing = 9150602;
const caseOffice = 9150601;
const unreachable = 9150605;
const stranger = { enterprise: 8_000_000, unit: 8_000_001 };

/** Outcomes that end a delivery, or a request, in ways that no other test asks for by name. */
describeBackends(
  'A message that',
  (open) => {
    let gateway: TestGateway;
    let endpoint: TestEndpoint;
    beforeAll(async () => {
      endpoint = await openEndpoint();
      const closed = await openEndpoint();
      await closed.close();
      const pushed = (url: string) => ({ endpoint: { channel: 'webhook', url, secretRef: 'test' } }) as const;
      gateway = await openGateway(await open(), {
        environment: endpointSecret,
        directory: (organisations) =>
          changeParty(
            unreachable,
            pushed(closed.url),
          )(changeParty(caseOffice, pushed(endpoint.url))(organisations)),
      });
    });
    afterAll(async () => {
      await gateway.close();
      await endpoint.close();
    });

    const fresh = (receiver: number): Uint8Array =>
      messageWith('log-innlagt-1.6', 'full', {
        msgId: randomUUID(),
        genDate: testNow.toISOString(),
        receiver: { unit: receiver },
      });
    const causes = async (id: string, receiver: number): Promise<readonly (OutcomeCode | undefined)[]> => {
      const events = await gateway.gateway.store.events(id as MessageId);
      return events.filter((event) => Number(event.receiver) === receiver).map(({ cause }) => cause);
    };
    const notices = (id: string) =>
      waitFor('the notice', async () => {
        const found = await gateway.gateway.store.notices([hospital as HerId], 100);
        const about = found.filter(({ message }) => message === id).map(({ reason }) => reason);
        return about.length > 0 && about;
      });
    /** Posts a message, and waits until an attempt to push it has ended so. */
    const ended = async (receiver: number, cause: OutcomeCode): Promise<string> => {
      const id = await gateway.accept(fresh(receiver));
      await waitFor(cause, async () => (await causes(id, receiver)).includes(cause));
      return id;
    };

    it('names a receiver who is nobody’s here beside one who is reaches the one, and says of the other why not', async () => {
      const msgId = randomUUID();
      const id = await gateway.accept(
        messageWith('log-innlagt-1.6', 'copy-receiver', {
          msgId,
          receiver: stranger,
          replace: [['9150601', String(nursing)]],
        }),
      );
      const { deliveries } = await gateway.untilSettled(id);
      expect(Object.fromEntries(deliveries.map(({ receiver, state }) => [Number(receiver), state]))).toEqual({
        [stranger.unit]: { transport: 'refused', receipt: 'none' },
        [nursing]: { transport: 'acknowledged', receipt: 'waiting' },
      });
      expect(await causes(id, stranger.unit)).toContain('receiver-not-ours' satisfies OutcomeCode);
      expect(await gateway.appRecsFor(hospital, msgId)).toEqual([]);
    });

    it('names more receivers than any handover has is refused whole', async () => {
      const xml = Buffer.from(
        messageWith('log-innlagt-1.6', 'copy-receiver', { msgId: randomUUID() }),
      ).toString();
      const [copy = ''] = /<OtherReceiver>[\s\S]*?<\/OtherReceiver>/.exec(xml) ?? [];
      const copies = Array.from({ length: 100 }, (_, at) => copy.replace('9150601', String(7_000_000 + at)));
      const answer = await gateway.post(xml.replace(copy, copies.join('')));
      expect([answer.status, answer.outcome]).toEqual([400, 'receivers-too-many' satisfies OutcomeCode]);
    });

    it('waits for a person cannot be receipted by a receiver who has not got it', async () => {
      const bytes = fixtureBytes('log-innlagt-1.6', 'receiver-unknown-service-manual');
      const id = await gateway.accept(bytes);
      const { deliveries } = await gateway.untilSettled(id);
      const path = `/Messages/${id}/apprec/${deliveries[0]?.receiver}`;
      const answer = await gateway.postJson({ appRecStatus: 'Ok' }, path);
      expect([answer.status, answer.outcome]).toEqual([
        409,
        'apprec-original-not-delivered' satisfies OutcomeCode,
      ]);
    });

    it('has an empty attachment is rejected for that, where its process has rules for attachments', async () => {
      const msgId = randomUUID();
      const [, image = ''] =
        /image\/png[\s\S]*?<Base64Container[^>]*>([^<]+)</.exec(
          Buffer.from(fixtureBytes('henvisning-nytilstand-2.0', 'two-attachments')).toString(),
        ) ?? [];
      await gateway.accept(
        messageWith('henvisning-nytilstand-2.0', 'two-attachments', { msgId, replace: [[image, '']] }),
      );
      const { appRec } = await gateway.appRecFor(9157913, msgId);
      const worded = gateway.gateway.services.word({ code: 'attachment-unreadable' });
      expect(appRec.errors).toEqual([{ code: 'T99', text: 'Annen feil på format', details: worded }]);
    });

    it('an endpoint refuses ends there, and its sender is told', async () => {
      endpoint.answer(410);
      const id = await ended(caseOffice, 'delivery-refused-by-endpoint');
      expect(await notices(id)).toEqual(['delivery-refused-by-endpoint']);
    });

    it('nobody answers for is tried again', async () => {
      const id = await ended(unreachable, 'delivery-endpoint-unreachable');
      expect((await gateway.gateway.store.deliveries(id as MessageId))[0]?.state.transport).toBe('queued');
    });

    // Last: it moves the clock that all share.
    it('an endpoint fails on is given up in time, and its receipt counts as a rejection later', async () => {
      endpoint.answer(503);
      const id = await ended(caseOffice, 'delivery-endpoint-failed');
      await waitFor('the retry to be planned', async () => {
        const [delivery] = await gateway.gateway.store.deliveries(id as MessageId);
        return delivery?.nextAttemptAt;
      });
      gateway.clock.advance(73 * hour);
      await gateway.gateway.sweepNow();
      await waitFor('giving up', async () => (await notices(id)).includes('delivery-abandoned'));
      gateway.clock.advance(24 * hour);
      await gateway.gateway.sweepNow();
      await waitFor('the time-out', async () => (await notices(id)).includes('apprec-timed-out'));
    });
  },
  ['PGlite'],
);
