import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../src/commands/command.ts';
import { wordingCommand } from '../../src/commands/wording.ts';

const run = (options: Parameters<typeof wordingCommand>[1]) => {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    environment: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stdin: () => Promise.reject(new Error('not read')),
    stopped: new Promise(() => {}),
  };
  return { code: wordingCommand(terminal, options), out, err };
};

describe('overgang wording', () => {
  it('prints a line for every row, part and written form, and what they come to', () => {
    const { code, out, err } = run({});
    expect(code).toBe(0);
    expect(err).toEqual([]);
    expect(out[0]).toMatch(/^rule +part +form +n +TP +FP +FN +precision +recall$/);
    expect(out.filter((line) => line.startsWith('wording-service-order'))).toHaveLength(4);
    expect(out.slice(-3)).toEqual([
      expect.stringMatching(/^development: precision \d\.\d{3}, recall \d\.\d{3} over all rows$/),
      expect.stringMatching(/^held-out: precision \d\.\d{3}, recall \d\.\d{3} over all rows$/),
      expect.stringMatching(/^\d+ labelled texts$/),
    ]);
  });

  it('prints one JSON object a figure, whose counts give its shares', () => {
    const figures = run({ json: true }).out.map((line) => JSON.parse(line));
    expect(figures.length).toBeGreaterThanOrEqual(7 * 4);
    for (const { truePositives, falsePositives, falseNegatives, precision, recall } of figures) {
      expect(precision).toBe(truePositives / (truePositives + falsePositives));
      expect(recall).toBe(truePositives / (truePositives + falseNegatives));
    }
  });

  it('shows the texts that are misjudged when asked, as many as it counts', () => {
    const { err } = run({ misjudged: true });
    const figures = run({ json: true }).out.map((line) => JSON.parse(line));
    const wrong = figures.reduce(
      (sum, { falsePositives, falseNegatives }) => sum + falsePositives + falseNegatives,
      0,
    );
    expect(err).toHaveLength(wrong);
  });
});
