import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { OutcomeCode } from '../../src/domain/outcome.ts';
import { allFixtures, fixtureBytes } from '../helpers/fixtures.ts';
import { describeGateway, goodMessage, refused } from './harness.ts';

const inside = (content: string): string =>
  Buffer.from(goodMessage()).toString('utf8').replace('<Document>', `${content}<Document>`);

/** Documents of the list that are made up here: fixtures of their size would only weigh. */
const made: readonly (readonly [about: string, code: OutcomeCode, document: () => string])[] = [
  ['a nesting bomb just over the limit', 'xml-too-deep', () => inside('<a>'.repeat(70) + '</a>'.repeat(70))],
  ['a nesting bomb of a million levels', 'xml-too-deep', () => '<a>'.repeat(1_000_000)],
  ['a bomb of half a million elements', 'xml-too-many-elements', () => inside('<a/>'.repeat(500_000))],
  [
    'a bomb of attributes',
    'xml-too-many-attributes',
    () => inside(`<a ${Array.from({ length: 100_000 }, (_, at) => `b${at}="c"`).join(' ')}/>`),
  ],
  ['a name of a megabyte', 'xml-name-too-long', () => inside(`<${'a'.repeat(1_000_000)}/>`)],
  [
    'an entity bomb that doubles itself',
    'xml-dtd',
    () =>
      `<!DOCTYPE a [<!ENTITY e0 "ha">${Array.from({ length: 40 }, (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};">`).join('')}]><a>&e40;</a>`,
  ],
  ['an entity that nobody declared', 'xml-entity', () => inside('<a>&nbsp;</a>')],
  ['a message cut off within a tag', 'xml-not-well-formed', () => inside('').slice(0, -5)],
  ['a message with something after its end', 'xml-not-well-formed', () => `${inside('')}<MsgHead/>`],
];

/** Every fixture that not even an envelope can be read from: then nobody can be answered but the caller. */
const unreadable = allFixtures().flatMap(({ type, name, expected: { parse, fault, appRec, about } }) => {
  const code = (parse ?? fault) as OutcomeCode | undefined;
  return appRec === 'none' && code !== undefined ? [{ type, name, code, about }] : [];
});

const few = unreadable.filter(({ name }) =>
  ['entity-bomb', 'wrong-encoding-declaration', 'truncated', 'unknown-root'].includes(name),
);

describeGateway('A document that cannot be taken in', (scene, whole) => {
  test.each(few)('$type/$name is refused as $code', async ({ type, name, code }) => {
    await refused(scene(), code, (headers) => scene().gateway.post(fixtureBytes(type, name), headers));
  });

  if (!whole) return;

  describe.each(made)('%s', (_about, code, document) => {
    test(`is refused as ${code}`, async () => {
      await refused(scene(), code, (headers) => scene().gateway.post(document(), headers));
    });
  });

  test.each(unreadable)('$type/$name is refused as $code: $about', async ({ type, name, code }) => {
    const bytes = fixtureBytes(type, name);
    // An empty document is an empty body when it is posted as it is.
    const isEmpty = bytes.length === 0;
    await refused(scene(), isEmpty ? 'body-missing' : code, (headers) =>
      scene().gateway.post(bytes, headers),
    );
    const body = {
      businessDocument: Buffer.from(bytes).toString('base64'),
      contentType: 'application/xml',
      contentTransferEncoding: 'base64',
    };
    await refused(scene(), code, (headers) => scene().gateway.postJson(body, '/Messages', headers), {
      inLanguages: ['en'],
    });
  });

  test('an external entity is never fetched, from a file or from the network', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.end('fetched');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const address = `http://127.0.0.1:${port}/x`;
      const documents = [
        `<!DOCTYPE a SYSTEM "${address}"><a/>`,
        `<!DOCTYPE a [<!ENTITY e SYSTEM "${address}">]><a>&e;</a>`,
        `<!DOCTYPE a [<!ENTITY % e SYSTEM "${address}"> %e;]><a/>`,
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>',
      ];
      for (const document of documents) {
        await refused(scene(), 'xml-dtd', (headers) => scene().gateway.post(document, headers));
      }
      const located = inside('').replace(
        '<MsgHead ',
        `<MsgHead xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x ${address}" `,
      );
      await scene().gateway.untilSettled(await scene().gateway.accept(Buffer.from(located)));
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });

  test('an answer quotes nothing of the document', async () => {
    const document = inside('<secret-name secret-attribute="secret-value">secret-text</secret');
    const answer = await scene().gateway.post(document, {});
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('secret');
  });
});
