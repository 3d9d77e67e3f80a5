import { join } from 'node:path';
import { systemStopwatch } from '../adapters/clock.ts';
import { validate } from '../app/validate.ts';
import { type MixedMessage, readMix } from '../bench/mix.ts';
import {
  benchOf,
  growthOf,
  type Latency,
  type MemoryGrowth,
  type MemorySample,
  measureLatency,
  measureMemory,
  measureRates,
  type Rates,
  warmUp,
} from '../bench/validation.ts';
import type { Stopwatch } from '../domain/ports.ts';
import { loadStandards, type Standards, seedsDir } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';

export interface BenchValidationOptions {
  readonly json?: boolean;
  /** Validations of the memory run; those that are timed are fewer. */
  readonly messages: string;
}

/** What must hold, and what is aimed at. */
const must = {
  /** Rate of whole validation against that of parse and XSD alone. */
  ratio: 0.5,
  /** p99 of whole validation of a PLO message of about 20 kB, milliseconds. */
  latency: 20,
  /** Growth of memory over 100,000 validations, once warm, bytes. Live objects; libxml2; the process. */
  growth: { heap: 1024 ** 2, native: 0, rss: 8 * 1024 ** 2 },
} as const;
const aimedLatency = 5;
const typicalSize = 20_000;
const maxTimed = 20_000;
const latencyRuns = 2_000;

const memories = ['heap', 'rss', 'native'] as const;
const names = { heap: 'live objects', rss: 'process', native: 'libxml2' } as const;

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
const rate = (perSecond: number): string => `${Math.round(perSecond)}/s`;
const verdict = (holds: boolean): string => (holds ? 'holds' : 'DOES NOT HOLD');

/** The good message of pleie og omsorg that is nearest to 20 kB. */
const typical = (mix: readonly MixedMessage[], { inspector, word }: Standards): MixedMessage | undefined => {
  const distance = ({ bytes }: MixedMessage): number => Math.abs(bytes.length - typicalSize);
  return mix
    .filter(({ bytes }) => inspector.glance(bytes).type?.standard === 'plo')
    .filter(({ bytes }) => validate(inspector, word, bytes).verdict === 'ok')
    .toSorted((one, other) => distance(one) - distance(other))[0];
};

const linesOfRates = ({ base, whole, types }: Rates): readonly string[] => [
  `parse and XSD alone  ${rate(base)}`,
  `whole validation     ${rate(whole)}`,
  `ratio                ${(whole / base).toFixed(3)}, must be at least ${must.ratio}: ${verdict(whole / base >= must.ratio)}`,
  '',
  'type, messages, ms for one: parse and XSD, whole, ratio',
  ...types.map((type) =>
    [
      type.type.padEnd(32),
      String(type.messages).padStart(3),
      type.base.toFixed(3).padStart(8),
      type.whole.toFixed(3).padStart(8),
      (type.base / type.whole).toFixed(2).padStart(6),
    ].join(' '),
  ),
  '',
];

const lineOfLatency = ({ message, bytes, runs, p50, p99 }: Latency): string =>
  `${message}, ${bytes} bytes, ${runs} times: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ` +
  `must be below ${must.latency} ms: ${verdict(p99 < must.latency)}; aim ${aimedLatency} ms: ${verdict(p99 < aimedLatency)}`;

const isFlat = (growth: MemoryGrowth): boolean => memories.every((each) => growth[each] <= must.growth[each]);

const linesOfMemory = (taken: readonly MemorySample[], growth: MemoryGrowth): readonly string[] => [
  '',
  'validations, live objects, process, libxml2',
  ...taken
    .filter((_, at) => at % 4 === 3)
    .map(({ validations, heap, rss, native }) =>
      [
        String(validations).padStart(8),
        ...[heap, rss, native].map((bytes) => megabytes(bytes).padStart(10)),
      ].join(' '),
    ),
  `growth over 100,000 validations: ${memories
    .map((each) => `${names[each]} ${megabytes(growth[each])} (at most ${megabytes(must.growth[each])})`)
    .join(', ')}: ${verdict(isFlat(growth))}`,
];

/**
 * Measures validation over all fixtures that parse and prints the figures. Exit 0 when what must hold holds, 1 when
 * not, 2 when there are no fixtures or the number of messages is none.
 */
export const benchValidation = (
  terminal: Terminal,
  options: BenchValidationOptions,
  stopwatch: Stopwatch = systemStopwatch,
): ExitCode => {
  const messages = Number(options.messages);
  if (!Number.isInteger(messages) || messages < 1) {
    terminal.err('--messages: it must be a whole number from 1. A right example: --messages 200000');
    return 2;
  }
  const standards = loadStandards(terminal.environment.SCHEMA_DIR || undefined);
  const mix = readMix(join(seedsDir, '../fixtures'));
  const plo = typical(mix, standards);
  if (plo === undefined) {
    terminal.err("there are no fixtures here to measure with; run this in the project's own folder");
    return 2;
  }
  const show = (part: string, figures: object, lines: readonly string[]): void => {
    if (options.json === true) terminal.out(JSON.stringify({ bench: 'validation', part, ...figures }));
    else for (const line of lines) terminal.out(line);
  };
  const bench = benchOf(standards);
  const timed = Math.min(messages, maxTimed);
  const bytes = mix.reduce((sum, message) => sum + message.bytes.length, 0);
  show('mix', { messages: mix.length, bytes }, [
    `${mix.length} fixtures, ${Math.round(bytes / mix.length)} bytes on average; ${timed} of each kind to warm up`,
  ]);
  warmUp(bench, mix, timed);

  const rates = measureRates(bench, mix, timed, stopwatch);
  const ratio = rates.whole / rates.base;
  show('rates', { ...rates, ratio, must: must.ratio }, linesOfRates(rates));

  const latency = measureLatency(bench, plo, Math.min(messages, latencyRuns), stopwatch);
  show('latency', { ...latency, must: must.latency, aim: aimedLatency }, [lineOfLatency(latency)]);

  const taken = measureMemory(bench, mix, messages);
  const growth = growthOf(taken);
  show(
    'memory',
    { validations: messages, growth, must: must.growth, samples: taken },
    linesOfMemory(taken, growth),
  );
  return ratio >= must.ratio && latency.p99 < must.latency && isFlat(growth) ? 0 : 1;
};
