import { afterEach, expect, it } from 'vitest';
import { describeBackends } from '../helpers/backends.ts';
import { type MessageChanges, messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';
import { waitFor } from '../helpers/wait-for.ts';

const gp = { enterprise: 9157910, unit: 9157913 };
const otherGp = { enterprise: 9150810, unit: 9150811 };
const ward = { enterprise: 9000000, unit: 9000301 };
const clinic = { enterprise: 9000000, unit: 9000303 };
const caseOffice = { enterprise: 9150600, unit: 9150601 };

const uuid = (): string => crypto.randomUUID();
const at = (hour: number): string => `2026-11-19T${String(hour).padStart(2, '0')}:00:00+01:00`;

interface ShownMessage {
  readonly id: string;
  readonly messageType: string;
  readonly state: string;
  readonly under: string | null;
  readonly links: readonly {
    readonly relation: string;
    readonly to: string;
    readonly confidence: string;
  }[];
  readonly missing: readonly string[];
}

interface Shown {
  readonly isComplete: boolean;
  readonly messages: readonly ShownMessage[];
}

describeBackends('The thread of a message', (open) => {
  let gateway: TestGateway | undefined;
  const names = new Map<string, string>();
  /** Every test has a patient of its own, so that none is guessed to belong to another. */
  let patient = { id: '' };
  let patients = 0;
  const start = async (): Promise<TestGateway> => {
    gateway = await openGateway(await open());
    patients += 1;
    patient = { id: `178439082${String(patients).padStart(2, '0')}` };
    return gateway;
  };
  afterEach(async () => gateway?.close());

  /** Posts a message under a name, by which `thread` speaks of it; gives its MsgId. */
  const send = async (
    name: string,
    fixture: readonly [string, string],
    changes: MessageChanges,
  ): Promise<string> => {
    const msgId = changes.msgId ?? uuid();
    const bytes = messageWith(...fixture, { patient, ...changes, msgId });
    const id = await (gateway as TestGateway).accept(bytes);
    await (gateway as TestGateway).untilSettled(id);
    names.set(id, name);
    names.set(name, id);
    return msgId;
  };
  const shown = async (name: string, reader?: { readonly unit: number }): Promise<Shown> => {
    const headers = reader === undefined ? {} : { 'overgang-act-as': String(reader.unit) };
    const answer = await (gateway as TestGateway).get(`/api/messages/${names.get(name)}`, headers);
    expect(answer.status).toBe(200);
    return (answer.json() as { readonly thread: Shown }).thread;
  };
  /** One line a message: its name, its state, and its links. */
  const thread = async (name: string, reader?: { readonly unit: number }): Promise<readonly string[]> =>
    (await shown(name, reader)).messages.map(({ id, state, links }) =>
      [
        names.get(id),
        state,
        ...links.map(({ relation, to, confidence }) => `${relation} ${names.get(to)} ${confidence}`),
      ].join(', '),
    );

  const full = (type: string) => [type, 'full'] as const;
  const ref = (parent: string, first = parent) => ({ conversation: { parent, first } });

  it('leads from an epikrise to its referral by the MsgId of one with hodemelding, or likely by its document id', async () => {
    await start();
    const documentId = uuid();
    const parties = { sender: gp, receiver: clinic };
    const referral = await send('referral', full('henvisning-nytilstand-2.0'), {
      ...parties,
      documentId,
      genDate: at(8),
    });
    const epikrise = (name: string, answers: string) =>
      send(name, full('epikrise-1.2'), {
        sender: ward,
        receiver: gp,
        genDate: at(20),
        documentId: uuid(),
        replace: [['<Id>7118d874-0a49-4e78-bb9d-367c0767fa61</Id>', `<Id>${answers}</Id>`]],
      });
    await epikrise('epikrise', referral.toUpperCase());
    await epikrise('other', documentId);
    await epikrise('stray', uuid());
    expect([...(await thread('epikrise', gp))].sort()).toEqual([
      'epikrise, effective, answers referral certain',
      'other, effective, answers referral likely',
      'referral, effective',
    ]);
    const { messages, isComplete } = await shown('stray', gp);
    expect([messages.map(({ missing }) => missing), isComplete]).toEqual([[['answers']], true]);
  });

  it('leads from a status to the onward referral and the first one, in whatever order they came', async () => {
    await start();
    const [first, onward] = [uuid(), uuid()];
    const videre = [
      'V="HENVISNING_NYTILSTAND" DN="Henvisning ny tilstand"',
      'V="HENVISNING_VIDERE" DN="Viderehenvisning"',
    ] as const;
    await send('status', full('dialog-status-henvisning-1.1'), {
      sender: otherGp,
      receiver: clinic,
      genDate: at(15),
      ...ref(onward, first),
    });
    expect((await shown('status')).messages.map(({ missing }) => missing)).toEqual([
      ['parent', 'conversation'],
    ]);
    await send('onward', full('henvisning-nytilstand-2.0'), {
      msgId: onward,
      sender: clinic,
      receiver: otherGp,
      documentId: uuid(),
      genDate: at(12),
      replace: [videre],
      ...ref(first),
    });
    await send('referral', full('henvisning-nytilstand-2.0'), {
      msgId: first,
      sender: gp,
      receiver: clinic,
      documentId: uuid(),
      genDate: at(9),
    });
    const whole = [
      'referral, effective',
      'onward, effective, parent referral certain, conversation referral certain',
      'status, effective, parent onward certain, conversation referral certain, answers onward certain',
    ];
    for (const name of ['referral', 'onward', 'status']) expect(await thread(name, clinic)).toEqual(whole);
    // Whoever was no party to a message does not see it, nor that it is there.
    expect(await thread('referral', gp)).toEqual(['referral, effective']);
    expect(await thread('status', otherGp)).toEqual([
      'onward, effective',
      'status, effective, parent onward certain, answers onward certain',
    ]);
  });

  it('starts a dialogue at the message that it is about', async () => {
    await start();
    const notice = await send('ready', full('log-utskrivningsklar-1.6'), { genDate: at(8) });
    const reply = await send('reply', full('dialog-notat-1.0'), { genDate: at(9), ...ref(notice) });
    const question = await send('question', full('dialog-helsefaglig-1.1'), {
      sender: ward,
      receiver: caseOffice,
      genDate: at(10),
      ...ref(reply),
    });
    await send('answer', full('dialog-helsefaglig-1.1'), {
      sender: caseOffice,
      receiver: ward,
      genDate: at(11),
      ...ref(question, reply),
    });
    expect(await thread('answer', caseOffice)).toEqual([
      'ready, effective',
      'reply, effective, parent ready certain, conversation ready certain, answers ready certain',
      'question, effective, parent reply certain, conversation reply certain',
      'answer, effective, parent question certain, conversation reply certain, answers question certain',
    ]);
    const under = (await shown('answer')).messages.map(({ under: id }) => id && names.get(id));
    expect(under).toEqual([null, 'ready', 'reply', 'question']);
  });

  it('shows which version is in force, though the cancellation came first and the change second', async () => {
    await start();
    const documentId = uuid();
    const version = (name: string, status: 'N' | 'M' | 'C', hour: number) =>
      send(name, full('epikrise-1.2'), {
        sender: ward,
        receiver: gp,
        genDate: at(hour),
        documentId: name === 'change' ? documentId.toUpperCase() : documentId,
        replace: [['<ServType V="N" DN="Ny"/>', `<ServType V="${status}"/>`]],
      });
    await version('cancellation', 'C', 14);
    expect(await thread('cancellation', ward)).toEqual(['cancellation, cancellation-first']);
    await version('change', 'M', 13);
    await version('original', 'N', 12);
    expect(await thread('original', ward)).toEqual([
      'original, cancelled',
      'change, cancelled, replaces original certain',
      'cancellation, cancellation, cancels original certain, cancels change certain',
    ]);
  });

  it('takes the messages of a stay that refer to nothing as possibly one after the other', async () => {
    await start();
    await send('admitted', full('log-innlagt-1.6'), { genDate: at(7) });
    await send('report', full('innleggelsesrapport-1.6'), { genDate: at(10) });
    await send('ready', full('log-utskrivningsklar-1.6'), { genDate: at(12) });
    await send('left', full('log-utskrevet-1.6'), { genDate: at(14) });
    expect(await thread('left', ward)).toEqual([
      'admitted, effective',
      'report, effective, answers admitted possible',
      'ready, effective, parent admitted possible',
      'left, effective, parent ready possible',
    ]);
    expect(await thread('ready', caseOffice)).toEqual(['ready, effective']);
  });

  it('is not joined for certain by a stranger, who sees nothing of it and cancels nothing', async () => {
    await start();
    const notice = await send('ready', full('log-utskrivningsklar-1.6'), { genDate: at(8) });
    await send('forged', ['log-utskrivningsklar-1.6', 'cancelled'], {
      sender: otherGp,
      genDate: at(9),
      ...ref(notice),
    });
    // It is parked for a moment, until it turns out that what it names is not its sender's.
    await waitFor('the forged one to arrive', async () => {
      const { store } = (gateway as TestGateway).gateway;
      const tracked = await store.track(names.get('forged') as never);
      return tracked?.deliveries.every(({ state }) => state.transport === 'acknowledged');
    });
    expect(await thread('ready', caseOffice)).toEqual([
      'ready, effective',
      'forged, cancellation-first, parent ready likely, conversation ready likely',
    ]);
    expect(await thread('ready', ward)).toEqual(['ready, effective']);
    expect(await thread('forged', otherGp)).toEqual(['forged, cancellation-first']);
  });

  it('counts a message that was rejected for nothing', async () => {
    await start();
    const notice = await send('ready', full('log-utskrivningsklar-1.6'), { genDate: at(8) });
    await send('cancelled', ['log-utskrivningsklar-1.6', 'cancelled'], {
      genDate: at(9),
      ...ref(notice),
      replace: [['<po:Forsendelsesstatus', '<po:Ukjent/><po:Forsendelsesstatus']],
    });
    expect(await thread('cancelled', ward)).toEqual([
      'ready, effective',
      'cancelled, rejected, parent ready certain, conversation ready certain',
    ]);
  });

  it('names no patient and shows no content', async () => {
    await start();
    await send('one', full('log-innlagt-1.6'), { genDate: at(8) });
    const { text } = await (gateway as TestGateway).get(`/api/messages/${names.get('one')}`);
    const one = (await (gateway as TestGateway).gateway.store.find(names.get('one') as never))?.patient;
    expect(one).toBeDefined();
    expect(text).not.toContain(one);
    expect(text).not.toContain(patient.id);
    expect(Object.keys((await shown('one')).messages[0] ?? {}).sort()).toEqual(
      'id links messageType messageTypeName missing receivedAt sender senderHerId sentAt serviceStatus state under'.split(
        ' ',
      ),
    );
  });
});
