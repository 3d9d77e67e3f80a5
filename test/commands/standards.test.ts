import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../src/app/coverage.ts';
import type { Terminal } from '../../src/commands/command.ts';
import { standards } from '../../src/commands/standards.ts';
import { messageTypes } from '../../src/messages/index.ts';

const run = (options: { json?: boolean } = {}) => {
  const out: string[] = [];
  const terminal: Terminal = {
    environment: {},
    out: (line) => out.push(line),
    err: (line) => out.push(line),
    stdin: async () => new Uint8Array(),
    stopped: new Promise(() => undefined),
  };
  return { code: standards(terminal, options), out };
};

describe('overgang standards', () => {
  const { code, out } = run({ json: true });
  const rows = out.map((line) => JSON.parse(line) as Coverage);

  it('has no empty cell: rules, schema and fixtures for every type, version and function', () => {
    expect(
      rows.filter(({ empty }) => empty.length > 0).map((row) => [row.type, row.function, ...row.empty]),
    ).toEqual([]);
    expect(code).toBe(0);
  });

  it('prints a line for each, and tells how many are lacking', () => {
    const printed = run().out;
    const count = messageTypes.flatMap(({ functions }) => functions).length;
    expect(rows).toHaveLength(count);
    for (const { type, function: named } of rows)
      expect(printed.some((line) => line.startsWith(type) && line.includes(named))).toBe(true);
    const lacking = rows.filter(({ empty }) => empty.length > 0).length;
    expect(printed.at(-1)).toBe(`${count} rows, ${lacking} with an empty cell`);
  });
});
