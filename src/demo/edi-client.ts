import { z } from 'zod';
import type { HerId } from '../domain/ids.ts';
import type { Language } from '../domain/texts.ts';

/** A gateway's REST interface (EDI 2.0) as a record system calls it. Throws UnexpectedAnswer for every status that is not the specified one. */
export interface EdiClient {
  /** POST /Messages; the gateway's id of the message. */
  send(document: Uint8Array): Promise<string>;
  /** GET /Messages: unread messages of the receivers, oldest first. */
  unread(receivers: readonly HerId[]): Promise<readonly Listed[]>;
  /** GET /Messages/{id}/business-document. */
  document(id: string): Promise<Uint8Array>;
  /** PUT /Messages/{id}/read/{herId}. */
  markRead(id: string, receiver: HerId): Promise<void>;
  /** POST /Messages/{id}/apprec/{herId} with status Ok. */
  confirm(id: string, receiver: HerId): Promise<void>;
  /** GET /Messages/{id}/status. */
  status(id: string): Promise<readonly StatusRow[]>;
  /** GET /api/messages/{id}: what the gateway found in the message, in words. */
  findings(id: string, language: Language): Promise<readonly FindingRow[]>;
  /** GET /api/handovers/{id} of the handover that a message belongs to: what should have come in it, in words. */
  handover(message: string, language: Language): Promise<HandoverRow | undefined>;
}

const listed = z.object({ id: z.uuid(), receiverHerId: z.number(), isAppRec: z.boolean() });
const statusRow = z.object({
  receiverHerId: z.number(),
  transportDeliveryState: z.string(),
  appRecStatus: z.string().nullable(),
});
const findingRow = z.object({
  rule: z.string(),
  severity: z.string(),
  title: z.string(),
  mend: z.string().nullable(),
});
const handoverRow = z.object({
  id: z.string(),
  stateText: z.string(),
  expected: z.array(
    z.object({
      name: z.string(),
      act: z.string().nullable(),
      state: z.string(),
      stateText: z.string(),
      owes: z.object({ roleText: z.string() }),
    }),
  ),
});

/** One unread message. */
type Listed = z.infer<typeof listed>;
/** Where a message stands with one receiver. */
export type StatusRow = z.infer<typeof statusRow>;
/** What is thin or doubtful in a message, and how to mend it. */
export type FindingRow = z.infer<typeof findingRow>;
/** A handover, and what is expected in it. */
export type HandoverRow = z.infer<typeof handoverRow>;

/** The gateway answered otherwise than the specification says. Holds method, address and status, no content. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

const answerMs = 15_000;
const mostUnread = 100;

/** A client of the gateway at `base` (without a slash at its end); `system` is what the record system calls itself. */
export const createEdiClient = (base: string, system: string): EdiClient => {
  const call = async (method: string, path: string, expected: number, init: RequestInit = {}) => {
    const answer = await fetch(`${base}${path}`, {
      ...init,
      method,
      headers: { 'api-version': '2', 'nhn-source-system': system, ...init.headers },
      signal: AbortSignal.timeout(answerMs),
    });
    if (answer.status === expected) return answer;
    await answer.body?.cancel();
    const outcome = answer.headers.get('overgang-outcome') ?? '';
    throw new UnexpectedAnswer(`${method} ${path}: ${answer.status} ${outcome}`.trimEnd());
  };
  const post = (path: string, body: unknown) =>
    call('POST', path, 201, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    async send(document) {
      const answer = await post('/Messages', {
        businessDocument: Buffer.from(document).toString('base64'),
        contentType: 'application/xml',
        contentTransferEncoding: 'base64',
      });
      return z.uuid().parse(await answer.json());
    },
    async unread(receivers) {
      const query = new URLSearchParams({ IncludeMetadata: 'true', MessagesToFetch: String(mostUnread) });
      for (const receiver of receivers) query.append('ReceiverHerIds', String(receiver));
      const answer = await call('GET', `/Messages?${query}`, 200);
      return z.array(listed).parse(await answer.json());
    },
    async document(id) {
      const answer = await call('GET', `/Messages/${id}/business-document`, 200);
      const { businessDocument } = z.object({ businessDocument: z.base64() }).parse(await answer.json());
      return Buffer.from(businessDocument, 'base64');
    },
    async markRead(id, receiver) {
      await call('PUT', `/Messages/${id}/read/${receiver}`, 204);
    },
    async confirm(id, receiver) {
      const answer = await post(`/Messages/${id}/apprec/${receiver}`, { appRecStatus: 'Ok' });
      await answer.body?.cancel();
    },
    async status(id) {
      const answer = await call('GET', `/Messages/${id}/status`, 200);
      return z.array(statusRow).parse(await answer.json());
    },
    async findings(id, language) {
      const answer = await call('GET', `/api/messages/${id}`, 200, {
        headers: { 'accept-language': language },
      });
      return z.object({ findings: z.array(findingRow) }).parse(await answer.json()).findings;
    },
    async handover(message, language) {
      const headers = { 'accept-language': language };
      const told = await call('GET', `/api/messages/${message}`, 200, { headers });
      const [id] = z.object({ handovers: z.array(z.string()) }).parse(await told.json()).handovers;
      if (id === undefined) return undefined;
      const answer = await call('GET', `/api/handovers/${id}`, 200, { headers });
      return handoverRow.parse(await answer.json());
    },
  };
};
