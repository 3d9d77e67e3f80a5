import { setTimeout as pause } from 'node:timers/promises';
import type { HerId } from '../domain/ids.ts';
import type { Language } from '../domain/texts.ts';
import type { Place, Scenario } from './cast.ts';
import type { StatusRow } from './edi-client.ts';
import type { Entry, Logbook } from './logbook.ts';
import type { RecordSystem } from './record-system.ts';
import { type Step, type StepName, stepsOf } from './steps.ts';
import type { Timeline } from './timeline.ts';
import type { Figures } from './words.ts';

/** What came of the play. */
export interface Played extends Figures {
  /** True when every message met what was expected of it, once. */
  readonly asScripted: boolean;
  /** The gateway's ids of the messages. */
  readonly ids: ReadonlyMap<StepName, string>;
}

interface Stage {
  readonly scenario: Scenario;
  readonly systemOf: (place: Place) => RecordSystem;
  readonly logbook: Logbook;
  readonly timeline: Timeline;
  readonly language: Language;
  readonly uuid: () => string;
  /** Between two messages, in milliseconds, so that people can read along. */
  readonly paceMs: number;
  /** Ends the play early. */
  readonly signal: AbortSignal;
}

/** Long, for a busy machine: usually all takes a tenth of a second. */
const patienceMs = 30_000;

type Arrived = Extract<Entry, { kind: 'arrived' }>;
type Answered = Extract<Entry, { kind: 'answered' }>;

const arrivedAt =
  (receiver: HerId, msgId: string) =>
  (entry: Entry): entry is Arrived =>
    entry.kind === 'arrived' && entry.receiver === receiver && entry.msgId === msgId;

const answerTo =
  (sender: HerId, msgId: string) =>
  (entry: Entry): entry is Answered =>
    entry.kind === 'answered' && entry.receiver === sender && entry.msgId === msgId;

/** What was seen of one message. */
interface Seen {
  readonly id: string;
  readonly msgId: string;
  readonly sameIdAgain: boolean;
  readonly rows: readonly StatusRow[];
  readonly answers: readonly Answered[];
  readonly findings: readonly string[];
}

/** Sends one message and follows it until each receiver's answer is with its sender. */
const perform = async (stage: Stage, step: Step, msgIds: Map<StepName, string>): Promise<Seen> => {
  const { logbook, timeline, systemOf, language } = stage;
  const signal = AbortSignal.any([stage.signal, AbortSignal.timeout(patienceMs)]);
  const { client } = systemOf(step.from);
  const msgId = stage.uuid();
  msgIds.set(step.name, msgId);
  const document = step.build({ msgId, generated: step.at }, (name) => msgIds.get(name) ?? '');
  const id = await client.send(document);
  timeline.accepted(id);
  const sameIdAgain = step.twice !== true || (await client.send(document)) === id;
  if (step.twice === true && sameIdAgain) timeline.again();

  const isDelivered = step.expected.kind === 'receipted';
  for (const place of isDelivered ? step.to : []) {
    const { channel } = await logbook.wait(arrivedAt(place.herId, msgId), signal);
    timeline.delivered(place, channel);
  }
  const answers: Answered[] = [];
  for (const [at] of step.to.entries()) {
    answers.push(await logbook.wait(answerTo(step.from.herId, msgId), signal, at + 1));
  }
  const rows = await client.status(id);
  for (const place of step.to) {
    const row = rows.find(({ receiverHerId }) => receiverHerId === place.herId);
    if (row === undefined) continue;
    if (row.appRecStatus === 'Rejected') {
      timeline.rejected(
        place,
        row,
        answers.flatMap(({ errors }) => errors),
      );
    } else {
      timeline.receipted(place, row);
    }
  }
  const findings = (await client.findings(id, language)).filter(({ severity }) => severity !== 'info');
  timeline.findings(findings);
  return { id, msgId, sameIdAgain, rows, answers, findings: findings.map(({ rule }) => rule) };
};

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join(' ') === [...b].sort().join(' ');

/** True when a message met what was expected of it; everything at its receivers happened once. */
const isAsScripted = ({ expected, from, to }: Step, seen: Seen, logbook: Logbook): boolean => {
  const entries = logbook.all();
  const answers = entries.filter(answerTo(from.herId, seen.msgId));
  const once = to.every(
    ({ herId }) =>
      entries.filter(arrivedAt(herId, seen.msgId)).length === (expected.kind === 'receipted' ? 1 : 0),
  );
  if (!once || answers.length !== to.length || !seen.sameIdAgain) return false;
  if (seen.rows.some(({ transportDeliveryState }) => transportDeliveryState !== 'Acknowledged')) return false;
  if (expected.kind === 'rejected') {
    return answers.every(({ status, errors }) => status === '2' && errors[0]?.code === expected.code);
  }
  const confirmed = answers.every(({ status }) => status === '1');
  return (
    confirmed &&
    seen.rows.every(({ appRecStatus }) => appRecStatus === 'Ok') &&
    sameSet(seen.findings, expected.findings)
  );
};

/** What went wrong, without content: our own errors hold addresses and codes only. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

/** Plays all steps in order, telling the timeline; a step that fails ends the play. */
export const play = async (stage: Stage): Promise<Played> => {
  const { timeline, logbook, signal } = stage;
  const msgIds = new Map<StepName, string>();
  const done: { readonly step: Step; readonly seen: Seen }[] = [];
  const steps = stepsOf(stage.scenario, stage.uuid);
  try {
    for (const [at, step] of steps.entries()) {
      if (at > 0 && stage.paceMs > 0) await pause(stage.paceMs, undefined, { signal });
      signal.throwIfAborted();
      timeline.step(at + 1, step);
      done.push({ step, seen: await perform(stage, step, msgIds) });
    }
  } catch (error) {
    if (!signal.aborted) timeline.fault(reasonOf(error));
  }
  // Judged at the end: a second effect of a repeated post would come late.
  const wrong = done.filter(({ step, seen }) => !isAsScripted(step, seen, logbook));
  for (const { step } of wrong) timeline.fault(step.type);
  const refused = logbook.all().filter(({ kind }) => kind === 'refused').length;
  const received = (status: string) =>
    done.filter(({ seen }) => seen.answers.every((a) => a.status === status));
  return {
    asScripted: done.length === steps.length && wrong.length === 0 && refused === 0,
    ids: new Map(done.map(({ step, seen }) => [step.name, seen.id])),
    sent: done.length,
    receipted: received('1').length,
    rejected: received('2').length,
    withFindings: done.filter(({ seen }) => seen.findings.length > 0).length,
  };
};
