import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { validate } from '../app/validate.ts';
import type { Stopwatch } from '../domain/ports.ts';
import type { Standards } from '../standards.ts';
import { nativeMemory } from '../xml/libxml2.ts';
import { parseXml } from '../xml/parse.ts';
import { percentile, slope } from './figures.ts';
import type { MixedMessage } from './mix.ts';

/** Milliseconds for one message of a type: parsing with XSD alone, and whole validation. */
interface TypeRate {
  readonly type: string;
  readonly messages: number;
  readonly base: number;
  readonly whole: number;
}

/** Messages a second over the mix. */
export interface Rates {
  readonly base: number;
  readonly whole: number;
  readonly types: readonly TypeRate[];
}

/** Milliseconds of one whole validation. */
export interface Latency {
  readonly message: string;
  readonly bytes: number;
  readonly runs: number;
  readonly p50: number;
  readonly p99: number;
}

/** Bytes after so many validations: live objects, the process, libxml2. */
export interface MemorySample {
  readonly validations: number;
  readonly heap: number;
  readonly rss: number;
  readonly native: number;
}

/** Bytes that memory grows by over 100,000 validations, once warm. */
export type MemoryGrowth = Readonly<Record<'heap' | 'rss' | 'native', number>>;

/** What is measured: the same documents by the same schemas, alone and with all that follows. */
export interface Bench {
  /** Parse and XSD, and nothing else. */
  readonly base: (bytes: Uint8Array) => void;
  /** Parse, XSD, read, rules, and the receipt that the first receiver would give. */
  readonly whole: (bytes: Uint8Array) => void;
}

export const benchOf = ({ schemas, inspector, word }: Standards): Bench => ({
  base: (bytes) => {
    const parsed = parseXml(bytes);
    if (!parsed.ok) return;
    using document = parsed.value;
    schemas.validate(document);
  },
  whole: (bytes) => {
    validate(inspector, word, bytes);
  },
});

/** Runs both over the mix until each has seen so many messages, so that all code is compiled as it will stay. */
export const warmUp = ({ base, whole }: Bench, mix: readonly MixedMessage[], messages: number): void => {
  for (let done = 0; done < messages; done += mix.length) {
    for (const { bytes } of mix) {
      base(bytes);
      whole(bytes);
    }
  }
};

/** Times both, type by type in turn, so that whatever else the machine does slows both alike. */
export const measureRates = (
  { base, whole }: Bench,
  mix: readonly MixedMessage[],
  messages: number,
  stopwatch: Stopwatch,
): Rates => {
  const types = [...Map.groupBy(mix, ({ type }) => type)];
  const spent = types.map(() => ({ base: 0, whole: 0 }));
  const passes = Math.max(1, Math.ceil(messages / mix.length));
  const time = (run: (bytes: Uint8Array) => void, group: readonly MixedMessage[]): number => {
    const start = stopwatch.elapsed();
    for (const { bytes } of group) run(bytes);
    return stopwatch.elapsed() - start;
  };
  for (let pass = 0; pass < passes; pass += 1) {
    for (const [at, [, group]] of types.entries()) {
      const ofType = spent[at];
      if (ofType === undefined) continue;
      ofType.base += time(base, group);
      ofType.whole += time(whole, group);
    }
  }
  const rate = (of: 'base' | 'whole'): number =>
    (passes * mix.length * 1000) / spent.reduce((sum, ofType) => sum + ofType[of], 0);
  return {
    base: rate('base'),
    whole: rate('whole'),
    types: types.map(([type, group], at) => {
      const runs = passes * group.length;
      return {
        type,
        messages: group.length,
        base: (spent[at]?.base ?? 0) / runs,
        whole: (spent[at]?.whole ?? 0) / runs,
      };
    }),
  };
};

/** Times whole validation of one message alone. */
export const measureLatency = (
  { whole }: Bench,
  { type, name, bytes }: MixedMessage,
  runs: number,
  stopwatch: Stopwatch,
): Latency => {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = stopwatch.elapsed();
    whole(bytes);
    times.push(stopwatch.elapsed() - start);
  }
  return {
    message: `${type}/${name}`,
    bytes: bytes.length,
    runs,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
};

const samples = 40;

/** Node gives its collector away by a flag only; without it the heap's size says when it last ran, and no more. */
const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
};

/** Validates so many messages of the mix in turn, and looks at memory 40 times on the way, garbage collected. */
export const measureMemory = (
  { whole }: Bench,
  mix: readonly MixedMessage[],
  validations: number,
): readonly MemorySample[] => {
  const collect = collector();
  const taken: MemorySample[] = [];
  const every = Math.max(1, Math.floor(validations / samples));
  for (let done = 1; done <= validations; done += 1) {
    const message = mix[done % mix.length];
    if (message !== undefined) whole(message.bytes);
    if (done % every !== 0) continue;
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    taken.push({ validations: done, heap: heapUsed, rss, native: nativeMemory() });
  }
  return taken;
};

/** Growth by least squares over the later three quarters of the samples: the first one warms up. */
export const growthOf = (taken: readonly MemorySample[]): MemoryGrowth => {
  const warm = taken.slice(Math.floor(taken.length / 4));
  const growth = (of: 'heap' | 'rss' | 'native'): number =>
    slope(warm.map((sample) => [sample.validations, sample[of]])) * 100_000;
  return { heap: growth('heap'), rss: growth('rss'), native: growth('native') };
};
