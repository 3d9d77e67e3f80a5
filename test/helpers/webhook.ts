import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Organisation } from '../../src/domain/directory.ts';

/** A push as the receiver got it. */
interface Pushed {
  readonly id: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A receiver's endpoint on this machine. */
export interface TestEndpoint {
  readonly url: string;
  readonly pushed: readonly Pushed[];
  /** What it answers from now on; 200 at first. */
  answer(status: number): void;
  close(): Promise<void>;
}

/** Opens an endpoint that keeps what it is sent. */
export const openEndpoint = async (): Promise<TestEndpoint> => {
  const pushed: Pushed[] = [];
  let status = 200;
  const server = createServer(async (req, res) => {
    const body = await buffer(req);
    pushed.push({ id: String(req.headers['webhook-id']), headers: req.headers, body });
    res.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    pushed,
    answer: (next) => {
      status = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** The environment's variable for the secret that `withEndpoint` refers to. */
export const endpointSecret = {
  WEBHOOK_SECRET_TEST: `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`,
} as const;

/** The directory with one party's messages pushed to an endpoint. */
export const withEndpoint =
  (party: number, url: string) =>
  (organisations: readonly Organisation[]): readonly Organisation[] =>
    changeParty(party, { endpoint: { channel: 'webhook', url, secretRef: 'test' } })(organisations);

/** The directory with one party changed. */
export const changeParty =
  (party: number, change: Partial<Organisation['parties'][number]>) =>
  (organisations: readonly Organisation[]): readonly Organisation[] =>
    organisations.map((organisation) => ({
      ...organisation,
      parties: organisation.parties.map((one) => (Number(one.herId) === party ? { ...one, ...change } : one)),
    }));
