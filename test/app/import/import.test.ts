import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { importArchive, rehearseImport } from '../../../src/app/import/import.ts';
import { startOfDay } from '../../../src/domain/calendar.ts';
import { archiveOf, receiptOf, stayOf } from '../../helpers/archive.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { storedExpectations } from '../../helpers/followed.ts';
import { importServices, openFor, plain, query, take, waysOf } from '../../helpers/import.ts';

const nursing = 9150602;
const hourMs = 3_600_000;

/** A patient of each test's own: tests of a backend share its database. */
let patients = 0;
const nextPatient = (): number => {
  patients += 1;
  return patients;
};

describeBackends(
  'Import',
  (open) => {
    test('stores messages as of their time, in partitions of it, with findings, references and handovers', async () => {
      const gateway = await openFor(open);
      const stay = stayOf(nextPatient(), { daysBefore: 400 });
      const { counts, faults, handovers } = await take(gateway, stay);
      expect(faults).toEqual([]);
      expect(counts).toEqual({ receipts: 8, stored: 7, 'receipts-matched': 8 });
      expect(handovers).toBe(1);
      const [first] = stay;
      expect(await waysOf(gateway, first!.msgId)).toEqual([
        {
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
          transport: 'acknowledged',
          receipt: 'ok',
          received_at: first!.sentAt,
        },
      ]);
      const [place] = await query<{ place: string }>(
        gateway,
        'select tableoid::regclass::text as place from messages where msg_id = $1',
        [first!.msgId],
      );
      expect(place?.place).toBe('messages_2025_10');
    });

    test('goes through the same archive again without effect', async () => {
      const gateway = await openFor(open);
      const stay = stayOf(nextPatient(), { daysBefore: 100 });
      await take(gateway, stay);
      const before = await query(gateway, 'select count(*) from events');
      const again = await take(gateway, stay);
      expect(again.counts).toEqual({ receipts: 8, duplicates: 7, 'receipts-here': 8 });
      expect(await query(gateway, 'select count(*) from events')).toEqual(before);
    });

    test('finds what a receipt answers whichever comes first in the archive, and counts one that answers nothing', async () => {
      const gateway = await openFor(open);
      const [message, receipt] = stayOf(nextPatient(), { daysBefore: 90 });
      const stray = receiptOf({ ...message!, msgId: randomUUID() }, nursing, 1_000);
      const { counts, faults } = await take(gateway, [receipt!, stray, message!]);
      expect(counts).toEqual({
        receipts: 2,
        stored: 1,
        'receipts-matched': 1,
        'receipts-without-original': 1,
      });
      expect(faults).toEqual([]);
      expect(await waysOf(gateway, message!.msgId)).toMatchObject([{ receipt: 'ok' }]);
    });

    test('has what senders usually send be counted from the months that it brought', async () => {
      const gateway = await openFor(open);
      const { store, clock } = gateway.gateway.services;
      await query(gateway, 'update traffic_watch set through = $1', [clock.now()]);
      const stay = stayOf(nextPatient(), { daysBefore: 40 });
      await take(gateway, stay);
      const month = stay[0]!.sentAt.toISOString().slice(0, 7);
      expect((await store.trafficCounted())?.through).toEqual(startOfDay(`${month}-01`));
    });

    test('gives up a receipt that never came, and lets one that came too late replace that', async () => {
      const gateway = await openFor(open);
      const patient = nextPatient();
      const stay = stayOf(patient, {
        daysBefore: 80,
        receipt: (type) =>
          type === 'log-innlagt-1.6'
            ? undefined
            : { afterMs: type === 'epikrise-1.2' ? 100 * hourMs : 1_000, status: 'ok' },
      });
      const { counts } = await take(gateway, stay);
      expect(counts['timed-out']).toBe(1);
      expect(await waysOf(gateway, stay[0]!.msgId)).toMatchObject([{ receipt: 'timedOut' }]);
      const late = stay.find(({ type }) => type === 'EPIKRISE')!;
      const [way] = await waysOf(gateway, late.msgId);
      const events = await gateway.gateway.store.events(way!.id as never);
      const ofNursing = events.filter(({ receiver }) => receiver === nursing);
      expect(
        ofNursing.map(({ type, at }) => [type, (at.getTime() - late.sentAt.getTime()) / hourMs]),
      ).toEqual([
        ['imported', 0],
        ['receiptTimedOut', 96],
        ['receiptOk', 100],
      ]);
    });

    test('takes a receipt from a later archive as in time when it was, though it had been given up', async () => {
      const gateway = await openFor(open);
      const [message, receipt] = stayOf(nextPatient(), { daysBefore: 70 });
      await take(gateway, [message!]);
      expect(await waysOf(gateway, message!.msgId)).toMatchObject([{ receipt: 'timedOut' }]);
      await take(gateway, [receipt!]);
      const [way] = await waysOf(gateway, message!.msgId);
      expect(way).toMatchObject({ receipt: 'ok' });
      const expected = (await storedExpectations(gateway.gateway.pool)).filter(
        ({ holder }) => holder === way!.id,
      );
      expect(expected.map(({ expectation, state, was_late }) => [expectation, state, was_late])).toEqual([
        ['apprec', 'met', false],
      ]);
    });

    test('misses no receipt of an archive that has none', async () => {
      const gateway = await openFor(open);
      const [message] = stayOf(nextPatient(), { daysBefore: 60 });
      const { counts } = await take(gateway, [message!], { fileTimes: false, appRecs: false });
      expect(counts).toEqual({ stored: 1 });
      expect(await waysOf(gateway, message!.msgId)).toMatchObject([
        { transport: 'acknowledged', receipt: 'none' },
      ]);
    });

    test('tells each file that it cannot take in by its position and digest, and takes in the rest', async () => {
      const gateway = await openFor(open);
      const [message] = stayOf(nextPatient(), { daysBefore: 50 });
      const text = Buffer.from(message!.bytes).toString('utf8');
      const { counts, faults } = await take(gateway, [
        { name: 'Bergljot Krekling.xml', bytes: Buffer.from('<MsgHead') },
        { name: 'root.xml', bytes: Buffer.from('<invoice/>') },
        {
          name: 'future.xml',
          bytes: Buffer.from(text.replace(/<GenDate>[^<]*/, '<GenDate>2031-01-01T00:00:00Z')),
        },
        { name: 'no-xml', bytes: Buffer.from('MZ') },
        { name: 'unknown.xml', bytes: Buffer.from(text.replace('V="LOG_INNLAGT"', 'V="NEWS"')) },
        message!,
      ]);
      expect(counts).toEqual({
        stored: 1,
        others: 1,
        'timed-out': 1,
        'fault.xml-not-well-formed': 1,
        'fault.root-unknown': 1,
        'fault.time-out-of-range': 1,
        'fault.type-unsupported': 1,
      });
      expect(faults.map(({ position }) => position)).toEqual([1, 2, 3, 5]);
      expect(faults.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest ?? ''))).toBe(true);
      expect(gateway.logs.join()).not.toContain('Krekling');
    });

    test('sets aside other bytes under a MsgId that is taken, and keeps the first', async () => {
      const gateway = await openFor(open);
      const [message] = stayOf(nextPatient(), { daysBefore: 40 });
      const other = Buffer.from(
        Buffer.from(message!.bytes).toString('utf8').replace('Lyngheia 14', 'Lyngheia 15'),
      );
      const { counts, faults } = await take(gateway, [message!, { name: 'again.xml', bytes: other }]);
      expect(counts).toMatchObject({ stored: 1, 'fault.msgid-conflict': 1 });
      expect(faults).toMatchObject([{ code: 'msgid-conflict', position: 2 }]);
      const kept = await query(gateway, 'select reason from quarantine where msg_id = $1', [message!.msgId]);
      expect(kept).toEqual([{ reason: 'msgid-conflict' }]);
    });

    test('takes in what one of ours has passed with others, also one that has closed, and counts the rest as not ours', async () => {
      const gateway = await openFor(open);
      const fresh = (parties: Parameters<typeof messageWith>[2]) => {
        const msgId = randomUUID();
        const bytes = messageWith('log-innlagt-1.6', 'full', {
          msgId,
          genDate: '2026-08-01T12:00:00',
          ...parties,
        });
        return { name: `${msgId}.xml`, bytes };
      };
      const { counts } = await take(gateway, [
        fresh({ sender: { enterprise: 77, unit: 78 } }),
        fresh({ receiver: { enterprise: 77, unit: 78 } }),
        fresh({ sender: { enterprise: 77, unit: 78 }, receiver: { enterprise: 79, unit: 80 } }),
      ]);
      expect(counts).toMatchObject({ stored: 2, 'not-ours': 1 });
    });

    test('takes the time from a list before that of the file, and that before GenDate', async () => {
      const gateway = await openFor(open);
      const patient = nextPatient();
      const [one, two, three] = [30, 31, 32].map((daysBefore) => stayOf(patient, { daysBefore })[0]!);
      const listed = new Date('2026-09-01T10:00:00Z');
      const changed = new Date('2026-09-02T10:00:00Z');
      const archive = archiveOf([one!, two!, three!]);
      const withTimes = {
        ...archive,
        async *files(after: number) {
          for await (const file of archive.files(after)) {
            yield { ...file, modified: async () => (file.position === 3 ? undefined : changed) };
          }
        },
      };
      await importArchive(
        importServices(gateway),
        withTimes,
        {
          appRecs: true,
          fileTimes: true,
          times: {
            digest: 'list',
            ofMessage: (msgId) => (msgId === one!.msgId ? listed : undefined),
            ofFile: () => undefined,
          },
        },
        { fault: () => undefined, progress: () => undefined },
      );
      const times = await Promise.all(
        [one!, two!, three!].map(async ({ msgId }) => (await waysOf(gateway, msgId))[0]?.received_at),
      );
      expect(times).toEqual([listed, changed, three!.sentAt]);
    });

    test('rehearsed, it stores nothing and tells the same', async () => {
      const gateway = await openFor(open);
      const stay = stayOf(nextPatient(), { daysBefore: 25 });
      const files = [...stay, stay[0]!];
      const rehearsed = await rehearseImport(importServices(gateway), archiveOf(files), plain, {
        fault: () => undefined,
        progress: () => undefined,
      });
      expect(await waysOf(gateway, stay[0]!.msgId)).toEqual([]);
      expect(rehearsed.counts).toEqual({ stored: 7, duplicates: 1, receipts: 8 });
      expect(rehearsed.types.get('EPIKRISE')).toBe(1);
      expect((await take(gateway, files)).counts).toMatchObject(rehearsed.counts);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
