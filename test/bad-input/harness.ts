import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { readTexts } from '../../src/adapters/seeds/texts.ts';
import type { OutcomeCode } from '../../src/domain/outcome.ts';
import { type Language, languages, placeholdersOf } from '../../src/domain/texts.ts';
import type { BackendName } from '../helpers/backend-names.ts';
import { type Backend, describeBackends } from '../helpers/backends.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { type GatewayOptions, openGateway, type TestGateway } from '../helpers/gateway.ts';
import type { Answer } from '../helpers/gateway-client.ts';
import { promised } from './answers.ts';

export const hospital = 9000301;
export const nursing = 9150602;
export const caseHandling = 9150601;
export const stranger = 9150502;

const texts = readTexts(join(import.meta.dirname, '../../seeds/texts'));

/** A message that is as it should be, from the hospital to the nursing service, with a MsgId of its own. */
export const goodMessage = (msgId: string = randomUUID()): Uint8Array =>
  messageWith('log-innlagt-1.6', 'full', { msgId });

/** What a test is given. */
export interface Scene {
  readonly gateway: TestGateway;
  readonly backend: Backend;
}

interface SuiteOptions extends GatewayOptions {
  /** The backends to run on: the embedded one and the one with the most parts, when left out. */
  readonly backends?: readonly BackendName[];
}

/**
 * Runs a suite on several backends, one gateway for all its tests. After each test the gateway must still take in
 * and deliver a good message, and the message that stood there before all tests must be as it was. `whole` is true
 * on the embedded backend: what does not reach storage need not be shown again on the others.
 */
export function describeGateway(
  title: string,
  suite: (scene: () => Scene, whole: boolean) => void,
  { backends = ['PGlite', 'PostgreSQL + Redis'], ...options }: SuiteOptions = {},
): void {
  describeBackends(
    title,
    (open, name) => {
      let scene: Scene | undefined;
      let earlier: { readonly id: string; readonly bytes: Uint8Array; readonly state: unknown } | undefined;
      const now = (): Scene => {
        if (scene === undefined) throw new Error('the gateway is not open');
        return scene;
      };

      beforeAll(async () => {
        const backend = await open();
        const gateway = await openGateway(backend, options);
        scene = { gateway, backend };
        const bytes = goodMessage();
        const id = await gateway.accept(bytes);
        await gateway.untilSettled(id);
        earlier = { id, bytes, state: await stateOf(gateway, id) };
      });

      afterEach(async () => {
        const { gateway } = now();
        const bytes = goodMessage();
        const id = await gateway.accept(bytes);
        await gateway.untilSettled(id);
        expect(await sameBytes(gateway, id, bytes), 'a good message arrives afterwards').toBe(true);
        if (earlier === undefined) throw new Error('no earlier message');
        expect(await stateOf(gateway, earlier.id), 'what came before is as it was').toEqual(earlier.state);
        expect(await sameBytes(gateway, earlier.id, earlier.bytes)).toBe(true);
      });

      afterAll(async () => {
        const defects = scene?.gateway.logs.filter((line) => line.includes('"level":"error"'));
        await scene?.gateway.close();
        expect(defects, 'nothing was a defect').toEqual([]);
      });

      suite(now, name === 'PGlite');
    },
    backends,
  );
}

const stateOf = async (gateway: TestGateway, id: string): Promise<unknown> => ({
  status: (await gateway.get(`/Messages/${id}/status`)).json(),
  receipts: (await gateway.get(`/Messages/${id}/apprec`)).json(),
});

export const sameBytes = async (gateway: TestGateway, id: string, bytes: Uint8Array): Promise<boolean> =>
  Buffer.from(await gateway.document(id)).equals(bytes);

/** How many messages and quarantined documents the database holds. */
export const stored = async ({ backend }: Scene): Promise<{ messages: number; quarantined: number }> => {
  const { rows } = await backend.pool.query<{ messages: number; quarantined: number }>(
    'select (select count(*) from messages)::int as messages, (select count(*) from quarantine)::int as quarantined',
  );
  return rows[0]!;
};

/** A wording as a pattern: what stands at its places may be anything but nothing. */
const pattern = (wording: string): RegExp => {
  const parts = wording
    .split(/\{[A-Za-z]+(?::size)?\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+?')}$`, 's');
};

const sameInAll = (code: OutcomeCode): boolean =>
  new Set(languages.map((language) => texts[language].outcomes[code].title)).size < languages.length;

/** Checks one answer of the message service that refuses: its status, its code, its model and its words. */
export const expectFault = (answer: Answer, code: OutcomeCode, language: Language): void => {
  const [status, errorCode] = promised[code] ?? [];
  expect({ status: answer.status, outcome: answer.outcome }).toEqual({ status, outcome: code });
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('content-language')).toBe(language);
  const { error, validationErrors: _, ...rest } = answer.json() as Record<string, unknown>;
  expect(rest).toEqual({
    errorCode,
    stackTrace: null,
    requestId: answer.headers.get('x-request-id'),
  });
  const { title, mend } = texts[language].outcomes[code];
  expect(error).toMatch(pattern(`${title} ${mend}`));
  expect(placeholdersOf(String(error))).toEqual([]);
};

/**
 * Sends a request in each language, and checks that each is refused with the code, in words of that language, and
 * that no message is stored. `keeps`: how many documents are set aside for the operator.
 */
export const refused = async (
  scene: Scene,
  code: OutcomeCode,
  send: (headers: Readonly<Record<string, string>>) => Promise<Answer>,
  { inLanguages = languages, keeps = 0 }: { inLanguages?: readonly Language[]; keeps?: number } = {},
): Promise<void> => {
  const before = await stored(scene);
  const said = new Set<string>();
  for (const language of inLanguages) {
    const answer = await send({ 'accept-language': language });
    expectFault(answer, code, language);
    said.add((answer.json() as { error: string }).error);
  }
  if (inLanguages.length > 1 && !sameInAll(code)) expect(said.size).toBe(inLanguages.length);
  const after = await stored(scene);
  expect(after).toEqual({ messages: before.messages, quarantined: before.quarantined + keeps });
};
