import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshMessage, type HttpGateway, openHttpGateway, post, xmlType } from './http-gateway.ts';

/** Receipts over EDI 2.0 (transport: B3, B4, B6). */

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

const sent = async (): Promise<string> => {
  const response = await post(messages(), freshMessage('log-innlagt-1.6', 'full').xml, xmlType);
  expect(response.status).toBe(201);
  const id = (await response.json()) as string;
  await gateway.settle();
  return id;
};

const giveAppRec = (id: string, herId: number, body: unknown): Promise<Response> =>
  post(messages(`/${id}/apprec/${herId}`), JSON.stringify(body));

test('a positive receipt reaches the sender as a message and as a status', async () => {
  const id = await sent();
  const response = await giveAppRec(id, nurses, {
    appRecStatus: 'ok',
    appRecErrorList: null,
    ebXmlOverrides: null,
  });
  expect(response.status).toBe(201);
  const appRec = await response.json();
  expect(response.headers.get('location')).toBe(messages(`/${appRec}`));
  await gateway.settle();
  expect(await read(`/${id}/status`)).toMatchObject([
    { transportDeliveryState: 'Acknowledged', appRecStatus: 'Ok' },
  ]);
  expect(await read(`/${id}/apprec`)).toEqual([
    { receiverHerId: nurses, appRecStatus: 'Ok', appRecErrorList: [] },
  ]);
  expect(await read(`/${appRec}`)).toMatchObject({
    isAppRec: true,
    receiverHerId: hospital,
    senderHerId: nurses,
  });
});

test('takes the status by name in any case, as a number and as digits', async () => {
  for (const appRecStatus of ['OK', 1, '1']) {
    expect((await giveAppRec(await sent(), nurses, { appRecStatus })).status).toBe(201);
  }
  const errors = [
    { errorCode: 'E35', details: null },
    { errorCode: null, description: 'Feil' },
  ];
  for (const AppRecStatus of ['rejected', 2, '2']) {
    const id = await sent();
    expect((await giveAppRec(id, nurses, { AppRecStatus, AppRecErrorList: errors })).status).toBe(201);
    await gateway.settle();
    const oid = '2.16.578.1.12.4.1.1.8221';
    expect(await read(`/${id}/apprec`)).toEqual([
      {
        receiverHerId: nurses,
        appRecStatus: 'Rejected',
        appRecErrorList: [
          { errorCode: 'E35', details: null, description: 'Pasienten finnes ikke i mottakersystemet', oid },
          { errorCode: 'X99', details: 'Feil', description: 'Annen feil', oid },
        ],
      },
    ]);
  }
});

test('refuses what no AppRec may say', async () => {
  const id = await sent();
  const error = { errorCode: 'X99', details: 'Feil' };
  const bad: readonly (readonly [unknown, string])[] = [
    [{ appRecStatus: 4 }, 'apprec-status-unsupported'],
    [{ appRecStatus: 'OkErrorInMessagePart', appRecErrorList: [error] }, 'apprec-status-unsupported'],
    [{ appRecStatus: 'Rejected' }, 'apprec-errors-required'],
    [{ appRecStatus: 'Ok', appRecErrorList: [error] }, 'apprec-errors-not-allowed'],
    [{ appRecStatus: null }, 'request-invalid'],
    [{ appRecStatus: 2, appRecErrorList: [{ ...error, oid: 'eight' }] }, 'request-invalid'],
    [{ appRecStatus: 2, appRecErrorList: [{ ...error, details: '\u0007' }] }, 'request-invalid'],
  ];
  for (const [body, code] of bad) expect(outcome(await giveAppRec(id, nurses, body))).toEqual([400, code]);
  expect(await read(`/${id}/status`)).toMatchObject([{ appRecStatus: null }]);
});

test('only a receiver may give one, and of what is here', async () => {
  const id = await sent();
  expect(outcome(await giveAppRec(id, 9150603, { appRecStatus: 1 }))).toEqual([403, 'apprec-not-receiver']);
  const missing = '01234567-89ab-7def-8123-456789abcdef';
  expect(outcome(await giveAppRec(missing, nurses, { appRecStatus: 1 }))).toEqual([404, 'message-not-found']);
});

test('given twice, the same is answered as before and another is 409', async () => {
  const id = await sent();
  const first = await giveAppRec(id, nurses, { appRecStatus: 1 });
  await gateway.settle();
  const again = await giveAppRec(id, nurses, { appRecStatus: 1 });
  expect([again.status, await again.json()]).toEqual([201, await first.json()]);
  const other = await giveAppRec(id, nurses, { appRecStatus: 2, appRecErrorList: [{ errorCode: 'E35' }] });
  expect(outcome(other)).toEqual([409, 'apprec-already-given']);
});

test('an AppRec is never receipted', async () => {
  const id = await sent();
  const appRec = (await (await giveAppRec(id, nurses, { appRecStatus: 1 })).json()) as string;
  await gateway.settle();
  expect(outcome(await giveAppRec(appRec, hospital, { appRecStatus: 1 }))).toEqual([400, 'apprec-on-apprec']);
});

test('one that comes after the time-out still counts', async () => {
  const id = await sent();
  await gateway.services.store.changeDelivery(id as never, nurses as never, gateway.clock.now, () => ({
    events: [{ type: 'receiptTimedOut', actor: 'clock' }],
  }));
  expect(await read(`/${id}/status`)).toMatchObject([{ appRecStatus: null }]);
  expect((await giveAppRec(id, nurses, { appRecStatus: 1 })).status).toBe(201);
  await gateway.settle();
  expect(await read(`/${id}/status`)).toMatchObject([{ appRecStatus: 'Ok' }]);
});
