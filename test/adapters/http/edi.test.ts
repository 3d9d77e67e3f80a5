import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureBytes } from '../../helpers/fixtures.ts';
import { freshMessage, type HttpGateway, openHttpGateway, post, postBody, xmlType } from './http-gateway.ts';

/** EDI 2.0: what clients of the national message service rely on (transport: B3, B4, B6). */

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway();
});
afterAll(() => gateway.stop());

const messages = (path = ''): string => `${gateway.url}/Messages${path}`;
const read = async (path: string): Promise<unknown> => (await fetch(messages(path))).json();
const outcome = (response: Response): readonly [number, string | null] => [
  response.status,
  response.headers.get('overgang-outcome'),
];

// One of the fixture's parties: log-innlagt/full goes from 9000301 to 9150602.
const hospital = 9000301;
const nurses = 9150602;

const sent = async (document?: string): Promise<string> => {
  const response = await post(messages(), document ?? freshMessage('log-innlagt-1.6', 'full').xml, xmlType);
  expect(response.status).toBe(201);
  const id = (await response.json()) as string;
  await gateway.settle();
  return id;
};

describe('POST /Messages', () => {
  test('answers 201 with a bare JSON string and an absolute Location', async () => {
    const response = await post(messages(), postBody(freshMessage('log-innlagt-1.6', 'full').xml));
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const id = await response.json();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(response.headers.get('location')).toBe(messages(`/${id}`));
    expect((await fetch(response.headers.get('location') ?? '')).status).toBe(200);
  });

  test('takes every optional field as null, names in any case, and JSON under its other names', async () => {
    const nulls = { ebXmlOverrides: null, receiverHerIdsSubset: null };
    for (const type of ['application/json; charset=utf-8', 'text/json', 'application/vnd.edi+json']) {
      const { xml } = freshMessage('log-innlagt-1.6', 'full');
      expect((await post(messages(), postBody(xml, nulls), { 'content-type': type })).status).toBe(201);
    }
    const pascal = {
      BusinessDocument: Buffer.from(freshMessage('log-innlagt-1.6', 'full').xml).toString('base64'),
      ContentType: 'Application/XML',
      ContentTransferEncoding: 'Base64',
      EbXmlOverrides: { role: 'avsender', CpaId: 'x', compressPayload: false, service: null },
      ReceiverHerIdsSubset: [],
      unknown: 1,
    };
    expect((await post(messages().toLowerCase(), JSON.stringify(pascal))).status).toBe(201);
  });

  test('takes the api-version left out, and 2-vNext', async () => {
    for (const headers of [xmlType, { ...xmlType, 'api-version': '2-vNext' }]) {
      const response = await fetch(messages(), {
        method: 'POST',
        headers,
        body: freshMessage('log-innlagt-1.6', 'full').xml,
      });
      expect(response.status).toBe(201);
    }
  });

  test('gives the receiver byte for byte what the sender sent, whatever charset the header claims', async () => {
    const bytes = fixtureBytes('log-innlagt-1.6', 'latin-1');
    const response = await post(messages(), bytes, { 'content-type': 'text/xml; charset=utf-8' });
    const document = (await read(`/${await response.json()}/business-document`)) as Record<string, string>;
    expect(Object.keys(document)).toEqual(['businessDocument', 'contentType', 'contentTransferEncoding']);
    expect(document).toMatchObject({ contentType: 'application/xml', contentTransferEncoding: 'base64' });
    expect(Buffer.from(document.businessDocument ?? '', 'base64').equals(bytes)).toBe(true);
  });

  test('narrows the receivers to those asked for', async () => {
    const { xml } = freshMessage('log-innlagt-1.6', 'copy-receiver');
    const whole = await sent(xml);
    const all = (await read(`/${whole}/status`)) as { receiverHerId: number }[];
    expect(all.length).toBe(2);
    const one = all[1]?.receiverHerId;
    const response = await post(
      messages(),
      postBody(freshMessage('log-innlagt-1.6', 'copy-receiver').xml, { receiverHerIdsSubset: [one] }),
    );
    expect(await read(`/${await response.json()}/status`)).toMatchObject([{ receiverHerId: one }]);
  });
});

describe('reading', () => {
  test('emits exactly the keys of the model, GenDate with its offset', async () => {
    const { xml, msgId } = freshMessage('log-innlagt-1.6', 'full');
    const id = await sent(xml);
    const message = {
      id,
      receiverHerId: nurses,
      contentType: 'application/xml',
      senderHerId: hospital,
      businessDocumentId: msgId,
      businessDocumentGenDate: '2026-11-17T20:12:41+01:00',
      isAppRec: false,
      sourceSystem: 'Test, v1',
    };
    expect(await read(`/${id}`)).toEqual(message);
    const query = `receiverherids=${nurses}&BUSINESSDOCUMENTID=${msgId}`;
    expect(await read(`?${query}&includemetadata=TRUE`)).toEqual([message]);
    expect(await read(`?${query}`)).toEqual([{ id, receiverHerId: nurses }]);
    expect(await read(`/${id}/status`)).toEqual([
      { receiverHerId: nurses, transportDeliveryState: 'Acknowledged', sent: true, appRecStatus: null },
    ]);
    expect(await read(`/${id}/apprec`)).toEqual([
      { receiverHerId: nurses, appRecStatus: null, appRecErrorList: null },
    ]);
  });

  test('lists unread messages in order, at most as many as asked for, until they are marked read', async () => {
    const first = await sent(
      freshMessage('log-innlagt-1.6', 'full', { '2026-11-17T20:12:41': '2026-10-01T08:00:00' }).xml,
    );
    const second = await sent(
      freshMessage('log-innlagt-1.6', 'full', { '2026-11-17T20:12:41': '2026-10-02T08:00:00' }).xml,
    );
    const list = async (more: string): Promise<string[]> => {
      const rows = (await read(`?ReceiverHerIds=${nurses}&SenderHerId=${hospital}${more}`)) as {
        id: string;
      }[];
      return rows.map(({ id }) => id);
    };
    const mine = (ids: readonly string[]): string[] => ids.filter((id) => id === first || id === second);
    expect(mine(await list('&MessagesToFetch=100'))).toEqual([first, second]);
    for (const order of ['2', 'Descending', 'DESC']) {
      expect(mine(await list(`&MessagesToFetch=100&OrderBy=${order}`))).toEqual([second, first]);
    }
    expect(await list('&MessagesToFetch=1&OrderBy=Ascending')).toEqual([first]);
    for (let times = 0; times < 2; times += 1) {
      const marked = await fetch(messages(`/${first}/read/${nurses}`), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
      });
      expect([marked.status, await marked.text()]).toEqual([204, '']);
    }
    expect(mine(await list('&MessagesToFetch=100'))).toEqual([second]);
    expect((await fetch(messages(`/${first}/business-document`))).status).toBe(200);
  });

  test('tells all that is wrong with the parameters at once, never the values', async () => {
    const response = await fetch(
      messages(
        '?ReceiverHerIds=12&receiverherids=12&SenderHerId=xyzzy&MessagesToFetch=101&OrderBy=3&IncludeMetadata=maybe',
      ),
    );
    expect(outcome(response)).toEqual([400, 'request-invalid']);
    const text = await response.text();
    expect(text).not.toContain('xyzzy');
    expect(JSON.parse(text)).toMatchObject({
      errorCode: 1000,
      validationErrors: [
        'ReceiverHerIds: HER-ids that differ',
        'SenderHerId: a HER-id, a positive integer',
        'IncludeMetadata: true or false',
        'MessagesToFetch: a number from 1 to 100',
        'OrderBy: 1 (Ascending) or 2 (Descending)',
      ],
    });
    expect(outcome(await fetch(messages()))).toEqual([400, 'request-invalid']);
  });

  test('a message that is not there is 404, an id that is no UUID 400', async () => {
    for (const path of ['', '/status', '/apprec', '/business-document']) {
      const missing = messages(`/01234567-89ab-7def-8123-456789abcdef${path}`);
      expect(outcome(await fetch(missing))).toEqual([404, 'message-not-found']);
      expect(outcome(await fetch(messages(`/nope${path}`)))).toEqual([400, 'request-invalid']);
    }
    const read = messages(`/01234567-89ab-7def-8123-456789abcdef/read/${nurses}`);
    expect(outcome(await fetch(read, { method: 'PUT' }))).toEqual([404, 'message-not-found']);
  });

  test('a receiver sees its own row, the sender all, and others nothing', async () => {
    const id = await sent(freshMessage('log-innlagt-1.6', 'copy-receiver').xml);
    const all = (await read(`/${id}/status`)) as { receiverHerId: number }[];
    const [first, second] = all.map(({ receiverHerId }) => receiverHerId);
    const as = (herId: number | undefined) => ({ headers: { 'overgang-act-as': String(herId) } });
    expect(await (await fetch(messages(`/${id}/status`), as(second))).json()).toMatchObject([
      { receiverHerId: second },
    ]);
    expect(await (await fetch(messages(`/${id}`), as(second))).json()).toMatchObject({
      receiverHerId: second,
    });
    expect(await (await fetch(messages(`/${id}/apprec`), as(first))).json()).toMatchObject([
      { receiverHerId: first },
    ]);
    expect((await fetch(messages(`/${id}/business-document`), as(8888888))).status).toBe(404);
  });
});

test('GET /Messages/notices tells the sender what receipts do not, in words', async () => {
  const { xml, msgId } = freshMessage('log-innlagt-1.6', 'full');
  const id = await sent(xml);
  await gateway.services.store.changeDelivery(id as never, nurses as never, gateway.clock.now, () => ({
    events: [],
    notice: {
      id: gateway.services.ids.messageId(),
      at: gateway.clock.now,
      herId: hospital as never,
      message: id as never,
      receiver: nurses as never,
      reason: 'delivery-abandoned',
    },
  }));
  const response = await fetch(messages(`/notices?receiverHerIds=${hospital}`), {
    headers: { 'api-version': '2-vNext', 'accept-language': 'en' },
  });
  expect(await response.json()).toEqual([
    {
      id,
      receiverHerId: nurses,
      contentType: 'application/xml',
      senderHerId: hospital,
      businessDocumentId: msgId,
      businessDocumentGenDate: '2026-11-17T20:12:41+01:00',
      isAppRec: false,
      sourceSystem: 'Test, v1',
      noticeType: 'RefusedMessage',
      refusedReason: expect.stringContaining('72 hours'),
    },
  ]);
});

test('a method that an address does not have is 405 with those it has', async () => {
  const response = await fetch(messages(), { method: 'DELETE' });
  expect([...outcome(response), response.headers.get('allow')]).toEqual([
    405,
    'method-not-allowed',
    'GET, HEAD, POST',
  ]);
});
