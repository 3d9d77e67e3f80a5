import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeBackends } from '../../helpers/backends.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../../helpers/gateway.ts';
import { molde, patientNumber, trust } from '../../helpers/handovers.ts';
import { marked } from '../../privacy/marked.ts';
import { patient } from '../../privacy/markers.ts';
import { as, auditor, type Entry, officer, operator, type Page, reader, refusal } from './people.ts';

const longest = 60_000;

describeBackends(
  'Who reads what messages say',
  (open) => {
    let gateway: TestGateway;
    const ids: string[] = [];
    const types = ['log-innlagt-1.6', 'helseoppl-soknad-1.6'];

    beforeAll(async () => {
      gateway = await openGateway(await open());
      for (const type of types) {
        const changes = { msgId: randomUUID(), patient: { id: patientNumber(7) } };
        ids.push(await gateway.accept(messageWith(type, 'full', changes)));
      }
      for (const id of ids) await gateway.untilSettled(id);
    }, longest);
    afterAll(() => gateway.close());

    const search = async (query: string, headers: Readonly<Record<string, string>> = officer) => {
      const answer = await gateway.get(`/api/messages?${query}`, headers);
      expect(answer.status, answer.text).toBe(200);
      return answer.json() as Page;
    };
    const log = async (query: string) =>
      ((await gateway.get(`/api/access-log?${query}`, auditor)).json() as { entries: readonly Entry[] })
        .entries;

    it('are read by a clinical reader of the receiver alone, who says why', async () => {
      const id = await gateway.accept(marked('helseoppl-soknad-1.6', 'full'));
      await gateway.untilSettled(id);
      const path = `/api/messages/${id}/content`;
      const body = { reason: 'treatment', text: 'tek over på kveldsvakt' };
      const read = await gateway.postJson(body, path, reader);
      expect(read.status).toBe(200);
      expect(read.headers.get('cache-control')).toBe('no-store');
      expect(read.text).toContain(patient.freeText);
      expect(read.text).not.toContain('<');
      expect((read.json() as { texts: object[] }).texts.length).toBeGreaterThan(0);

      const refused = [
        [as('clinical-reader', trust), body, [404, 'message-not-found']],
        [as('clinical-reader', 9151500), body, [404, 'message-not-found']],
        [as('clinical-reader'), body, [404, 'message-not-found']],
        [officer, body, [403, 'role-not-allowed']],
        [operator, body, [403, 'role-not-allowed']],
        [{}, body, [403, 'role-not-allowed']],
        [
          { 'overgang-role': 'clinical-reader', 'overgang-act-as': String(molde) },
          body,
          [400, 'request-invalid'],
        ],
        [reader, { reason: 'curious' }, [400, 'request-invalid']],
        [reader, {}, [400, 'request-invalid']],
        [reader, { reason: 'treatment', text: `gjeld ${patient.number}` }, [400, 'request-invalid']],
        [reader, { reason: 'treatment', text: '178439 08209' }, [400, 'request-invalid']],
        [reader, { reason: 'treatment', text: 'x'.repeat(201) }, [400, 'request-invalid']],
      ] as const;
      for (const [headers, asked, expected] of refused) {
        expect(refusal(await gateway.postJson(asked, path, headers))).toEqual(expected);
      }
      const entries = await log(`action=message-content&object=${id}`);
      expect(entries.map(({ outcome }) => outcome)).toEqual([
        ...refused.map(([, , [, outcome]]) => outcome).reverse(),
        'shown',
      ]);
      expect(entries.at(-1)).toMatchObject({
        person: 'Kari Nordmann',
        role: 'clinical-reader',
        basis: 'health-care',
        reason: 'treatment',
        reasonText: body.text,
        enterprises: [{ herId: molde }],
        patients: 1,
      });
      expect(JSON.stringify(entries)).not.toContain(patient.number);
      // One patient's entries are found by any message of hers.
      expect(await log(`patientOf=${id}&action=message-content`)).toEqual(entries);
      expect(await log(`patientOf=${ids[0]}&action=message-content`)).toEqual([]);
    });

    it('are read so many an hour and no more', async () => {
      const hasty = as('clinical-reader', molde, 'Hasty Hansen');
      const path = `/api/messages/${ids[1]}/content`;
      for (let n = 0; n < 30; n += 1) {
        expect((await gateway.postJson({ reason: 'quality' }, path, hasty)).status).toBe(200);
      }
      const answer = await gateway.postJson({ reason: 'quality' }, path, hasty);
      expect(refusal(answer)).toEqual([429, 'too-many-requests']);
      expect((await gateway.postJson({ reason: 'quality' }, path, reader)).status).toBe(200);
      gateway.clock.advance(61 * 60_000);
      expect((await gateway.postJson({ reason: 'quality' }, path, hasty)).status).toBe(200);
    });

    it('are read no oftener by somebody who asks for many at once', async () => {
      const hasty = as('clinical-reader', molde, 'Hasty Olsen');
      const path = `/api/messages/${ids[1]}/content`;
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => gateway.postJson({ reason: 'quality' }, path, hasty)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    });

    it('leave a line in the log each time they are listed or read, with the ids that were shown', async () => {
      const { messages } = await search('limit=2', as('message-officer', molde, 'Lars Leser'));
      await gateway.get(`/api/messages/${ids[0]}`, as('message-officer', molde, 'Lars Leser'));
      const [second, first] = await log('person=Lars%20Leser');
      expect(first).toMatchObject({ action: 'messages-listed', objects: messages.map(({ id }) => id) });
      expect(second).toMatchObject({ action: 'message-read', outcome: 'shown' });
      expect(second?.objects).toContain(ids[0]);
    });

    it('are looked for in the log by names that people can have', async () => {
      for (const person of ['a%00b', '4589001234', 'x'.repeat(99), '%20']) {
        const answer = await gateway.get(`/api/access-log?person=${person}`, auditor);
        expect(refusal(answer)).toEqual([400, 'request-invalid']);
      }
      expect(await log('person=%20Kari%20Nordmann%20&limit=1')).toHaveLength(1);
    });

    it('are not shown when that cannot be logged', async () => {
      const services = gateway.gateway.services as unknown as { store: object };
      const { store } = services;
      try {
        services.store = { ...store, logAccess: () => Promise.reject(new Error('connect ECONNREFUSED')) };
        for (const path of ['/api/messages', `/api/messages/${ids[0]}`, '/api/handovers']) {
          const answer = await gateway.get(path, officer);
          expect(answer.status).toBeGreaterThanOrEqual(500);
          expect(answer.text).not.toContain(ids[0]);
        }
        const content = await gateway.postJson(
          { reason: 'treatment' },
          `/api/messages/${ids[0]}/content`,
          reader,
        );
        expect(content.status).toBeGreaterThanOrEqual(500);
      } finally {
        services.store = store;
      }
    });

    it('are logged in a chain that the auditor can check', async () => {
      const answer = await gateway.get('/api/access-log/verify', auditor);
      expect(answer.json()).toMatchObject({ holds: true, broken: null });
      const pages: number[] = [];
      let after = '';
      for (;;) {
        const page = (await gateway.get(`/api/access-log?limit=20${after}`, auditor)).json() as {
          entries: { seq: number }[];
          next: string | null;
        };
        pages.push(...page.entries.map(({ seq }) => seq));
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      const { good } = answer.json() as { good: number };
      expect(pages).toEqual(Array.from({ length: good }, (_, n) => good - n));
    });
  },
  ['PGlite', 'PostgreSQL'],
);
