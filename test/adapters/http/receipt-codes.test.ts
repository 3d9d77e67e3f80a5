import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppRecError, AppRecVersion } from '../../../src/domain/app-rec.ts';
import {
  type AppRecErrorCode,
  appRecCode,
  appRecCodes,
  appRecErrorSystem,
  codesInUse,
} from '../../../src/domain/app-rec-codes.ts';
import { partyHerId } from '../../../src/domain/message.ts';
import { languages } from '../../../src/domain/texts.ts';
import { buildAppRec } from '../../../src/messages/apprec/build.ts';
import { appRecFor } from '../../../src/messages/apprec/mirror.ts';
import { readAppRec } from '../../../src/messages/apprec/read.ts';
import { loadStandards } from '../../../src/standards.ts';
import { parseXml } from '../../../src/xml/parse.ts';
import { freshMessage, type HttpGateway, openHttpGateway, post, xmlType } from './http-gateway.ts';

/**
 * Every error code of 8221 on its way through the real interface: from a receiver's own AppRec, as any receiver may
 * write it, and from the verdict that we write the AppRec of.
 */

const { inspector, texts } = loadStandards();
const codes = Object.keys(appRecCodes) as AppRecErrorCode[];
const versions = ['1.0', '1.1'] as const;
/** A message that each version answers. */
const answeredIn = { '1.0': 'dialog-notat-1.0', '1.1': 'log-innlagt-1.6' } as const;

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway();
});
afterAll(() => gateway.stop());

const messages = (path = ''): string => `${gateway.url}/Messages${path}`;
const read = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> =>
  (await fetch(url, { headers })).json();

interface Sent {
  readonly id: string;
  readonly xml: string;
  readonly sender: number;
  readonly receiver: number;
}

const taken = async (response: Response): Promise<string> => {
  expect(response.status).toBe(201);
  const id = (await response.json()) as string;
  await gateway.settle();
  return id;
};

const sent = async (version: AppRecVersion): Promise<Sent> => {
  const { xml } = freshMessage(answeredIn[version], 'full');
  const id = await taken(await post(messages(), xml, xmlType));
  const { envelope } = inspector.glance(Buffer.from(xml));
  const [sender, receiver] = [envelope!.sender, envelope!.receivers[0]!].map((party) =>
    Number(partyHerId(party)),
  );
  return { id, xml, sender: sender!, receiver: receiver! };
};

/** An AppRec as the receiver's own system writes it. */
const ownAppRec = ({ xml }: Sent, version: AppRecVersion, error: AppRecError): Uint8Array => {
  const { envelope } = inspector.glance(Buffer.from(xml));
  return buildAppRec(
    appRecFor({
      version,
      id: randomUUID(),
      now: gateway.clock.now,
      software: { name: 'Testjournal', version: '4.2' },
      envelope: envelope!,
      receiver: envelope!.receivers[0]!,
      status: 2,
      errors: [error],
      documentId: undefined,
    }),
  );
};

const giveVerdict = ({ id, receiver }: Sent, error: object): Promise<Response> =>
  post(
    messages(`/${id}/apprec/${receiver}`),
    JSON.stringify({ appRecStatus: 'Rejected', appRecErrorList: [error] }),
  );

/** What the sender is shown of the receipt: by EDI 2.0, and as the message's story in each language. */
const shown = async ({ id }: Sent) => {
  const [row] = (await read(messages(`/${id}/apprec`))) as { appRecErrorList: unknown[] }[];
  const stories = languages.map(async (language) => {
    const story = (await read(`${gateway.url}/api/messages/${id}`, { 'accept-language': language })) as {
      deliveries: { receipt: string; receiptErrors: unknown[] }[];
    };
    return story.deliveries[0]!;
  });
  return { errors: row?.appRecErrorList, stories: await Promise.all(stories) };
};

const document = async (id: string): Promise<Buffer> => {
  const { businessDocument } = (await read(messages(`/${id}/business-document`))) as {
    businessDocument: string;
  };
  return Buffer.from(businessDocument, 'base64');
};

const inbox = async (herId: number): Promise<readonly string[]> => {
  const query = `ReceiverHerIds=${herId}&MessagesToFetch=100&OrderBy=2`;
  return ((await read(messages(`?${query}`))) as { id: string }[]).map(({ id }) => id);
};

describe.each(versions)('AppRec %s', (version) => {
  test.each(codes)(
    '%s from a receiver is stored, shown with what to do, and forwarded as it came',
    async (code) => {
      const original = await sent(version);
      const details = `Forklaring til ${code}.`;
      const bytes = ownAppRec(original, version, { code, text: '', details });
      const id = await taken(await post(messages(), bytes, xmlType));

      const { errors, stories } = await shown(original);
      const description = appRecCode(code).name;
      expect(errors).toEqual([{ errorCode: code, details, description, oid: appRecErrorSystem }]);
      for (const [at, language] of languages.entries()) {
        const { title, mend } = texts[language].appRecErrors[code];
        expect(stories[at]).toMatchObject({
          receipt: 'rejected',
          receiptErrors: [{ code, oid: appRecErrorSystem, title, mend }],
        });
      }
      expect(await inbox(original.sender)).toContain(id);
      expect((await document(id)).equals(bytes)).toBe(true);
    },
  );

  test.each(codes)('%s in a verdict is written where the version has it, else refused', async (code) => {
    const original = await sent(version);
    const response = await giveVerdict(original, { errorCode: code, details: 'Dette er galt.' });
    if (!codesInUse(version).includes(code)) {
      expect([response.status, response.headers.get('overgang-outcome')]).toEqual([
        400,
        'apprec-code-unusable',
      ]);
      expect((await shown(original)).stories[0]).toMatchObject({ receipt: 'waiting', receiptErrors: [] });
      return;
    }
    const parsed = parseXml(await document(await taken(response)));
    if (!parsed.ok) throw new Error(parsed.fault.code);
    using written = parsed.value;
    const appRec = readAppRec(written.root);
    expect(appRec).toMatchObject({
      ok: true,
      value: { version, errors: [{ code, text: appRecCode(code).name, details: 'Dette er galt.' }] },
    });
  });

  test('a general code in a verdict needs an explanation, in details or in a description of its own', async () => {
    for (const error of [
      { errorCode: 'X99' },
      { errorCode: 'T99', details: ' ' },
      { errorCode: 'S99', description: 'Annen feil på signatur eller sertifikat' },
      {},
    ]) {
      const response = await giveVerdict(await sent(version), error);
      const outcome = [response.status, response.headers.get('overgang-outcome')];
      expect(outcome, JSON.stringify(error)).toEqual([400, 'apprec-details-required']);
    }
    await taken(await giveVerdict(await sent(version), { description: 'Journalen er låst.' }));
  });

  test('a code of another list is shown with its own words; we write it for no type we know', async () => {
    const original = await sent(version);
    const system = '2.16.578.1.12.4.1.1.8222';
    const error = { code: '37', system, text: 'Opplysninger mangler' };
    await taken(await post(messages(), ownAppRec(original, version, error), xmlType));
    const { errors, stories } = await shown(original);
    expect(errors).toEqual([
      { errorCode: '37', details: null, description: 'Opplysninger mangler', oid: system },
    ]);
    for (const [at, language] of languages.entries()) {
      expect(stories[at]!.receiptErrors).toEqual([
        { code: '37', oid: system, ...texts[language].unlistedAppRecError },
      ]);
    }
    const response = await giveVerdict(await sent(version), { errorCode: '37', oid: system });
    expect(response.headers.get('overgang-outcome')).toBe('apprec-code-unusable');
  });
});
