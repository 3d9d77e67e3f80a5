import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { resend } from '../../src/app/resend.ts';
import { type MessageId, messageId } from '../../src/domain/ids.ts';
import { startReceiver } from '../adapters/transports/receiver.ts';
import { type Backend, describeBackends } from '../helpers/backends.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { endpointSecret, withEndpoint } from '../helpers/webhook.ts';
import { printedByCommands } from './commands.ts';
import { broken, everyFixture, type Marked, marked, misplaced } from './marked.ts';
import { marksIn, patient } from './markers.ts';
import { lookAround, lookAsPeople } from './people.ts';
import { leaksIn, leaksInAnswers, leaksInDatabase, leaksInRedis } from './places.ts';
import { oddRequests } from './requests.ts';

const hour = 3_600_000;
const longest = 180_000;
const nursing = 9150602;
/** Its messages are pushed to an endpoint that answers with what it was sent. */
const pushed = 9150601;

describeBackends(
  'A marked patient leaves no mark outside the sealed payloads',
  (open) => {
    let backend: Backend;
    let gateway: TestGateway;
    let endpoint: Awaited<ReturnType<typeof startReceiver>>;
    let endpointStatus = 200;
    const jobs: string[] = [];
    /** A delivery that its endpoint has not taken yet. */
    let failing = '';

    beforeAll(async () => {
      endpoint = await startReceiver((response) => {
        const last = endpoint.received.at(-1)?.body ?? '';
        response.writeHead(endpointStatus, { 'x-echo': encodeURIComponent(patient.family) }).end(last);
      });
      backend = await open();
      gateway = await openGateway(backend, {
        environment: endpointSecret,
        directory: withEndpoint(pushed, endpoint.url),
      });
      const services = gateway.gateway.services as { enqueue: typeof gateway.gateway.services.enqueue };
      const { enqueue } = services;
      services.enqueue = (queue, payload, options) => {
        jobs.push(JSON.stringify([queue, payload, options]));
        return enqueue(queue, payload, options);
      };
    });
    afterEach(async () => {
      await gateway.get('/metrics');
      await lookAround(gateway);
      expect([
        ...leaksIn('log', gateway.logs.join('')),
        ...leaksIn('job payloads', jobs.join('\n')),
        ...leaksInAnswers(gateway.answers),
        ...(await leaksInDatabase(backend.pool)),
        ...(backend.redisUrl === undefined ? [] : await leaksInRedis(backend.redisUrl, backend.redisPrefix)),
      ]).toEqual([]);
    });
    afterAll(async () => {
      await gateway.close();
      await endpoint.stop();
    });

    /** Posts documents and waits for those taken in; gives the ids of these. */
    const postAll = async (documents: readonly Marked[]): Promise<readonly string[]> => {
      const ids: string[] = [];
      for (const { bytes } of documents) {
        const answer = await gateway.post(bytes);
        if (answer.status === 201) ids.push(answer.json() as string);
      }
      for (const id of ids) await gateway.untilSettled(id);
      return ids;
    };
    const lookAt = async (id: string): Promise<void> => {
      for (const path of ['', '/status', '/apprec', '/business-document'])
        await gateway.get(`/Messages/${id}${path}`);
      await gateway.get(`/api/messages/${id}`);
      await lookAsPeople(gateway, id, [nursing, pushed]);
    };
    const deliveryOf = async (id: string) => (await gateway.gateway.store.deliveries(id as MessageId))[0];
    /** A message to the endpoint, as soon as it has been tried. */
    const push = async (): Promise<string> => {
      const id = await gateway.accept(
        marked('utskrivningsrapport-1.6', 'full', (xml) =>
          xml.replaceAll(`<Id>${nursing}<`, `<Id>${pushed}<`),
        ),
      );
      await waitFor('an attempt', async () => {
        const delivery = await deliveryOf(id);
        return (delivery?.attempts ?? 0) > 0 && delivery?.state.transport !== 'sent';
      });
      return id;
    };

    test(
      'in any message there is a fixture of: accepted, rejected, unreadable',
      async () => {
        const ids = await postAll(everyFixture());
        expect(ids.length).toBeGreaterThan(100);
        for (const id of ids) await lookAt(id);
        for (const receiver of [nursing, 9000301]) await gateway.inbox(receiver);
      },
      longest,
    );

    test(
      'where an id, a code or a name of the standard should stand',
      async () => {
        for (const id of await postAll(misplaced())) await lookAt(id);
      },
      longest,
    );

    test('in bytes that are no message any more', async () => {
      expect(await postAll(broken())).toEqual([]);
    });

    test(
      'in what is only validated',
      async () => {
        for (const { about, bytes } of [...everyFixture(), ...misplaced(), ...broken()]) {
          if (bytes.length === 0) continue;
          const headers = { 'content-type': 'application/xml', 'accept-language': 'nn' };
          const answer = await gateway.ask('/validate', { method: 'POST', headers, body: bytes });
          expect(answer.status, about).toBe(200);
        }
      },
      longest,
    );

    test('in a duplicate, and in another document under the same MsgId', async () => {
      const bytes = marked('epikrise-1.2', 'full');
      const id = await gateway.accept(bytes);
      expect(await gateway.accept(bytes)).toBe(id);
      const other = bytes.toString('utf8').replace(patient.freeText, `${patient.freeText} ${patient.token}`);
      expect((await gateway.post(other)).outcome).toBe('msgid-conflict');
      await gateway.untilSettled(id);
    });

    test('in a request that is wrong in its body, address or headers', async () => {
      for (const { path, request } of oddRequests()) {
        const answer = await gateway.ask(path, request).catch(() => undefined);
        // What cannot even be sent is the client's own affair.
        if (answer !== undefined) expect(answer.status, path).toBeGreaterThanOrEqual(400);
      }
    });

    test('in the words of a receipt, as XML and over the API', async () => {
      const msgIds = [randomUUID(), randomUUID(), randomUUID()];
      const ids: string[] = [];
      for (const msgId of msgIds) {
        ids.push(await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId })));
      }
      for (const id of ids) await gateway.untilSettled(id);
      const [first = '', second = '', third = ''] = msgIds;
      const receipts = [
        marked('apprec-1.1', 'rejected', (xml) => withOriginal(xml, first)),
        // The sender's words where codes should stand.
        marked('apprec-1.1', 'rejected', (xml) =>
          withOriginal(xml, second)
            .replace('V="E36"', `V="${patient.short}"`)
            .replace('2.16.578.1.12.4.1.1.8221', patient.number)
            .replace(/DN="Pasient[^"]*"/, `DN="${patient.family}"`),
        ),
        // Answering nothing, by an id that says much.
        marked('apprec-1.1', 'ok', (xml) => withOriginal(xml, `${patient.token} ${patient.number}`)),
        marked('apprec-1.1', 'ok', (xml) => xml.replace(/<Status V="1"/, `<Status V="${patient.token}"`)),
      ];
      await postAll(receipts.map((bytes) => ({ about: '', bytes })));
      const give = (errorCode: string) =>
        gateway.postJson(
          {
            appRecStatus: 'Rejected',
            appRecErrorList: [
              { errorCode: 'X99', details: patient.freeText, description: patient.family },
              { errorCode, details: patient.street, description: patient.number },
            ],
          },
          `/Messages/${ids[2]}/apprec/${nursing}`,
        );
      expect((await give(patient.short)).outcome).toBe('apprec-code-unusable');
      const given = await give('E21');
      expect(given.status).toBe(201);
      await gateway.untilSettled(given.json() as string);
      for (const id of ids) await lookAt(id);
      // The sender reads them all the same.
      const { appRec } = await gateway.appRecFor(9000301, third);
      expect(appRec.errors[0]?.details).toContain(patient.freeText);
      expect((await gateway.get(`/Messages/${ids[2]}/apprec`)).text).toContain(patient.street);
    });

    test('in what is pushed to an endpoint that takes it, refuses it, fails, and answers with it', async () => {
      for (const status of [200, 400, 500]) {
        endpointStatus = status;
        failing = await push();
        await lookAt(failing);
      }
      await gateway.get('/Messages/notices?receiverHerIds=9000301');
      expect(endpoint.received.some(({ body }) => body.includes(patient.family))).toBe(true);
    });

    test(
      'in what is given up, waited for in vain, and sent again',
      async () => {
        const id = failing;
        const waiting = await gateway.accept(marked('log-innlagt-1.6', 'full'));
        await gateway.untilSettled(waiting);
        gateway.clock.advance(97 * hour);
        await gateway.gateway.sweepNow();
        await waitFor(
          'the delivery to be given up',
          async () => (await deliveryOf(id))?.state.transport === 'abandoned',
        );
        expect((await deliveryOf(waiting))?.state.receipt).toBe('timedOut');
        endpointStatus = 200;
        const { services } = gateway.gateway;
        const filter = { id: messageId(id)!, limit: 1 };
        for await (const { resent } of resend(services, {
          filter,
          dryRun: false,
          pace: async () => undefined,
        })) {
          expect(resent).toBe(true);
        }
        await gateway.untilSettled(id);
        await lookAt(id);
        expect((await gateway.get('/Messages/notices?receiverHerIds=9000301')).json()).not.toEqual([]);
      },
      longest,
    );

    test('in a defect whose error quotes what it was given', async () => {
      const services = gateway.gateway.services as unknown as Record<'store' | 'cipher', object>;
      const { store, cipher } = services;
      const defect = (): never => {
        throw new Error(`cannot take ${patient.family} ${patient.number}: ${patient.freeText}`);
      };
      try {
        services.store = { ...store, accept: async () => defect() };
        const answer = await gateway.post(marked('log-innlagt-1.6', 'full'));
        expect({ status: answer.status, outcome: answer.outcome }).toEqual({
          status: 500,
          outcome: 'internal-error',
        });
        services.store = store;
        services.cipher = { ...cipher, open: defect };
        const failures = gateway.logs.length;
        const id = await gateway.accept(marked('log-innlagt-1.6', 'full'));
        await waitFor('the job to fail', async () => {
          const { process } = await gateway.gateway.queues.depths();
          return (process?.delayed ?? 0) + (process?.failed ?? 0) > 0 || gateway.logs.length > failures + 5;
        });
        await lookAt(id);
      } finally {
        services.store = store;
        services.cipher = cipher;
      }
    });

    test(
      'in what the commands print',
      async () => {
        const printed = await printedByCommands(backend);
        expect(printed).toContain('rejected');
        expect(leaksIn('a command', printed)).toEqual([]);
      },
      longest,
    );

    test('though every sealed payload holds her, and only its key tells', async () => {
      const { rows } = await backend.pool.query<{ id: string; key_id: string; nonce: Buffer; data: Buffer }>(
        `select message_id as id, key_id, nonce, data from payloads
         union all select id, key_id, nonce, data from quarantine`,
      );
      const { cipher } = gateway.gateway.services;
      const found = new Set<string>();
      let holding = 0;
      for (const { id, key_id, nonce, data } of rows) {
        expect(marksIn(data)).toEqual([]);
        const marks = marksIn(Buffer.from(cipher.open({ keyId: key_id, nonce, data }, id)));
        if (marks.length > 0) holding += 1;
        for (const mark of marks) found.add(mark.replace(/ \([^()]*\)$/, ''));
      }
      expect(holding).toBeGreaterThan(100);
      expect([...found].sort()).toEqual(Object.values(patient).sort());
    });
  },
  ['PGlite', 'PostgreSQL + Redis'],
);

const withOriginal = (xml: string, id: string): string =>
  xml.replace(
    /(<OriginalMsgId>[\s\S]*<IssueDate>)[^<]*(<[\s\S]*<Id>)[^<]*(<)/,
    `$12026-11-17T20:12:41+01:00$2${id}$3`,
  );
