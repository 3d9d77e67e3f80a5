import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeBackends } from '../../helpers/backends.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import { molde, nursing, trust, ward } from '../../helpers/handovers.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { endpointSecret, withEndpoint } from '../../helpers/webhook.ts';
import { startReceiver } from '../transports/receiver.ts';
import { as, officer, operator } from './people.ts';

const longest = 60_000;

interface Actors {
  readonly organisations: readonly {
    readonly herId: number;
    readonly name: string;
    readonly isOwn: boolean;
    readonly parties: readonly {
      readonly herId: number;
      readonly technical: {
        readonly channel: string;
        readonly lastHeardAt: string | null;
        readonly lastSentToAt: string | null;
      } | null;
    }[];
  }[];
}

describeBackends(
  'Actors and operations',
  (open) => {
    let gateway: TestGateway;
    let endpoint: Awaited<ReturnType<typeof startReceiver>>;
    let status = 500;
    let id = '';
    beforeAll(async () => {
      endpoint = await startReceiver((response) => response.writeHead(status).end());
      gateway = await openGateway(await open(), {
        environment: endpointSecret,
        directory: withEndpoint(nursing, endpoint.url),
      });
      id = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID() }));
      await waitFor(
        'an attempt',
        async () => (await delivery())?.state.transport === 'queued' && endpoint.received.length > 0,
      );
    }, longest);
    afterAll(async () => {
      await gateway.close();
      await endpoint.stop();
    });

    const delivery = async () => (await gateway.gateway.store.deliveries(id as never))[0];
    const actors = async (headers: Readonly<Record<string, string>>) =>
      (await gateway.get('/api/actors', headers)).json() as Actors;
    const party = ({ organisations }: Actors, herId: number) =>
      organisations.flatMap(({ parties }) => parties).find((each) => each.herId === herId);

    it('names everybody to all who may ask, and tells how they are reached to those whose business it is', async () => {
      const seen = await actors(officer);
      expect(seen.organisations.filter(({ isOwn }) => isOwn).map(({ herId }) => herId)).toEqual([molde]);
      expect(party(seen, nursing)?.technical).toMatchObject({ channel: 'webhook', lastSentToAt: null });
      expect(party(seen, ward)?.technical).toBeNull();
      const all = await actors(operator);
      expect(party(all, ward)?.technical).toMatchObject({
        channel: 'inbox',
        lastHeardAt: gateway.clock.now().toISOString(),
      });
      const board = await actors(as('board-member'));
      expect(board.organisations.length).toBe(all.organisations.length);
      expect(
        board.organisations.flatMap(({ parties }) => parties.filter(({ technical }) => technical !== null)),
      ).toEqual([]);
    });

    it('shows an operator what hangs and why, without the patient', async () => {
      gateway.clock.advance(60_000);
      const answer = await gateway.get('/api/operations', { ...operator, 'accept-language': 'en' });
      expect(answer.json()).toMatchObject({
        queues: { deliver: { waiting: expect.any(Number) } },
        gauges: { queued: expect.any(Number) },
        unfinished: {
          isComplete: true,
          byCause: [{ hinderedBy: 'delivery-endpoint-failed', count: 1, causeText: expect.any(String) }],
          deliveries: [
            { messageId: id, receiver: { herId: nursing }, cause: 'delivery-endpoint-failed', attempts: 1 },
          ],
        },
        keptOut: [],
        breakers: [{ receiver: { herId: nursing }, state: 'closed', failures: 1 }],
      });
      const { rows } = await gateway.gateway.pool.query<{ patient: string }>(
        'select patient from messages limit 1',
      );
      expect(answer.text).not.toContain(rows[0]?.patient);
      const log = (await gateway.get('/api/access-log?limit=1', as('auditor'))).json();
      expect(log).toMatchObject({
        entries: [{ action: 'messages-listed', role: 'operator', objects: [id] }],
      });
    });

    it('lets an operator try a receiver at once that was left alone', async () => {
      const { store } = gateway.gateway;
      await store.changeBreaker(nursing as never, (row) => ({
        ...row,
        state: 'open',
        failures: 9,
        retryAt: new Date(gateway.clock.now().getTime() + 1_800_000),
      }));
      status = 200;
      const path = `/api/operations/breakers/${nursing}/retry`;
      const answer = await gateway.postJson({}, path, operator);
      expect(answer.json()).toMatchObject({ state: 'open', retryAt: gateway.clock.now().toISOString() });
      await waitFor('the delivery', async () => (await delivery())?.state.transport === 'acknowledged');
      await waitFor(
        'the breaker to close',
        async () => (await store.breaker(nursing as never))?.state === 'closed',
      );
      expect((await gateway.postJson({}, path, operator)).json()).toMatchObject({ state: 'closed' });
      expect((await gateway.postJson({}, '/api/operations/breakers/x/retry', operator)).outcome).toBe(
        'request-invalid',
      );
    });

    it('tells each who it is, what it may, and in the sandbox whom it may be', async () => {
      const me = async (headers: Readonly<Record<string, string>>) =>
        (await gateway.get('/api/me', headers)).json() as Record<string, unknown>;
      expect(await me(as('message-officer', trust, 'Åse'))).toMatchObject({
        person: 'Åse',
        role: 'message-officer',
        enterprises: [{ herId: trust, name: 'Helse Møre og Romsdal HF' }],
        permissions: { 'messages.search': 'own', 'figures.published': 'all' },
        sandbox: {
          roles: expect.not.arrayContaining(['record-system']),
          enterprises: expect.arrayContaining([{ herId: molde, name: 'Molde kommune' }]),
        },
      });
      expect(await me(as('message-officer'))).toMatchObject({ enterprises: [] });
      const { enterprises } = (await me(as('board-member'))) as { enterprises: object[] };
      expect(enterprises.length).toBeGreaterThan(5);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
