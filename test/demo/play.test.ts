import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readTexts } from '../../src/adapters/seeds/texts.ts';
import { createScenario } from '../../src/demo/cast.ts';
import { UnexpectedAnswer } from '../../src/demo/edi-client.ts';
import { createStyle } from '../../src/demo/layout.ts';
import { createLogbook, type Entry } from '../../src/demo/logbook.ts';
import { play } from '../../src/demo/play.ts';
import { readDocument } from '../../src/demo/read-document.ts';
import type { RecordSystem } from '../../src/demo/record-system.ts';
import { type Step, stepsOf } from '../../src/demo/steps.ts';
import { createTimeline } from '../../src/demo/timeline.ts';
import { words } from '../../src/demo/words.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import { seedsDir } from '../../src/standards.ts';

const directory = createDirectory(readOrganisations(join(seedsDir, 'organisations')));
if (!directory.ok) throw new Error('the seeds hold a HER-id twice');
const now = new Date('2026-11-22T12:00:00Z');
const scenario = createScenario(directory.value, now);
const texts = readTexts(join(seedsDir, 'texts')).nb;

/** What happens with one message in the scripted gateway; tests change it. */
interface Fate {
  readonly entries: readonly Entry[];
  readonly receipt: string;
  readonly findings: readonly string[];
  readonly id: (sending: number) => string;
}

const asWritten = (step: Step, msgId: string): Fate => {
  const { expected, from, to } = step;
  const isRejected = expected.kind === 'rejected';
  const arrived = to.map(
    ({ herId }): Entry => ({ kind: 'arrived', receiver: herId, msgId, channel: 'inbox' }),
  );
  const answered = to.map(
    (): Entry => ({
      kind: 'answered',
      receiver: from.herId,
      msgId,
      status: isRejected ? '2' : '1',
      errors: isRejected ? [{ code: expected.code, details: undefined }] : [],
    }),
  );
  return {
    entries: isRejected ? answered : [...arrived, ...answered],
    receipt: isRejected ? 'Rejected' : 'Ok',
    findings: isRejected ? [] : expected.findings,
    id: () => step.name,
  };
};

/** Plays against a gateway that only says what the script, or a test's change of it, has it say. */
const playWith = async (change: (fate: Fate, step: Step) => Fate) => {
  const logbook = createLogbook();
  const printed: string[] = [];
  const steps = stepsOf(scenario, () => 'unused');
  const sent: string[] = [];
  const order: string[] = [];
  let made = 0;
  const stepBy = (id: string): Step => steps.find(({ name }) => name === id) ?? (steps[0] as Step);
  const fates = new Map<string, Fate>();
  const client: RecordSystem['client'] = {
    async send(document) {
      const filed = readDocument(document);
      if (filed.kind !== 'message') throw new Error('the play sends messages only');
      const { msgId } = filed;
      if (!order.includes(msgId)) order.push(msgId);
      const step = steps[order.indexOf(msgId)] as Step;
      const fate = change(asWritten(step, msgId), step);
      const isFirst = !fates.has(step.name);
      fates.set(step.name, fate);
      if (isFirst) for (const entry of fate.entries) logbook.add(entry);
      sent.push(step.name);
      return fate.id(sent.filter((name) => name === step.name).length);
    },
    handover: async () => undefined,
    status: async (id) =>
      stepBy(id).to.map(({ herId }) => ({
        receiverHerId: herId,
        transportDeliveryState: 'Acknowledged',
        appRecStatus: fates.get(id)?.receipt ?? null,
      })),
    findings: async (id) =>
      (fates.get(id)?.findings ?? []).map((rule) => ({
        rule,
        severity: 'low',
        title: 'Noe mangler',
        mend: null,
      })),
    unread: async () => [],
    document: async () => new Uint8Array(),
    markRead: async () => undefined,
    confirm: async () => undefined,
  };
  const played = await play({
    scenario,
    systemOf: () => ({ client, stop: async () => undefined }),
    logbook,
    timeline: createTimeline({
      out: (line) => void printed.push(line),
      clock: { now: () => now },
      style: createStyle(false),
      words: words.nb,
      texts,
    }),
    language: 'nb',
    uuid: () => {
      made += 1;
      return `msg-${made}`;
    },
    paceMs: 0,
    signal: new AbortController().signal,
  });
  return { played, printed, sent };
};

const on =
  (name: Step['name'], change: (fate: Fate) => Fate) =>
  (fate: Fate, step: Step): Fate =>
    step.name === name ? change(fate) : fate;

test.each<[string, (fate: Fate, step: Step) => Fate]>([
  [
    'a message arrives twice',
    on('discharged', (fate) => ({ ...fate, entries: [...fate.entries, ...fate.entries.slice(0, 1)] })),
  ],
  [
    'a message is receipted twice',
    on('discharged', (fate) => ({ ...fate, entries: [...fate.entries, ...fate.entries.slice(-1)] })),
  ],
  [
    'a repeated post gets another id',
    on('admitted', (fate) => ({ ...fate, id: (nth) => `admitted${nth === 1 ? '' : nth}` })),
  ],
  ['the thin report has no findings', on('report', (fate) => ({ ...fate, findings: [] }))],
  ['a full message has findings', on('summary', (fate) => ({ ...fate, findings: ['epikrise-medicines'] }))],
  ['a receipt is not shown in the status', on('summary', (fate) => ({ ...fate, receipt: '' }))],
  [
    'the message astray is rejected with another code',
    on('readyAstray', (fate) => ({
      ...fate,
      entries: fate.entries.map((entry) =>
        entry.kind === 'answered' ? { ...entry, errors: [{ code: 'E20', details: undefined }] } : entry,
      ),
    })),
  ],
])('the play has not gone as scripted when %s', async (_what, change) => {
  const { played, printed } = await playWith(change);
  expect(played.asScripted).toBe(false);
  expect(printed.some((line) => line.includes(' feil '))).toBe(true);
});

test('the play has gone as scripted when every message meets what is written for it', async () => {
  const { played, printed, sent } = await playWith((fate) => fate);
  expect(played).toMatchObject({ asScripted: true, sent: 7, receipted: 6, rejected: 1, withFindings: 1 });
  expect(sent.filter((name) => name === 'admitted')).toHaveLength(2);
  expect(printed.some((line) => line.includes(' feil '))).toBe(false);
});

test('an unexpected answer of the gateway ends the play with its address and status', async () => {
  const { played, printed } = await playWith(
    on('answer', () => {
      throw new UnexpectedAnswer('POST /Messages: 503 storage-unavailable');
    }),
  );
  expect(played).toMatchObject({ asScripted: false, sent: 3 });
  expect(printed.at(-1)).toContain('POST /Messages: 503 storage-unavailable');
});
