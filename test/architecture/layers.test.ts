import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const importing = (from: string): string =>
  `import { planted } from '${from}';\nexport const use = planted;\n`;

interface Planted {
  readonly path: string;
  readonly source: string;
  /** Part of what the linter must say; undefined: nothing about imports. */
  readonly says: string | undefined;
}

const forbidden: readonly (readonly [string, string])[] = [
  ['src/domain/a.ts', '../adapters/postgres/pool.ts'],
  ['src/domain/b.ts', '../app/receive.ts'],
  ['src/domain/c.ts', '../messages/index.ts'],
  ['src/domain/d.ts', '../xml/parse.ts'],
  ['src/domain/e.ts', 'node:fs/promises'],
  ['src/xml/a.ts', '../messages/index.ts'],
  ['src/xml/b.ts', 'node:fs'],
  ['src/messages/planted/a.ts', '../../rules/evaluate.ts'],
  ['src/messages/planted/b.ts', '../../app/receive.ts'],
  ['src/rules/a.ts', '../messages/index.ts'],
  ['src/rules/b.ts', '../app/receive.ts'],
  ['src/app/a.ts', '../adapters/http/app.ts'],
  ['src/app/b.ts', 'kysely'],
  ['src/app/c.ts', '../config.ts'],
  ['src/app/d.ts', '../../queues/index.ts'],
  ['src/adapters/http/a.ts', '../postgres/store.ts'],
  ['src/adapters/http/edi/a.ts', '../../postgres/store.ts'],
  ['src/adapters/postgres/a.ts', '../queue/system.ts'],
  ['src/adapters/seeds/a.ts', '../postgres/store.ts'],
  ['src/adapters/queue/a.ts', '../../main.ts'],
  ['src/adapters/transports/a.ts', '../../../queues/index.ts'],
  ['queues/a.ts', '../src/adapters/postgres/store.ts'],
  ['queues/b.ts', '../src/main.ts'],
];
const allowed: readonly (readonly [string, string])[] = [
  ['src/app/e.ts', '../domain/a.ts'],
  ['src/app/f.ts', '../xml/a.ts'],
  ['src/messages/planted/c.ts', '../../domain/a.ts'],
  ['src/adapters/http/b.ts', '../../app/a.ts'],
  ['queues/c.ts', '../src/app/a.ts'],
  ['src/main.ts', './adapters/postgres/a.ts'],
];
const manyLines = Array.from({ length: 301 }, (_, at) => `export const line${at} = ${at};`).join('\n');

const planted: readonly Planted[] = [
  ...forbidden.map(([path, from]) => ({ path, source: importing(from), says: 'noRestrictedImports' })),
  ...allowed.map(([path, from]) => ({ path, source: importing(from), says: undefined })),
  ...['Date.now()', 'new Date()', 'performance.now()'].map((call, at) => ({
    path: `src/app/time-${at}.ts`,
    source: `export const time = () => ${call};\n`,
    says: 'Time is injected',
  })),
  { path: 'src/app/env.ts', source: 'export const port = process.env.PORT;\n', says: 'noProcessEnv' },
  { path: 'src/app/long.ts', source: `${manyLines}\n`, says: 'noExcessiveLinesPerFile' },
  {
    path: 'src/app/one.ts',
    source: "import { two } from './two.ts';\nexport const one = (): number => two();\n",
    says: 'noImportCycles',
  },
  {
    path: 'src/app/two.ts',
    source: "import { one } from './one.ts';\nexport const two = (): number => one();\n",
    says: 'noImportCycles',
  },
];

describe('the linter, over planted files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  let said = '';
  let status: number | null = null;
  beforeAll(() => {
    for (const file of ['biome.json', 'tools', '.gitignore']) {
      cpSync(join(root, file), join(folder, file), { recursive: true });
    }
    for (const { path, source } of planted) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    const args = ['lint', '--max-diagnostics=none', '--colors=off'];
    const run = spawnSync(join(root, 'node_modules/.bin/biome'), args, { cwd: folder, encoding: 'utf8' });
    said = run.stdout + run.stderr;
    status = run.status;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Headlines and messages that name a file. */
  const about = (path: string): string =>
    said
      .split(/\n(?=\S+\.ts:\d+:\d+ )/)
      .filter((part) => part.startsWith(`${path}:`))
      .join('\n');

  it('fails', () => {
    expect(status).not.toBe(0);
  });

  it.each(planted.filter(({ says }) => says !== undefined))('refuses $path for $says', ({ path, says }) => {
    expect(about(path)).toContain(says);
  });

  it.each(planted.filter(({ says }) => says === undefined))(
    'lets $path import what lies below it',
    ({ path }) => {
      expect(about(path)).not.toContain('noRestrictedImports');
    },
  );
});
