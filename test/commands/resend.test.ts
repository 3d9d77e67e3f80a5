import { expect, it } from 'vitest';
import type { Terminal } from '../../src/commands/command.ts';
import { type ResendOptions, resendCommand } from '../../src/commands/resend.ts';

const refusal = async (options: Partial<ResendOptions>): Promise<[number, string]> => {
  const said: string[] = [];
  const terminal: Terminal = {
    environment: {},
    out: (line) => said.push(line),
    err: (line) => said.push(line),
    stdin: async () => new Uint8Array(),
    stopped: Promise.resolve(),
  };
  return [await resendCommand(terminal, { limit: '100', rate: '5', ...options }), said.join('\n')];
};

it.each([
  [{}, 'name what to send again'],
  [{ id: 'x' }, '--id'],
  [{ receiver: '-4' }, '--receiver'],
  [{ sender: 'nine' }, '--sender'],
  [{ sender: '1', state: 'flying' }, '--state'],
  [{ sender: '1', from: 'yesterday' }, '--from'],
  [{ sender: '1', rate: '0' }, '--rate'],
  [{ sender: '1', limit: '1.5' }, '--limit'],
] as const)('resend refuses %j before it opens anything', async (options, says) => {
  expect(await refusal(options)).toEqual([2, expect.stringContaining(says)]);
});
