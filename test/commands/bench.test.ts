import { expect, it } from 'vitest';
import { benchValidation } from '../../src/commands/bench.ts';
import type { Terminal } from '../../src/commands/command.ts';

const run = (options: { json?: boolean; messages: string }) => {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    environment: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stdin: async () => new Uint8Array(),
    stopped: new Promise(() => {}),
  };
  return { code: benchValidation(terminal, options), out, err };
};

// What the figures are depends on the machine: here only that they are measured and told.
it('prints rates, ratio, time and memory for people', { timeout: 60_000 }, () => {
  const { code, out, err } = run({ messages: '40' });
  expect(err).toEqual([]);
  expect([0, 1]).toContain(code);
  const text = out.join('\n');
  for (const figure of [
    /parse and XSD alone +\d+\/s/,
    /ratio +0\.\d+/,
    /p99 \d+\.\d+ ms/,
    /live objects -?\d/,
  ]) {
    expect(text).toMatch(figure);
  }
  expect(text).toMatch(/^epikrise-1\.2 +\d+ +\d/m);
});

it('prints the same figures as JSON, one object a line', { timeout: 60_000 }, () => {
  const parts = run({ json: true, messages: '40' }).out.map((line) => JSON.parse(line));
  expect(parts.map(({ part }) => part)).toEqual(['mix', 'rates', 'latency', 'memory']);
  const [mix, rates, latency, memory] = parts;
  expect(rates.types.reduce((sum: number, { messages }: { messages: number }) => sum + messages, 0)).toBe(
    mix.messages,
  );
  expect(rates.ratio).toBeCloseTo(rates.whole / rates.base);
  expect(latency.p50).toBeLessThanOrEqual(latency.p99);
  expect(Math.abs(latency.bytes - 20_000)).toBeLessThan(5_000);
  expect(memory.samples).toHaveLength(40);
});

it.each(['0', '1.5', 'many'])('refuses %s messages, and says what would be right', (messages) => {
  const { code, err } = run({ messages });
  expect([code, err]).toEqual([2, [expect.stringContaining('--messages 200000')]]);
});
