import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureBytes } from '../../helpers/fixtures.ts';
import {
  type EdiError,
  freshMessage,
  type HttpGateway,
  openHttpGateway,
  post,
  postBody,
  xmlType,
} from './http-gateway.ts';

/** Bad input that HTTP can meet (each with its status and stable code): nothing of it is stored. */

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway();
});
afterAll(() => gateway.stop());

const messages = (path = ''): string => `${gateway.url}/Messages${path}`;

const answerOf = async (response: Response): Promise<readonly [number, string | null]> => {
  const body = (await response.json()) as EdiError;
  expect(Object.keys(body).sort()).toEqual(
    [
      'error',
      'errorCode',
      'requestId',
      'stackTrace',
      ...(body.validationErrors === undefined ? [] : ['validationErrors']),
    ].sort(),
  );
  return [response.status, response.headers.get('overgang-outcome')];
};

const good = freshMessage('log-innlagt-1.6', 'full');
const nested = `<?xml version="1.0"?>${'<a>'.repeat(200)}${'</a>'.repeat(200)}`;

describe('a document that cannot be taken in is refused at once, as JSON and as XML', () => {
  type Case = [what: string, document: string | Uint8Array, code: string, status?: number];
  const cases: Case[] = [
    ['not XML', 'Hei! Her kommer ein pasient.', 'xml-not-well-formed'],
    ['blank', ' \r\n', 'xml-empty'],
    [
      'another encoding than declared',
      fixtureBytes('bad-input', 'wrong-encoding-declaration'),
      'xml-encoding',
    ],
    ['UTF-16', fixtureBytes('bad-input', 'utf-16'), 'xml-encoding'],
    ['truncated', fixtureBytes('log-innlagt-1.6', 'truncated'), 'xml-not-well-formed'],
    ['a nesting bomb', nested, 'xml-too-deep'],
    ['an entity bomb', fixtureBytes('bad-input', 'entity-bomb'), 'xml-dtd'],
    ['an external entity', fixtureBytes('bad-input', 'external-entity'), 'xml-dtd'],
    ['an external DTD', fixtureBytes('bad-input', 'external-dtd'), 'xml-dtd'],
    ['a root that is unknown', fixtureBytes('bad-input', 'unknown-root'), 'root-unknown'],
    ['no namespace', fixtureBytes('bad-input', 'no-namespace'), 'root-unknown'],
    [
      'another version of the envelope',
      fixtureBytes('bad-input', 'unknown-msghead-version'),
      'envelope-version-unknown',
    ],
    ['no envelope', fixtureBytes('bad-input', 'payload-alone'), 'root-unknown'],
    ['a GenDate that is none', fixtureBytes('log-innlagt-1.6', 'gendate-invalid'), 'envelope-date-invalid'],
    ['no sender', fixtureBytes('log-innlagt-1.6', 'sender-missing'), 'envelope-incomplete'],
    [
      'an unknown sender',
      freshMessage('log-innlagt-1.6', 'full', { 9000301: '8888888' }).xml,
      'sender-unknown',
      403,
    ],
    [
      'an enterprise as sender',
      freshMessage('log-innlagt-1.6', 'full', { 9000301: '9000000' }).xml,
      'sender-not-level-2',
      403,
    ],
    [
      'a receiver of nobody we know',
      freshMessage('log-innlagt-1.6', 'full', { 9150600: '8888888', 9150602: '8888889' }).xml,
      'receiver-unknown',
    ],
    [
      'an AppRec for what is not here',
      fixtureBytes('apprec-1.1', 'original-unknown'),
      'apprec-original-unknown',
      404,
    ],
  ];
  test.each<Case>(cases)('%s', async (_what, document, code, status = 400) => {
    const asJson = await post(messages(), postBody(document));
    expect(await answerOf(asJson)).toEqual([status, code]);
    const asXml = await post(messages(), document, xmlType);
    expect(await answerOf(asXml)).toEqual([status, code]);
  });
});

describe('a request that cannot be read', () => {
  const json = { 'content-type': 'application/json' };
  const cases: readonly (readonly [
    what: string,
    body: string | Uint8Array,
    headers: Record<string, string>,
    status: number,
    code: string,
  ])[] = [
    ['not JSON', '{"businessDocument": <MsgHead/>}', json, 400, 'json-invalid'],
    ['JSON that is not UTF-8', Buffer.from('{"a":"\xe5"}', 'latin1'), json, 400, 'json-invalid'],
    ['an empty body', '', json, 400, 'body-missing'],
    ['an empty XML body', '', xmlType, 400, 'body-missing'],
    [
      'not base64',
      JSON.stringify({ ...JSON.parse(postBody('')), businessDocument: '<MsgHead/>' }),
      json,
      400,
      'base64-invalid',
    ],
    [
      'base64 cut short',
      JSON.stringify({ ...JSON.parse(postBody('')), businessDocument: 'PE1zZ0h' }),
      json,
      400,
      'base64-invalid',
    ],
    [
      'base64 for URLs',
      JSON.stringify({ ...JSON.parse(postBody('')), businessDocument: 'PE1z-0_h' }),
      json,
      400,
      'base64-invalid',
    ],
    [
      'another transfer encoding',
      postBody(good.xml, { contentTransferEncoding: 'quoted-printable' }),
      json,
      400,
      'document-encoding-unsupported',
    ],
    [
      'another type of document',
      postBody(good.xml, { contentType: 'application/pdf' }),
      json,
      400,
      'request-invalid',
    ],
    [
      'no document',
      JSON.stringify({ contentType: 'application/xml', contentTransferEncoding: 'base64' }),
      json,
      400,
      'request-invalid',
    ],
    ['a list', '[]', json, 400, 'request-invalid'],
    [
      'receivers that are no HER-ids',
      postBody(good.xml, { receiverHerIdsSubset: [0] }),
      json,
      400,
      'request-invalid',
    ],
    [
      'a receiver not in the document',
      postBody(good.xml, { receiverHerIdsSubset: [9150603] }),
      json,
      400,
      'receiver-subset-empty',
    ],
    [
      'overrides of the wrong kind',
      postBody(good.xml, { ebXmlOverrides: { compressPayload: 'yes' } }),
      json,
      400,
      'request-invalid',
    ],
    ['nested a thousand levels', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, json, 400, 'request-invalid'],
    ['a million values', `[${'1,'.repeat(1_000_000)}1]`, json, 400, 'request-invalid'],
    [
      'a form',
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'content-type-unsupported',
    ],
    ['compressed', good.xml, { ...xmlType, 'content-encoding': 'gzip' }, 415, 'content-encoding-unsupported'],
    [
      'another version of the API',
      good.xml,
      { ...xmlType, 'api-version': '3' },
      400,
      'api-version-unsupported',
    ],
  ];
  test.each(cases)('%s', async (_what, body, headers, status, code) => {
    expect(await answerOf(await post(messages(), body, headers))).toEqual([status, code]);
  });
});

describe('a message whose content is wrong is taken in, and its sender gets an AppRec', () => {
  const cases: readonly (readonly [what: string, type: string, name: string, code: string | null])[] = [
    ['a payload of another type', 'log-innlagt-1.6', 'payload-of-another-type', 'T10'],
    ['an unknown version of its payload', 'log-innlagt-1.6', 'unknown-version', 'T10'],
    ['a payload that is unknown', 'log-innlagt-1.6', 'unknown-payload', 'T10'],
    ['what its schema does not allow', 'log-innlagt-1.6', 'schema-invalid', 'T02'],
    ['an unknown service', 'log-innlagt-1.6', 'receiver-unknown-service', 'E21'],
    ['a receiver that is not level 2', 'log-innlagt-1.6', 'receiver-not-level-2', 'E21'],
    ['no patient', 'log-innlagt-1.6', 'patient-missing', 'E36'],
    ['too little about its patient', 'log-innlagt-1.6', 'patient-insufficient', 'E36'],
    ['an attachment of the wrong type', 'henvisning-nytilstand-2.0', 'attachment-wrong-type', 'T99'],
    ['a failed check digit, which is no ground', 'log-innlagt-1.6', 'patient-check-digit', null],
  ];
  test.each(cases)('%s', async (_what, type, name, code) => {
    const { xml } = freshMessage(type, name);
    const response = await post(messages(), xml, xmlType);
    expect(response.status).toBe(201);
    const id = await response.json();
    await gateway.settle();
    const [row] = (await (await fetch(messages(`/${id}/apprec`))).json()) as {
      appRecStatus: string | null;
      appRecErrorList: { errorCode: string }[] | null;
    }[];
    expect(row?.appRecErrorList?.map(({ errorCode }) => errorCode) ?? []).toEqual(
      code === null ? [] : [code],
    );
    expect(row?.appRecStatus).toBe(code === null ? null : 'Rejected');
    const [status] = (await (await fetch(messages(`/${id}/status`))).json()) as object[];
    expect(status).toMatchObject({ transportDeliveryState: 'Acknowledged', sent: true });
  });

  test('a MsgId that is no UUID: E10', async () => {
    const response = await post(messages(), fixtureBytes('log-innlagt-1.6', 'msgid-not-uuid'), xmlType);
    const id = await response.json();
    await gateway.settle();
    expect(await (await fetch(messages(`/${id}/apprec`))).json()).toMatchObject([
      { appRecStatus: 'Rejected', appRecErrorList: [{ errorCode: 'E10' }] },
    ]);
  });

  test('a GenDate far ahead is taken in', async () => {
    const { xml } = freshMessage('log-innlagt-1.6', 'full', { '2026-11-17T20:12:41': '2029-01-01T00:00:00' });
    expect((await post(messages(), xml, xmlType)).status).toBe(201);
  });
});

describe('a sender or receiver that is not who it says', () => {
  test('posting for the HER-id of another is 403, also as a receiver', async () => {
    const actAs = { ...xmlType, 'overgang-act-as': '9150602' };
    expect(await answerOf(await post(messages(), good.xml, actAs))).toEqual([403, 'her-id-not-authorised']);
    const list = await fetch(messages('?ReceiverHerIds=9150602'), {
      headers: { 'overgang-act-as': '9150603' },
    });
    expect(await answerOf(list)).toEqual([403, 'her-id-not-authorised']);
  });

  test('the same MsgId with other bytes is 409, with the same bytes it is the same answer', async () => {
    const { xml } = freshMessage('log-innlagt-1.6', 'full');
    const first = await post(messages(), xml, xmlType);
    const again = await post(messages(), postBody(xml));
    expect([again.status, await again.json()]).toEqual([201, await first.json()]);
    const other = `${xml}\n`;
    expect(await answerOf(await post(messages(), other, xmlType))).toEqual([409, 'msgid-conflict']);
  });

  test('200 concurrent posts of one and the same message make one message', async () => {
    const { xml } = freshMessage('log-innlagt-1.6', 'full');
    const answers = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const response = await post(messages(), xml, xmlType);
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^201 "/);
  });
});
