import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { languages } from '../../../src/domain/texts.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import { molde, nursing, trust, ward } from '../../helpers/handovers.ts';
import {
  as,
  auditor,
  type Entry,
  hospitalOfficer,
  officer,
  operator,
  type Page,
  refusal,
  stranger,
} from './people.ts';

const longest = 60_000;

describeBackends(
  'Messages as people look for them',
  (open) => {
    let gateway: TestGateway;
    const ids: string[] = [];
    const msgIds: string[] = [];
    const types = ['log-innlagt-1.6', 'helseoppl-soknad-1.6', 'log-utskrevet-1.6'];

    beforeAll(async () => {
      gateway = await openGateway(await open());
      for (const type of types) {
        const msgId = randomUUID();
        msgIds.push(msgId);
        ids.push(await gateway.accept(messageWith(type, 'full', { msgId })));
        gateway.clock.advance(60_000);
      }
      for (const id of ids) await gateway.untilSettled(id);
    }, longest);
    afterAll(() => gateway.close());

    const search = async (query: string, headers: Readonly<Record<string, string>> = officer) => {
      const answer = await gateway.get(`/api/messages?${query}`, headers);
      expect(answer.status, answer.text).toBe(200);
      return answer.json() as Page;
    };
    /** Ids of ours that a search finds, in order; receipts are left out. */
    const found = async (query: string, headers?: Readonly<Record<string, string>>) =>
      (await search(query, headers)).messages.flatMap(({ id }) =>
        ids.includes(id) ? [ids.indexOf(id)] : [],
      );
    const log = async (query: string) =>
      ((await gateway.get(`/api/access-log?${query}`, auditor)).json() as { entries: readonly Entry[] })
        .entries;

    it('are listed newest first to sender, receiver and operator, and to nobody else', async () => {
      for (const who of [officer, hospitalOfficer, operator, {}]) {
        expect(await found('', who)).toEqual([2, 1, 0]);
      }
      expect(await found('', stranger)).toEqual([]);
      expect(await found('', as('message-officer'))).toEqual([]);
      const [row] = (await search('type=LOG_UTSKREVET')).messages;
      expect(row).toMatchObject({
        id: ids[2],
        msgId: msgIds[2],
        messageType: { code: 'LOG_UTSKREVET', name: expect.stringMatching(/\p{L}{5}/u) },
        sender: { herId: ward, enterprise: { herId: trust } },
        receivers: [{ herId: nursing, enterprise: { herId: molde }, transport: 'acknowledged' }],
      });
    });

    it.each([
      ['type=LOG_INNLAGT', [0]],
      ['type=EPIKRISE', []],
      ['direction=received', [2, 1, 0]],
      ['direction=sent', []],
      [`party=${trust}`, [2, 1, 0]],
      [`party=${ward}&type=LOG_INNLAGT`, [0]],
      [`party=${nursing}`, []],
      [`enterprise=${molde}`, [2, 1, 0]],
      [`enterprise=${nursing}`, [2, 0]],
      ['transport=acknowledged', [2, 1, 0]],
      ['transport=abandoned', []],
      ['receipt=timedOut', []],
      ['from=2027-01-01', []],
      ['to=2020-01-01', []],
      ['from=2020-01-01&to=2027-01-01', [2, 1, 0]],
    ] as const)('are found by %s', async (query, expected) => {
      expect(await found(query)).toEqual(expected);
    });

    it('are found the other way round by the other side', async () => {
      expect(await found('direction=sent', hospitalOfficer)).toEqual([2, 1, 0]);
      expect(await found('direction=received', hospitalOfficer)).toEqual([]);
      expect(await found(`party=${molde}&direction=sent`, hospitalOfficer)).toEqual([2, 1, 0]);
      expect(await found(`party=${molde}&direction=received`, hospitalOfficer)).toEqual([]);
      expect(await found(`party=${molde}`, operator)).toEqual([2, 1, 0]);
      expect(refusal(await gateway.get(`/api/messages?enterprise=${trust}`, officer))).toEqual([
        403,
        'her-id-not-authorised',
      ]);
    });

    it('are found by any id they are known by, in any case, by those who may see them', async () => {
      for (const q of [ids[1], msgIds[1], msgIds[1]?.toUpperCase()]) {
        expect(await found(`q=${q}`)).toEqual([1]);
        expect(await found(`q=${q}`, stranger)).toEqual([]);
      }
      expect(await found('q=no-such-id')).toEqual([]);
    });

    it('come page by page, each once', async () => {
      const seen: string[] = [];
      let after = '';
      for (let page = 0; page < 10; page += 1) {
        const { messages, next } = await search(`limit=1${after}`);
        seen.push(...messages.map(({ id }) => id));
        if (next === null) break;
        after = `&after=${next}`;
      }
      expect(seen.filter((id) => ids.includes(id))).toEqual([...ids].reverse());
      expect(new Set(seen).size).toBe(seen.length);
    });

    it.each(['type=epikrise!', 'direction=up', 'limit=0', 'limit=201', 'from=soon', 'after=1', 'party=x'])(
      'are not looked for by %s',
      async (query) => {
        expect(refusal(await gateway.get(`/api/messages?${query}`, officer))).toEqual([
          400,
          'request-invalid',
        ]);
      },
    );

    it('are told with names, times between events, envelope and what may be sent again', async () => {
      const answer = await gateway.get(`/api/messages/${ids[1]}`, officer);
      const told = answer.json() as { events: { untilNextMs: number | null }[]; findings: object[] };
      expect(told).toMatchObject({
        sender: { herId: ward, name: expect.any(String) },
        messageTypeName: expect.any(String),
        envelope: {
          size: expect.any(Number),
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          format: 'helseopplysninger-1.6',
        },
        deliveries: [{ receiver: { enterprise: { herId: molde } }, mayResend: true }],
        rejectedBecause: [],
      });
      expect(told.events.at(-1)?.untilNextMs).toBeNull();
      for (const { untilNextMs } of told.events.slice(0, -1)) expect(untilNextMs).toBeGreaterThanOrEqual(0);
      for (const finding of told.findings) {
        expect(finding).toMatchObject({
          source: { document: expect.any(String) },
          severityText: expect.any(String),
        });
      }
    });

    it('tell people no MsgId that may be anything, a number of somebody too', async () => {
      const msgId = `pasient 45890012345 ${randomUUID()}`;
      const id = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId }));
      await gateway.untilSettled(id);
      for (const person of [operator, hospitalOfficer]) {
        const { text } = await gateway.get(`/api/messages/${id}`, person);
        expect(JSON.parse(text)).toMatchObject({ id, msgId: null });
        expect(text).not.toContain('45890012345');
      }
      const system = await gateway.get(`/api/messages/${id}`, { 'overgang-act-as': String(ward) });
      expect(system.json()).toMatchObject({ msgId });
    });

    it('tell an operator nothing of the patient: no handover, no thread, no expectation', async () => {
      const answer = await gateway.get(`/api/messages/${ids[0]}`, operator);
      expect(answer.json()).toMatchObject({
        handovers: [],
        expected: [],
        thread: { messages: [] },
        deliveries: [{ mayResend: true }],
      });
      const own = (await gateway.get(`/api/messages/${ids[0]}`, officer)).json();
      expect(own).toMatchObject({ thread: { messages: expect.arrayContaining([expect.anything()]) } });
    });

    it('are sent again by those who may, and the act is told and logged', async () => {
      const path = `/api/messages/${ids[0]}/resend`;
      for (const [headers, actor] of [
        [officer, 'receiver'],
        [hospitalOfficer, 'sender'],
        [operator, 'operator'],
      ] as const) {
        expect(refusal(await gateway.postJson({ receiver: nursing }, path, headers))).toEqual([204, null]);
        await gateway.untilSettled(ids[0]!);
        const { events } = (await gateway.get(`/api/messages/${ids[0]}`, operator)).json() as {
          events: { event: string; actor: string }[];
        };
        expect(events.findLast(({ event }) => event === 'requeued')?.actor).toBe(actor);
      }
      const logged = await log(`action=message-resent&object=${ids[0]}`);
      expect(logged.map(({ role }) => role)).toEqual(['operator', 'message-officer', 'message-officer']);
      for (const [headers, receiver] of [
        [stranger, nursing],
        [officer, ward],
      ] as const) {
        expect(refusal(await gateway.postJson({ receiver }, path, headers))).toEqual([
          404,
          'message-not-found',
        ]);
      }
      expect(refusal(await gateway.postJson({ receiver: 'x' }, path, officer))).toEqual([
        400,
        'request-invalid',
      ]);
    });

    it('stay known to a receiver who has had them, while they are on their way again', async () => {
      const again = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID() }));
      await gateway.untilSettled(again);
      const set = (transport: string, at: Date | null) =>
        gateway.gateway.pool.query(
          'update deliveries set transport = $2, next_attempt_at = $3 where message_id = $1',
          [again, transport, at],
        );
      await set('queued', new Date('2030-01-01'));
      const answer = await gateway.get(`/api/messages/${again}`, officer);
      expect(answer.json()).toMatchObject({ id: again, deliveries: [{ mayResend: false }] });
      expect(refusal(await gateway.get(`/api/messages/${again}`, stranger))).toEqual([
        404,
        'message-not-found',
      ]);
      // Else the patient's next ones would wait for it.
      await set('acknowledged', null);
    });

    it('are not sent again while they are under way, or were stopped for a reason', async () => {
      const stopped = await gateway.accept(messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID() }));
      await gateway.untilSettled(stopped);
      for (const state of ['queued', 'refused', 'rejected', 'quarantined']) {
        await gateway.gateway.pool.query(
          'update deliveries set transport = $2, next_attempt_at = $3 where message_id = $1',
          [stopped, state, new Date('2030-01-01')],
        );
        const who = state === 'rejected' || state === 'quarantined' ? hospitalOfficer : operator;
        const answer = await gateway.postJson({ receiver: nursing }, `/api/messages/${stopped}/resend`, who);
        expect(refusal(answer), state).toEqual([409, 'resend-not-possible']);
      }
    });

    it('are told in the language of the reader', async () => {
      const told = new Set<string>();
      for (const language of languages) {
        const answer = await gateway.get('/api/messages', { ...officer, 'accept-language': language });
        expect(answer.headers.get('content-language')).toBe(language);
        told.add(JSON.stringify((answer.json() as Page).messages.map(({ receivers }) => receivers)));
      }
      expect(told.size).toBe(languages.length);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
