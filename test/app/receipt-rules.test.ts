import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resend } from '../../src/app/resend.ts';
import { defaultSettings, type Organisation, type OrganisationSettings } from '../../src/domain/directory.ts';
import type { MessageId } from '../../src/domain/ids.ts';
import type { DeliveryState } from '../../src/domain/lifecycle.ts';
import { describeBackends } from '../helpers/backends.ts';
import { type MessageChanges, messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway, testNow } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { changeParty } from '../helpers/webhook.ts';

const hour = 3_600_000;
const hospital = 9000301;
const gp = 9150611;
const molde = 9150600;
const nursing = 9150602;
const volda = 9000201;
const ulsteinGp = 9151611;
const uuid = (): string => crypto.randomUUID();

/** An epikrise of the version that AppRec 1.0 answers, to the nursing service or a GP. */
const epikrise11 = (changes: MessageChanges & { readonly documentId: string }): Uint8Array => {
  const { documentId, ...rest } = changes;
  return messageWith('epikrise-1.2', 'minimal', {
    ...rest,
    replace: [
      ['epikrise/2012-02-15', 'epikrise/2006-09-23'],
      ['v1.2 2012-02-15', 'v1.1 2006-09-23'],
      ['</MsgDescr>', `</MsgDescr><ServProvId>${documentId}</ServProvId>`],
    ],
  });
};

const withSettings =
  (herId: number, settings: Partial<OrganisationSettings>) =>
  (organisations: readonly Organisation[]): readonly Organisation[] =>
    organisations.map((one) =>
      Number(one.herId) === herId ? { ...one, settings: { ...defaultSettings, ...settings } } : one,
    );

/** What a sandbox does with messages, in one gateway for a whole block. */
const scene = (gateway: () => TestGateway) => {
  const send = async (bytes: Uint8Array): Promise<string> => {
    const id = await gateway().accept(bytes);
    await gateway().untilSettled(id);
    return id;
  };
  const states = async (id: string): Promise<Readonly<Record<number, DeliveryState>>> => {
    const deliveries = await gateway().gateway.store.deliveries(id as MessageId);
    return Object.fromEntries(deliveries.map(({ receiver, state }) => [Number(receiver), state]));
  };
  const give = async (id: string, by: number, body: unknown): Promise<void> => {
    const answer = await gateway().postJson(body, `/Messages/${id}/apprec/${by}`);
    expect(answer.status).toBe(201);
    await gateway().untilSettled(answer.json() as string);
  };
  const reject = (id: string, by: number, errorCode: string) =>
    give(id, by, { appRecStatus: 'Rejected', appRecErrorList: [{ errorCode, details: 'Se telefon.' }] });
  const accept = (id: string, by: number) => give(id, by, { appRecStatus: 'Ok' });
  const receiptOf = async (id: string, by: number) => (await states(id))[by]?.receipt;
  return { send, states, accept, reject, receiptOf };
};

describeBackends(
  'Receipts as they are used',
  (open) => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await openGateway(await open());
    });
    afterAll(() => gateway.close());
    const { send, accept, reject, receiptOf } = scene(() => gateway);

    it('a copy receiver’s rejection is its own: the sender is told whose it is, and the primary one still answers', async () => {
      const msgId = uuid();
      const id = await send(messageWith('epikrise-1.2', 'full', { msgId, documentId: uuid() }));
      await reject(id, nursing, 'E35');
      expect([await receiptOf(id, nursing), await receiptOf(id, gp)]).toEqual(['rejected', 'waiting']);
      const { appRec } = await gateway.appRecFor(hospital, msgId);
      expect(appRec).toMatchObject({
        status: 2,
        sender: { role: { v: 'COP' } },
        receiver: { role: { v: 'AVS' } },
      });
      await accept(id, gp);
      expect([await receiptOf(id, nursing), await receiptOf(id, gp)]).toEqual(['rejected', 'ok']);
      expect(await gateway.appRecsFor(hospital, msgId)).toHaveLength(2);
    });

    it('in 1.0, of a rejected epikrise and the corrected one under its document id, each gets its own receipt', async () => {
      const documentId = uuid();
      const dates = ['2026-11-19T15:00:00+01:00', '2026-11-20T08:30:00'] as const;
      const [rejected, corrected] = [
        await send(epikrise11({ msgId: uuid(), documentId, genDate: dates[0] })),
        await send(epikrise11({ msgId: uuid(), documentId, genDate: dates[1] })),
      ];
      // The later one is answered first: only IssueDate can tell which of the two is meant.
      await accept(corrected, ulsteinGp);
      expect([await receiptOf(rejected, ulsteinGp), await receiptOf(corrected, ulsteinGp)]).toEqual([
        'waiting',
        'ok',
      ]);
      await reject(rejected, ulsteinGp, 'E31');
      expect([await receiptOf(rejected, ulsteinGp), await receiptOf(corrected, ulsteinGp)]).toEqual([
        'rejected',
        'ok',
      ]);
      const told = await gateway.appRecsFor(volda, documentId);
      const facts = told.map(({ appRec: { version, status, original, sender, receiver } }) => [
        version,
        status,
        original.issueDate,
        sender.role?.v,
        receiver.role?.v,
      ]);
      expect(facts.sort()).toEqual([
        ['1.0', 1, dates[1], 'REQ', 'RECEIVER'],
        ['1.0', 2, dates[0], 'REQ', 'RECEIVER'],
      ]);
    });

    it('status 3 is a rejection in 1.0 and an acceptance in 1.1', async () => {
      const old = uuid();
      const documentId = uuid();
      const genDate = '2026-11-20T09:00:00+01:00';
      const epikrise = await send(epikrise11({ msgId: uuid(), documentId, genDate }));
      const dialogue = await send(messageWith('log-innlagt-1.6', 'full', { msgId: old, genDate }));
      const own = (type: string, original: string): Uint8Array =>
        messageWith(type, type === 'apprec-1.0' ? 'status-3' : 'partial', {
          msgId: uuid(),
          original: { id: original, issueDate: genDate },
          ...(type === 'apprec-1.0' && {
            sender: { enterprise: 9151610, unit: ulsteinGp },
            receiver: { enterprise: 9000000, unit: volda },
          }),
        });
      await gateway.untilSettled(await gateway.accept(own('apprec-1.0', documentId)));
      expect(await receiptOf(epikrise, ulsteinGp)).toBe('rejected');
      const answer = await gateway.post(own('apprec-1.1', old));
      expect(answer.status).toBe(201);
      await gateway.untilSettled(answer.json() as string);
      expect(await receiptOf(dialogue, nursing)).toBe('partial');
    });

    // Last: it moves the clock that all share.
    it('a rejection after the 96 hours counts too, and a positive one after it does not', async () => {
      const msgId = uuid();
      const genDate = testNow.toISOString();
      const id = await send(messageWith('log-innlagt-1.6', 'full', { msgId, genDate }));
      gateway.clock.advance(97 * hour);
      await gateway.gateway.sweepNow();
      expect(await receiptOf(id, nursing)).toBe('timedOut');
      await reject(id, nursing, 'E21');
      expect(await receiptOf(id, nursing)).toBe('rejected');
      const late = messageWith('apprec-1.1', 'ok', {
        msgId: uuid(),
        original: { id: msgId, issueDate: genDate },
      });
      expect((await gateway.post(late)).outcome).toBe('apprec-already-given');
      expect(await receiptOf(id, nursing)).toBe('rejected');
    });
  },
  ['PGlite', 'PostgreSQL + Redis'],
);

describeBackends(
  'What an enterprise has chosen',
  (open) => {
    let gateway: TestGateway;
    beforeAll(async () => {
      const choices = [
        withSettings(molde, { unsupportedFormat: 'manual', schemaInvalid: 'manual', patientRecord: 'ask' }),
        withSettings(9151610, { patientRecord: 'manual' }),
        changeParty(nursing, { receipting: 'gateway' }),
      ];
      gateway = await openGateway(await open(), {
        directory: (organisations) => choices.reduce((changed, change) => change(changed), organisations),
      });
    });
    afterAll(() => gateway.close());
    const { send, states, receiptOf } = scene(() => gateway);
    const aside = { transport: 'quarantined', receipt: 'waiting' };

    describe.each(['schema-invalid', 'unknown-version', 'payload-of-another-type'])(
      'to take a look',
      (name) => {
        it(`keeps log-innlagt/${name} from its receiver until a person lets it go, and says nothing before`, async () => {
          const msgId = uuid();
          const id = await send(messageWith('log-innlagt-1.6', name, { msgId }));
          expect(await states(id)).toEqual({ [nursing]: aside });
          expect(await gateway.appRecsFor(hospital, msgId)).toEqual([]);
          expect((await gateway.inbox(nursing)).map((one) => one.id)).not.toContain(id);

          const { services } = gateway.gateway;
          const filter = { id: id as MessageId, limit: 1 };
          for await (const { resent } of resend(services, {
            filter,
            dryRun: false,
            pace: async () => undefined,
          }))
            expect(resent).toBe(true);
          await waitFor(
            'it to arrive',
            async () => (await states(id))[nursing]?.transport === 'acknowledged',
          );
          // Taken in despite its faults: the receiver's yes is a yes.
          expect((await gateway.appRecFor(hospital, msgId)).appRec.status).toBe(1);
        });
      },
    );

    it('does not keep what must be rejected', async () => {
      const msgId = uuid();
      const id = await send(messageWith('log-innlagt-1.6', 'patient-insufficient', { msgId }));
      expect(await receiptOf(id, nursing)).toBe('rejected');
      expect((await gateway.appRecFor(hospital, msgId)).appRec.errors.map(({ code }) => code)).toEqual([
        'E36',
      ]);
    });

    const aboutRecords = ['epikrise-1.2', 'svar-rtg-1.4'] as const;
    it.each(aboutRecords)(
      'to be asked about records leaves %s to the receiver, and all else to the gateway as before',
      async (type) => {
        const to = { receiver: { enterprise: molde, unit: nursing } };
        const id = await send(messageWith(type, 'full', { msgId: uuid(), documentId: uuid(), ...to }));
        const other = await send(messageWith('log-innlagt-1.6', 'full', { msgId: uuid() }));
        await waitFor('the gateway’s receipt', async () => (await receiptOf(other, nursing)) === 'ok');
        gateway.clock.advance(hour);
        await gateway.gateway.sweepNow();
        expect((await states(id))[nursing]).toEqual({ transport: 'acknowledged', receipt: 'waiting' });
      },
    );

    it.each(aboutRecords)(
      'to look at records itself keeps %s from its receiver, and nothing else',
      async (type) => {
        const to = { receiver: { enterprise: 9151610, unit: ulsteinGp } };
        const id = await send(messageWith(type, 'full', { msgId: uuid(), documentId: uuid(), ...to }));
        expect((await states(id))[ulsteinGp]).toEqual(aside);
        const other = await send(messageWith('log-innlagt-1.6', 'full', { msgId: uuid(), ...to }));
        expect((await states(other))[ulsteinGp]?.transport).toBe('acknowledged');
      },
    );
  },
  ['PGlite'],
);
