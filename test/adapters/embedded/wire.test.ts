import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closeStatement,
  errorMessage,
  listenChange,
  preparedName,
  queryMessage,
  splitMessages,
  startupReply,
  statusOf,
  syncMessage,
  type WireMessage,
  withOwnNames,
  withSql,
} from '../../../src/adapters/embedded/wire.ts';

const cString = (value: string): Buffer => Buffer.from(`${value}\0`);

/** A Parse message as pg sends it. */
function parse(name: string, sql: string): WireMessage {
  const body = Buffer.concat([cString(name), cString(sql), Buffer.of(0, 0)]);
  const header = Buffer.alloc(5);
  header.write('P', 'latin1');
  header.writeInt32BE(body.length + 4, 1);
  return { type: 'P', bytes: Buffer.concat([header, body]) };
}

const query = (sql: string): WireMessage => ({ type: 'Q', bytes: queryMessage(sql) });

describe('splitMessages', () => {
  test('finds the same messages however the bytes are cut', () => {
    const whole = [
      queryMessage('SELECT 1'),
      syncMessage(),
      closeStatement('x'),
      errorMessage('ERROR', '42703', 'æ'),
    ];
    const bytes = Buffer.concat(whole);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        let unread: Buffer = Buffer.alloc(0);
        const found: Buffer[] = [];
        for (let i = 1; i < edges.length; i += 1) {
          const split = splitMessages(Buffer.concat([unread, bytes.subarray(edges[i - 1], edges[i])]));
          found.push(...split.messages.map((message) => message.bytes));
          unread = split.rest;
        }
        expect(unread).toHaveLength(0);
        expect(found).toEqual(whole);
      }),
    );
  });

  test('takes a startup packet, which has no type letter, before the rest', () => {
    const startup = Buffer.concat([Buffer.of(0, 0, 0, 8), Buffer.of(0, 3, 0, 0)]);
    const { messages } = splitMessages(Buffer.concat([startup, syncMessage()]), true);
    expect(messages.map(({ type }) => type)).toEqual(['', 'S']);
  });

  test('reads its own startup reply as accepted and idle', () => {
    const { messages, rest } = splitMessages(startupReply(7));
    expect(rest).toHaveLength(0);
    expect(messages.at(0)?.type).toBe('R');
    expect(statusOf(messages.at(-1) as WireMessage)).toBe('I');
  });
});

describe('listenChange', () => {
  test.for([
    ['LISTEN bullmq_jobs', { kind: 'listen', channel: 'bullmq_jobs' }],
    ['listen Folded;', { kind: 'listen', channel: 'folded' }],
    ['LISTEN "As ""it"" is" ;', { kind: 'listen', channel: 'As "it" is' }],
    ['-- why\n/* and\nhow */ LISTEN a;\n', { kind: 'listen', channel: 'a' }],
    ['UNLISTEN a', { kind: 'unlisten', channel: 'a' }],
    ['UNLISTEN *', { kind: 'unlisten', channel: '*' }],
    ["SELECT 'LISTEN a'", undefined],
    ['SELECT 1 -- LISTEN a', undefined],
    ['listening', undefined],
  ] as const)('reads %s', ([sql, change]) => {
    expect(listenChange(query(sql))).toEqual(change);
    expect(listenChange(parse('', sql))).toEqual(change);
  });

  test('is not fooled by other messages', () => {
    expect(listenChange({ type: 'B', bytes: queryMessage('LISTEN a') })).toBeUndefined();
  });
});

describe('statements of clients that share one session', () => {
  test('get names of their own, and unnamed ones stay unnamed', () => {
    expect(preparedName(withOwnNames(parse('s', 'SELECT 1'), 'c1_'))).toBe('c1_s');
    expect(withOwnNames(parse('', 'SELECT 1'), 'c1_').bytes).toEqual(parse('', 'SELECT 1').bytes);
    expect(withOwnNames({ type: 'C', bytes: closeStatement('s') }, 'c1_').bytes).toEqual(
      closeStatement('c1_s'),
    );
  });

  test('keep all but their SQL when that is replaced', () => {
    expect(withSql(parse('s', 'UNLISTEN a'), 'UNLISTEN b').bytes).toEqual(parse('s', 'UNLISTEN b').bytes);
    expect(withSql(query('UNLISTEN a'), 'UNLISTEN b').bytes).toEqual(queryMessage('UNLISTEN b'));
  });
});
