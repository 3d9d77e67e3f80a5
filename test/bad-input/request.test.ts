import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { describeGateway, goodMessage, refused } from './harness.ts';

const mebibyte = 1024 * 1024;

const asJson = (document: Uint8Array | string) => ({
  businessDocument: typeof document === 'string' ? document : Buffer.from(document).toString('base64'),
  contentType: 'application/xml',
  contentTransferEncoding: 'base64',
});

describeGateway('A request that cannot be read', (scene, whole) => {
  const json = (body: string) => (headers: Readonly<Record<string, string>>) =>
    scene().gateway.post(body, { 'content-type': 'application/json', ...headers });

  test('a body that is not JSON is refused as that', async () => {
    await refused(scene(), 'json-invalid', json('{"businessDocument": "PE1zZ0hlYWQ'));
    await refused(scene(), 'json-invalid', json('<MsgHead/>'));
  });

  test('a document that is not base64 is refused as that', async () => {
    for (const text of ['PE1zZ0hlYWQ', '%%%%', 'PE1z ZA==', 'PE1z_-==', '<MsgHead/>']) {
      await refused(scene(), 'base64-invalid', (headers) =>
        scene().gateway.postJson(asJson(text), '/Messages', headers),
      );
    }
  });

  test('36 MB of XML are refused without being kept', async () => {
    const large = Buffer.alloc(36 * mebibyte, 'a');
    await refused(scene(), 'body-too-large', (headers) => scene().gateway.post(large, headers));
  });

  if (!whole) return;

  test('JSON in bytes that are not UTF-8 is refused as no JSON', async () => {
    const latin1 = Buffer.from('{"businessDocument": "blåbær"}', 'latin1');
    await refused(scene(), 'json-invalid', (headers) =>
      scene().gateway.post(latin1, { 'content-type': 'application/json', ...headers }),
    );
  });

  test('JSON that is no message names every field that is wrong', async () => {
    await refused(scene(), 'request-invalid', json('[]'));
    const answer = await json('{"contentType": "text/plain", "receiverHerIdsSubset": [0]}')({});
    const { validationErrors } = answer.json() as { validationErrors: string[] };
    expect(validationErrors.map((line) => line.split(':')[0])).toEqual([
      'businessDocument',
      'contentType',
      'contentTransferEncoding',
      'receiverHerIdsSubset[0]',
    ]);
  });

  test('JSON nested ten thousand levels deep is refused before it is parsed', async () => {
    await refused(scene(), 'request-invalid', json('['.repeat(10_000) + ']'.repeat(10_000)));
  });

  test('another transfer encoding than base64 is refused', async () => {
    const body = { ...asJson(goodMessage()), contentTransferEncoding: '8bit' };
    await refused(scene(), 'document-encoding-unsupported', (headers) =>
      scene().gateway.postJson(body, '/Messages', headers),
    );
  });

  test('a document of 36 MB in base64 is refused', async () => {
    const large = Buffer.alloc(36 * mebibyte, ' ');
    goodMessage().forEach((byte, at) => {
      large[at] = byte;
    });
    await refused(
      scene(),
      'xml-too-large',
      (headers) => scene().gateway.postJson(asJson(large), '/Messages', headers),
      { inLanguages: ['nn'] },
    );
  });

  test('an empty body is refused', async () => {
    await refused(scene(), 'body-missing', (headers) => scene().gateway.post('', headers));
  });

  test('a body in another form than JSON or XML is refused', async () => {
    await refused(scene(), 'content-type-unsupported', (headers) =>
      scene().gateway.post(goodMessage(), { ...headers, 'content-type': 'text/plain' }),
    );
  });

  test('a compressed body is refused', async () => {
    await refused(scene(), 'content-encoding-unsupported', (headers) =>
      scene().gateway.post(gzipSync(goodMessage()), { ...headers, 'content-encoding': 'gzip' }),
    );
  });

  test('another version of the API than 2 is refused', async () => {
    await refused(scene(), 'api-version-unsupported', (headers) =>
      scene().gateway.post(goodMessage(), { ...headers, 'api-version': '9' }),
    );
  });
});
