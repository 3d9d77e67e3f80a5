import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../../src/commands/command.ts';
import { type ValidateOptions, validateCommand } from '../../src/commands/validate.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'overgang-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string): string => join(root, 'fixtures', name, 'input.xml');
const good = fixture('log-innlagt-1.6/full');
const faulty = fixture('log-innlagt-1.6/schema-invalid');

let out: string[];
let err: string[];
beforeEach(() => {
  out = [];
  err = [];
});

const run = (files: readonly string[], options: Partial<ValidateOptions> = {}) => {
  const terminal: Terminal = {
    environment: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stdin: async () => readFileSync(good),
    stopped: new Promise(() => undefined),
  };
  const clock = { now: () => new Date('2026-11-21T09:00:00Z') };
  return validateCommand(terminal, files, { lang: 'nb', ...options }, clock);
};

describe('overgang validate --html', () => {
  it('writes one page on all files, prints the verdicts as before, and exits as before', async () => {
    const html = join(folder, 'many.html');
    expect(await run([good, faulty], { html })).toBe(1);
    const printed = out;
    out = [];
    expect(await run([good, faulty])).toBe(1);
    expect(printed).toEqual(out);
    const page = readFileSync(html, 'utf8');
    for (const name of ['full/input.xml', 'schema-invalid/input.xml', '2026-11-21 10:00'])
      expect(page).toContain(name);
    expect(page).not.toContain(root);
  });

  it('goes with --json, where standard output stays one object a line', async () => {
    const html = join(folder, 'json.html');
    expect(await run(['-'], { html, json: true, lang: 'en' })).toBe(0);
    expect(out.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ file: '-', verdict: 'ok' }]);
    expect(readFileSync(html, 'utf8')).toContain('Standard input');
  });

  it('shows lines of the message with --with-content only, in a file for its owner alone', async () => {
    const line = 'po:Anslag&gt;';
    const open = join(folder, 'open.html');
    const closed = join(folder, 'closed.html');
    // One that is there already, for all to read.
    writeFileSync(open, '', { mode: 0o644 });
    await run([faulty], { html: open, withContent: true });
    await run([faulty], { html: closed });
    expect(readFileSync(open, 'utf8')).toContain(line);
    expect(statSync(open).mode & 0o077).toBe(0);
    expect(readFileSync(closed, 'utf8')).not.toContain(line);
  });

  it('exits 2 when a file cannot be read, and reports on the others', async () => {
    const html = join(folder, 'rest.html');
    expect(await run(['no-such-file.xml', good], { html })).toBe(2);
    expect(readFileSync(html, 'utf8')).toContain('input.xml');
  });

  it.each([
    ['the page cannot be written', { html: join(folder, 'no/such/folder.html') }, 'folder.html'],
    ['--html has no file to write to', { html: '-' }, '--html'],
    ['--with-content has no page to show it on', { withContent: true }, '--html'],
  ])('exits 2 with one line when %s', async (_, options, named) => {
    expect(await run([good], options)).toBe(2);
    expect(err).toEqual([expect.stringContaining(named)]);
  });
});
