import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/adapters/log.ts';
import { errorFacts } from '../../src/app/error-facts.ts';
import type { LogFields } from '../../src/domain/ports.ts';

const written = (fields: LogFields, message = 'said'): { line: string; json: Record<string, unknown> } => {
  let line = '';
  const log = createLog({
    level: 'info',
    destination: {
      write: (text) => {
        line += text;
      },
    },
  });
  log.debug({ never: true }, 'below the level');
  log.info(fields, message);
  return { line, json: JSON.parse(line) };
};

describe('the log', () => {
  test('writes one JSON object a line: level by name, time, fields, message', () => {
    const { line, json } = written({
      requestId: 'r-1',
      ms: 12,
      duplicate: false,
      none: null,
      missing: undefined,
    });
    expect(line.match(/\n/g)?.length).toBe(1);
    expect(json).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      requestId: 'r-1',
      ms: 12,
      duplicate: false,
      none: null,
      msg: 'said',
    });
  });

  test('writes no objects, markup, long texts or numbers of persons, whoever passes them', () => {
    const fields = {
      error: new Error('<Patient>Krekling</Patient>'),
      body: { name: 'Krekling' },
      xml: '<Name>Krekling</Name>',
      long: 'Krekling '.repeat(100),
      text: 'patient 17843908209 seen',
      number: 17_843_908_209,
      function: () => 'Krekling',
      id: '01a1fd8c-6900-70db-9b37-843390819811',
    } as unknown as LogFields;
    const { line, json } = written(fields, 'about 17843908209');
    expect(line).not.toMatch(/Krekling|(?<![\w-])17843908209/);
    expect(json.id).toBe('01a1fd8c-6900-70db-9b37-843390819811');
    expect(json.error).toBe('[removed]');
  });

  test('writes nothing when silent', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'silent', destination: { write: (line) => lines.push(line) } });
    log.error({}, 'said');
    expect(lines).toEqual([]);
  });
});

describe('what is logged of something thrown', () => {
  test('is its class, its code and our own frames, never its message', () => {
    const error = Object.assign(new RangeError('Krekling\n    at leak (file:///x/src/Krekling.ts:1:1)'), {
      code: '22P02',
    });
    error.stack = [
      `RangeError: ${error.message}`,
      '    at parse (node:internal/parse:1:1)',
      '    at async receive (file:///srv/overgang/src/app/receive.ts:41:10)',
      '    at /srv/overgang/queues/process.ts:12:3',
      '    at other (file:///srv/overgang/node_modules/pg/lib/client.js:1:1)',
    ].join('\n');
    expect(errorFacts(error)).toEqual({
      error: 'RangeError',
      errorCode: '22P02',
      at: 'src/app/receive.ts:41 < queues/process.ts:12',
    });
  });

  test('holds nothing of what is no error, or of a class or code that is no name', () => {
    expect(errorFacts('Krekling')).toEqual({ error: 'not-an-error' });
    const odd = Object.assign(new Error('x'), { name: 'Bergljot Krekling', code: 'Bergljot Krekling' });
    odd.stack = '';
    expect(errorFacts(odd)).toEqual({ error: 'Error' });
  });
});
