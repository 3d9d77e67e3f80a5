import { randomUUID } from 'node:crypto';
import { readExpectations } from '../../src/adapters/seeds/expectations.ts';
import { followed } from '../../src/app/follow.ts';
import type { HandoverRules } from '../../src/domain/handover/ground.ts';
import type { MessageReading } from '../../src/domain/handover/reading.ts';
import { type Subject, subjectOf, type TakenSubject } from '../../src/domain/handover/store.ts';
import { type HerId, type MessageId, pseudonym } from '../../src/domain/ids.ts';
import type { NewMessage } from '../../src/domain/store.ts';
import type { Backend } from '../helpers/backends.ts';
import { at, deliveryTo, events, newHerId, openStore, someMessage, verdict } from './store-fixtures.ts';

const catalogue = readExpectations('seeds/expectations.yaml', () => true);
/** What handovers are judged by here, but for the acts that are reported. */
export const rules: HandoverRules = { catalogue, switchedOff: [], reports: new Map() };

/** Messages of handovers in a store, and how they are taken and folded. */
export const following = (open: () => Promise<Backend>) => {
  const store = async () => openStore((await open()).pool);

  const hospital = { herId: newHerId(), enterprise: newHerId() };
  const town = { herId: newHerId(), enterprise: newHerId() };
  const admission = (admittedAt: Date): MessageReading => ({
    sender: { ...hospital, roles: ['hospital'], sharedRecords: [] },
    receivers: [{ ...town, roles: ['nursing'], sharedRecords: [] }],
    events: [{ code: '1', at: admittedAt, dateOnly: false }],
    codes: [],
    flags: [],
  });
  const ofSomebody = () => ({ patient: pseudonym(randomUUID()) });
  const put = async (
    rest: Partial<NewMessage> = {},
    ms = 0,
    patient: Pick<NewMessage, 'patient'> = ofSomebody(),
  ): Promise<NewMessage> => {
    const { accept, completeProcessing } = await store();
    const message = someMessage(
      {
        type: 'LOG_INNLAGT',
        sender: hospital.herId,
        genInstant: at(ms),
        deliveries: [deliveryTo(town.herId)],
        ...patient,
        ...rest,
      },
      at(ms),
    );
    await accept(message);
    await completeProcessing(
      message.id,
      verdict({
        at: at(ms),
        deliveries: message.deliveries.map(({ receiver }) => ({
          receiver,
          change: { events: events('routed') },
        })),
        reading: { subject: subjectOf(message), told: admission(at(ms)) },
      }),
    );
    return message;
  };
  /** Takes everything that is due until then; the backend is shared by the tests. */
  const takeAll = async (now: Date, lease = new Date(now.getTime() + 60_000)) =>
    (await store()).takeDue(now, lease, 1_000);
  const take = async (message: NewMessage, now: Date): Promise<TakenSubject> => {
    const taken = (await takeAll(now)).find(({ subject }) => subject === subjectOf(message));
    if (taken === undefined) throw new Error('it is not due');
    return taken;
  };
  const fold = async (taken: TakenSubject, now: Date): Promise<boolean> => {
    const { pathway, reports, saveFollowed } = await store();
    const known = { ...rules, reports: await reports() };
    return saveFollowed(taken, followed(await pathway(taken.subject), known, now), 'these');
  };
  const expectationsOf = async (subject: Subject) =>
    (
      await (
        await open()
      ).pool.query(
        'select *, xmin::text as written from expectations where subject = $1 order by holder, key',
        [subject],
      )
    ).rows as {
      expectation: string;
      state: string;
      level: number | null;
      alerted: number;
      written: string;
    }[];
  const act = (about: MessageId, by: HerId, ms = 0) => ({
    id: randomUUID(),
    kind: 'fault-corrected' as const,
    at: at(ms),
    by,
    about,
    reportedAt: at(ms),
    reportedBy: 'test',
  });

  return { store, hospital, town, admission, put, takeAll, take, fold, expectationsOf, act };
};
