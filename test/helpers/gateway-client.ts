import type { AppRec } from '../../src/domain/app-rec.ts';
import { readAppRec } from '../../src/messages/apprec/read.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { waitFor } from './wait-for.ts';

/** One answer over HTTP, read whole. */
export interface Answer {
  /** Method and path of what was asked. */
  readonly request: string;
  readonly status: number;
  readonly headers: Headers;
  /** The outcome's stable code, when the gateway gives one. */
  readonly outcome: string | null;
  readonly text: string;
  json(): unknown;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** A message as GET /Messages lists it with metadata. */
interface Listed {
  readonly id: string;
  readonly receiverHerId: number;
  readonly senderHerId: number;
  readonly businessDocumentId: string;
  readonly isAppRec: boolean;
}

/** A receipt that has reached a sender: its own id, and what it says. */
interface ReceivedAppRec {
  readonly id: string;
  readonly appRec: AppRec;
}

/** What a record system does with the gateway, over HTTP alone. */
export interface GatewayClient {
  readonly url: string;
  /** Every answer that came, in order. */
  readonly answers: readonly Answer[];
  ask(path: string, request?: Ask): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** POST /Messages with a document's bytes. */
  post(bytes: Uint8Array | string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** POST with a JSON body; POST /Messages when no path is given. */
  postJson(body: unknown, path?: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Posts a document that must be taken in, and gives its id. */
  accept(bytes: Uint8Array, headers?: Readonly<Record<string, string>>): Promise<string>;
  /** Everything unread of a receiver, up to 100. */
  inbox(herId: number): Promise<readonly Listed[]>;
  /** The bytes of a message, as somebody entitled. */
  document(id: string): Promise<Uint8Array>;
  /** The receipts in a sender's inbox. */
  appRecs(sender: number): Promise<readonly ReceivedAppRec[]>;
  /** Those of them that answer this MsgId. */
  appRecsFor(sender: number, msgId: string): Promise<readonly ReceivedAppRec[]>;
  /** Waits until there is a receipt, and gives the only one. */
  appRecFor(sender: number, msgId: string): Promise<ReceivedAppRec>;
}

const readDocument = (bytes: Uint8Array): AppRec => {
  const parsed = parseXml(bytes);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  using document = parsed.value;
  const appRec = readAppRec(document.root);
  if (!appRec.ok) throw new Error(appRec.fault.code);
  return appRec.value;
};

/** A client of the gateway at a URL. */
export const createClient = (url: string): GatewayClient => {
  const answers: Answer[] = [];
  /** Stored documents never change, so each receipt is fetched once. */
  const appRecs = new Map<string, Promise<AppRec>>();
  const ask = async (path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'api-version': '2', 'nhn-source-system': 'Test, v1', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const text = await response.text();
    const answer: Answer = {
      request: `${method} ${path}`,
      status: response.status,
      headers: response.headers,
      outcome: response.headers.get('overgang-outcome'),
      text,
      json: () => JSON.parse(text),
    };
    answers.push(answer);
    return answer;
  };
  const client: GatewayClient = {
    url,
    answers,
    ask,
    get: (path, headers) => ask(path, headers === undefined ? {} : { headers }),
    post: (body, headers) =>
      ask('/Messages', { method: 'POST', headers: { 'content-type': 'application/xml', ...headers }, body }),
    postJson: (body, path = '/Messages', headers = {}) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async accept(bytes, headers) {
      const answer = await client.post(bytes, headers);
      if (answer.status !== 201) throw new Error(`not taken in: ${answer.status} ${answer.text}`);
      return answer.json() as string;
    },
    async inbox(herId) {
      const query = `ReceiverHerIds=${herId}&IncludeMetadata=true&MessagesToFetch=100&OrderBy=2`;
      const answer = await client.get(`/Messages?${query}`);
      if (answer.status !== 200) throw new Error(`no inbox: ${answer.status} ${answer.text}`);
      return answer.json() as Listed[];
    },
    async document(id) {
      const answer = await client.get(`/Messages/${id}/business-document`);
      if (answer.status !== 200) throw new Error(`no document: ${answer.status} ${answer.text}`);
      const { businessDocument } = answer.json() as { businessDocument: string };
      return Buffer.from(businessDocument, 'base64');
    },
    async appRecs(sender) {
      const receipts = (await client.inbox(sender)).filter(({ isAppRec }) => isAppRec);
      for (const { id } of receipts) {
        if (!appRecs.has(id)) appRecs.set(id, client.document(id).then(readDocument));
      }
      return Promise.all(receipts.map(async ({ id }) => ({ id, appRec: (await appRecs.get(id)) as AppRec })));
    },
    async appRecsFor(sender, msgId) {
      return (await client.appRecs(sender)).filter(({ appRec }) => appRec.original.id === msgId);
    },
    async appRecFor(sender, msgId) {
      const [first, ...more] = await waitFor(`a receipt for ${msgId}`, async () => {
        const found = await client.appRecsFor(sender, msgId);
        return found.length > 0 && found;
      });
      if (first === undefined || more.length > 0) throw new Error(`${more.length + 1} receipts for ${msgId}`);
      return first;
    },
  };
  return client;
};
