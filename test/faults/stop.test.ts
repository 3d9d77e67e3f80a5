import { once } from 'node:events';
import { request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { startReceiver } from '../adapters/transports/receiver.ts';
import { goodMessage, nursing } from '../bad-input/harness.ts';
import { describeBackends } from '../helpers/backends.ts';
import { type GatewayProcess, startGatewayProcess } from '../helpers/process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { endpointSecret, withEndpoint } from '../helpers/webhook.ts';
import { makePlace, type Place } from './place.ts';

const longest = 60_000;

/** What the events of a message say, oldest first. */
const eventsOf = async (pool: SqlPool, id: string): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ type: string }>(
    'select type from events where message_id = $1 order by seq',
    [id],
  );
  return rows.map(({ type }) => type);
};

describeBackends(
  'A gateway that ends while a webhook is being pushed',
  (_open, name) => {
    const opened: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of opened.splice(0).reverse()) await close();
    });
    const start = async (place: Place): Promise<GatewayProcess> => {
      const gateway = await startGatewayProcess({ ...place.environment, ...endpointSecret });
      opened.push(() => gateway.kill9());
      return gateway;
    };

    /** A receiver that answers only when it is told to. */
    const make = async () => {
      const held: ServerResponse[] = [];
      let holds = true;
      const receiver = await startReceiver((response) => {
        if (holds) held.push(response);
        else response.end();
      });
      opened.push(() => receiver.stop());
      const place = await makePlace(name, withEndpoint(nursing, receiver.url));
      opened.push(() => place.close());
      const answer = (): void => {
        holds = false;
        for (const response of held.splice(0)) response.end();
      };
      return { receiver, place, answer };
    };

    test(
      'after kill -9 the receiver gets the message again under the same id, and is acknowledged once',
      async () => {
        const { receiver, place, answer } = await make();
        const bytes = goodMessage();
        const first = await start(place);
        const id = await first.accept(bytes);
        await waitFor('the push', () => receiver.received.length === 1);
        await first.kill9();
        answer();
        // The dead worker's attempt holds the delivery for a minute; its end is brought forward.
        const { rowCount } = await place.onDatabase((pool) =>
          pool.query("update deliveries set lease_until = now() where transport = 'sent'"),
        );
        expect(rowCount).toBe(1);

        const second = await start(place);
        await waitFor(
          'the delivery to be acknowledged',
          async () => (await second.get(`/Messages/${id}/status`)).text.includes('Acknowledged'),
          { withinMs: 30_000, everyMs: 100 },
        );
        expect(await second.stop()).toBe(0);
        expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([
          `${id}_${nursing}`,
          `${id}_${nursing}`,
        ]);
        for (const { body } of receiver.received) expect(body.equals(Buffer.from(bytes))).toBe(true);
        expect(await place.onDatabase((pool) => eventsOf(pool, id))).toEqual([
          'routed',
          'sent',
          'sent',
          'acknowledged',
        ]);
      },
      longest,
    );

    test(
      'at SIGTERM the request and the push under way come to their ends, new ones are not taken, and it exits with 0',
      async () => {
        const { receiver, place, answer } = await make();
        const gateway = await start(place);
        const pushed = await gateway.accept(goodMessage());
        await waitFor('the push', () => receiver.received.length === 1);

        const bytes = Buffer.from(goodMessage());
        const posting = request(`${gateway.url}/Messages`, {
          method: 'POST',
          headers: {
            'content-type': 'application/xml',
            'content-length': bytes.length,
            expect: '100-continue',
          },
        });
        posting.flushHeaders();
        await once(posting, 'continue');
        posting.write(bytes.subarray(0, 100));

        const ended = gateway.stop();
        await waitFor('new requests to be turned away', async () => {
          const answer = await gateway.get('/healthz').catch(() => undefined);
          return answer === undefined;
        });
        posting.end(bytes.subarray(100));
        const [response] = await once(posting, 'response');
        expect(response.statusCode).toBe(201);
        expect(response.headers.connection).toBe('close');
        const accepted = JSON.parse(await text(response)) as string;
        answer();
        expect(await ended).toBe(0);
        expect(gateway.said()).toContain('gateway stopped');

        expect(await place.onDatabase((pool) => eventsOf(pool, pushed))).toEqual([
          'routed',
          'sent',
          'acknowledged',
        ]);
        // What came in last is stored, and the next gateway delivers it if this one did not.
        const next = await start(place);
        await waitFor(
          'the last message to arrive',
          () => receiver.received.some(({ headers }) => headers['webhook-id'] === `${accepted}_${nursing}`),
          { withinMs: 30_000 },
        );
        expect(await next.stop()).toBe(0);
      },
      longest,
    );
  },
  ['PGlite', 'PostgreSQL + Redis'],
);
