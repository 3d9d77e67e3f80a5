import type { Indicator } from '../../../../src/domain/board/indicator.ts';
import { osloDate } from '../../../../src/domain/calendar.ts';
import { overdueDays } from '../../../../src/domain/handover/overdue.ts';
import type { Raw, RawExpectation, RawHandover } from './raw.ts';

/** Counts by month reckoned in plain TypeScript, one thing at a time, from what is stored: not by the statements. */

/** One thing that counts: where, and what it adds. `told`: what else it is. */
interface Fact {
  readonly month: string;
  readonly measure: string;
  readonly enterprise: number;
  readonly other?: number | null;
  readonly type?: string;
  readonly part?: string;
  readonly n: number;
  readonly hits: number;
  readonly minute?: number;
  readonly told?: string;
}

/** By cell of month, measure, enterprise, other, type and part: `n hits`, durations in order, and what is told apart. */
export type Reckoned = ReadonlyMap<string, string>;

const monthOf = (at: Date): string => `${osloDate(at).slice(0, 7)}-01`;
const minutesBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));
const hour = 3_600_000;

/** The name of a cell. */
export const cellName = (
  cell: Pick<Fact, 'month' | 'measure' | 'enterprise' | 'other' | 'type' | 'part'>,
): string =>
  [cell.month, cell.measure, cell.enterprise, cell.other ?? 0, cell.type ?? '', cell.part ?? ''].join('|');

/** What a cell holds, as text that can be compared. */
export const cellText = (
  n: number,
  hits: number,
  minutes: readonly number[],
  told: Readonly<Record<string, number>>,
): string => {
  const others = Object.entries(told)
    .filter(([, times]) => times > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, times]) => `${name} ${times}`);
  return [`${hits}/${n}`, ...others, [...minutes].sort((a, b) => a - b).join(' ')].join(', ');
};

/** Which of an expectation's fates count, and how (handover-rules, indicators: decided ones alone). */
const fateOf = ({ state, why, was_late }: RawExpectation): Pick<Fact, 'n' | 'hits' | 'told'> => {
  if (state === 'met') return { n: 1, hits: 1 };
  if (state === 'met-late' || state === 'late') return { n: 1, hits: 0 };
  if (state === 'not-observable') return { n: 0, hits: 0, told: 'not-observable' };
  if (state !== 'void') return { n: 0, hits: 0, told: 'pending' };
  if (was_late) return { n: 1, hits: 0 };
  return { n: 0, hits: 0, told: why === 'replaced' ? 'deferred' : 'cancelled' };
};

const ofExpectations = ({ expectations }: Raw, indicators: readonly Indicator[]): readonly Fact[] =>
  expectations.flatMap((each): readonly Fact[] => {
    if (each.owes === null) return [];
    const key = each.case === null ? each.expectation : `${each.expectation}/${each.case}`;
    const fate = fateOf(each);
    const fact = {
      month: monthOf(each.trigger_at),
      enterprise: each.owes,
      other: each.waits,
      ...fate,
      ...(fate.n === 1 &&
        each.state.startsWith('met') &&
        each.clock_at !== null &&
        each.ended_at !== null && { minute: minutesBetween(each.clock_at, each.ended_at) }),
    };
    const own = indicators.flatMap(({ id, from }) =>
      'expectations' in from
        ? from.expectations.filter((one) => one === key || one === each.expectation).map(() => id)
        : [],
    );
    return [
      { ...fact, measure: 'expectation', part: key },
      ...own.map((id) => ({ ...fact, measure: 'indicator', part: id })),
    ];
  });

const hasEnded = ({ discharged_at, died_at, superseded_at }: RawHandover): boolean =>
  discharged_at !== null || died_at !== null || superseded_at !== null;

const nightsOf = ({ overdue, discharged_at, died_at, superseded_at }: RawHandover): number => {
  const end = discharged_at ?? died_at ?? superseded_at ?? new Date(0);
  return overdueDays(
    overdue.map(({ readyAt, since, until, why }) => ({
      readyAt: new Date(readyAt),
      since: new Date(since),
      why: why as 'refused',
      ...(until !== undefined && { until: new Date(until) }),
    })),
    end,
  );
};

const ofHandovers = (raw: Raw): readonly Fact[] => {
  const types = new Map(raw.messages.map((each) => [each.id, each]));
  const listed = new Set(
    raw.readings.flatMap(({ message_id, reading }) =>
      reading.blocks?.present.includes('medicines') === true ? [message_id] : [],
    ),
  );
  return raw.handovers.flatMap((handover): readonly Fact[] => {
    const { id, municipality, hospitals, discharged_at, died_at } = handover;
    const hospital = hospitals.at(-1);
    const own = raw.expectations.filter(({ holder }) => holder === id);
    const notices = own
      .filter(({ expectation }) => expectation === 'municipal-reply')
      .sort((a, b) => a.trigger_at.getTime() - b.trigger_at.getTime() || (a.key < b.key ? -1 : 1));
    const first = notices.find(({ why }) => why !== 'C');
    const facts: Fact[] = [];
    if (first !== undefined) {
      facts.push({
        month: monthOf(first.trigger_at),
        measure: 'indicator',
        part: 'overdue-days',
        enterprise: municipality,
        other: hospital ?? 0,
        ...(hasEnded(handover) ? { n: 1, hits: nightsOf(handover) } : { n: 0, hits: 0, told: 'pending' }),
      });
    }
    if (hospital === undefined) return facts;
    const ofHospital = { measure: 'indicator', enterprise: hospital, other: municipality };
    for (const { trigger_at, why, round } of notices) {
      const withdrawn = round < handover.round;
      const fact = { ...ofHospital, month: monthOf(trigger_at), part: 'ready-withdrawn' };
      if (why === 'C') facts.push({ ...fact, n: 0, hits: 0, told: 'cancelled' });
      else if (withdrawn) facts.push({ ...fact, n: 1, hits: 1 });
      else if (hasEnded(handover)) facts.push({ ...fact, n: 1, hits: 0 });
      else facts.push({ ...fact, n: 0, hits: 0, told: 'pending' });
    }
    const leftAlive = discharged_at !== null && (died_at === null || died_at > discharged_at);
    if (!leftAlive || handover.state === 'cancelled') return facts;
    const month = monthOf(discharged_at);
    const siblings = raw.handovers.filter(
      (each) =>
        each.stay === handover.stay &&
        each.state !== 'cancelled' &&
        each.discharged_at !== null &&
        osloDate(each.discharged_at) === osloDate(discharged_at),
    );
    if (siblings.every((each) => each.id >= id)) {
      const again = raw.handovers.some(({ follows, readmission }) => follows === id && readmission);
      facts.push({ ...ofHospital, month, part: 'readmission-30d', n: 1, hits: again ? 1 : 0 });
    }
    const report = own
      .filter(({ expectation }) => expectation === 'discharge-report')
      .sort((a, b) => a.round - b.round)
      .at(-1);
    if (report === undefined) return facts;
    const both = ['EPIKRISE', 'UTSKRIVNINGSRAPPORT'].every((type) =>
      handover.messages.some((message) => {
        const found = types.get(message);
        return found?.type === type && found.rejected !== true && listed.has(message);
      }),
    );
    const fact = { ...ofHospital, month, part: 'medication-list' };
    if (report.state === 'not-observable') facts.push({ ...fact, n: 0, hits: 0, told: 'not-observable' });
    else if (report.state === 'void') facts.push({ ...fact, n: 0, hits: 0, told: 'cancelled' });
    else if (both) facts.push({ ...fact, n: 1, hits: 1 });
    else if (report.state === 'open' || report.state === 'due-soon') {
      facts.push({ ...fact, n: 0, hits: 0, told: 'pending' });
    } else facts.push({ ...fact, n: 1, hits: 0 });
    return facts;
  });
};

const toldOfReceipt: Readonly<Record<string, string>> = {
  waiting: 'pending',
  none: 'not-observable',
  rejected: 'rejected',
  partial: 'partial',
  timedOut: 'timed-out',
};

const ofMessages = (raw: Raw, indicators: readonly Indicator[]): readonly Fact[] => {
  const readings = new Map(raw.readings.map((each) => [each.message_id, each.reading]));
  const findings = Map.groupBy(raw.findings, ({ message_id }) => message_id);
  const wayOf = (each: { readonly message_id: string; readonly receiver: number }) =>
    `${each.message_id} ${each.receiver}`;
  const events = Map.groupBy(raw.events, wayOf);
  const receipts = new Map(raw.receipts.map((each) => [wayOf(each), each]));
  const deliveries = Map.groupBy(raw.deliveries, ({ message_id }) => message_id);
  const orders = indicators.map(({ from }) => from).find((from) => 'rules' in from);
  return raw.messages.flatMap((message): readonly Fact[] => {
    const reading = readings.get(message.id);
    if (message.is_app_rec || reading === undefined) return [];
    const { received_at: received, gen_instant: sent, type } = message;
    const base = { month: monthOf(received), enterprise: reading.sender.enterprise ?? 0, type };
    const facts: Fact[] = [];
    for (const delivery of deliveries.get(message.id) ?? []) {
      const passed = (events.get(wayOf(delivery)) ?? []).filter(({ possible }) => possible);
      const state = passed.at(-1)?.receipt_after ?? 'waiting';
      const receipt = receipts.get(wayOf(delivery));
      const other = reading.receivers.find(({ herId }) => herId === delivery.receiver)?.enterprise ?? 0;
      const kinds = [
        { ...base, other, measure: 'traffic' },
        { ...base, other, measure: 'indicator', part: 'delivery' },
      ];
      for (const kind of kinds) {
        if (delivery.role === 'copy') {
          facts.push({ ...kind, n: 0, hits: 0, told: 'copies' });
          continue;
        }
        const age = received.getTime() - sent.getTime();
        const clock = age >= -300_000 && age < 96 * hour ? sent : received;
        const inTime = receipt !== undefined && receipt.at.getTime() - clock.getTime() <= 96 * hour;
        const told = toldOfReceipt[state];
        facts.push({
          ...kind,
          n: state === 'waiting' || state === 'none' ? 0 : 1,
          hits: state === 'ok' && inTime ? 1 : 0,
          ...(told !== undefined && { told }),
          ...(receipt !== undefined &&
            state !== 'timedOut' && { minute: minutesBetween(received, receipt.at) }),
        });
      }
      if (delivery.role === 'copy' || receipt === undefined) continue;
      facts.push({ ...base, other, measure: 'cause', n: 1, hits: receipt.status === 1 ? 0 : 1 });
      if (receipt.status === 1) continue;
      const codes = new Set(receipt.errors.map(({ code }) => code));
      for (const part of codes.size === 0 ? ['?'] : codes) {
        facts.push({ ...base, other, measure: 'cause', part, n: 0, hits: 1 });
      }
    }
    if (message.processed_at === null || message.service_status === 'C') return facts;
    const rejected = message.rejected === true;
    const stands = (counts: boolean) =>
      rejected ? { n: 0, hits: 0, told: 'rejected' } : { n: 1, hits: counts ? 1 : 0 };
    for (const [standing, names] of Object.entries(reading.blocks ?? {})) {
      for (const part of names) {
        if (['palliative-plan', 'crisis-plan', 'individual-plan', 'consulted'].includes(part)) continue;
        const there = stands(standing === 'present' || standing === 'explained');
        facts.push({ ...base, measure: 'content', part, ...there });
        if (standing !== 'noted')
          facts.push({ ...base, measure: 'indicator', part: 'completeness', ...there });
      }
    }
    const rules = new Set((findings.get(message.id) ?? []).map(({ rule }) => rule));
    facts.push({ ...base, measure: 'rule', ...stands(rules.size > 0) });
    for (const part of rules) facts.push({ ...base, measure: 'rule', part, ...stands(true), n: 0 });
    if (orders?.types.includes(type)) {
      const found = orders.rules.some((rule) => rules.has(rule));
      facts.push({ ...base, measure: 'indicator', part: 'order-wording', ...stands(found) });
    }
    return facts;
  });
};

/** Every cell by month, systems added up. */
export const reckon = (raw: Raw, indicators: readonly Indicator[]): Reckoned => {
  const facts = [...ofExpectations(raw, indicators), ...ofHandovers(raw), ...ofMessages(raw, indicators)];
  const cells = Map.groupBy(facts, cellName);
  return new Map(
    [...cells].map(([name, all]) => {
      const told: Record<string, number> = {};
      for (const { told: what } of all) if (what !== undefined) told[what] = (told[what] ?? 0) + 1;
      const sum = (of: (fact: Fact) => number) => all.reduce((sofar, fact) => sofar + of(fact), 0);
      const minutes = all.flatMap(({ minute }) => minute ?? []);
      return [
        name,
        cellText(
          sum(({ n }) => n),
          sum(({ hits }) => hits),
          minutes,
          told,
        ),
      ];
    }),
  );
};
