import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'overgang-cli-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const overgang = (args: readonly string[], input?: Uint8Array, environment: Record<string, string> = {}) => {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...environment },
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
};

describe('overgang', () => {
  it('exits 2 and shows how it is used when the command is wrong', () => {
    const { status, stderr } = overgang(['fly']);
    expect(status).toBe(2);
    expect(stderr).toContain('Usage');
  });

  it('exits 2 with one line for each wrong setting', () => {
    const { status, stderr } = overgang(['start'], undefined, { PORT: 'x', HOST: '0.0.0.0' });
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^PORT: .*A right example: PORT=8080/)]);
  });
});

describe('overgang validate', () => {
  const good = 'fixtures/log-innlagt-1.6/full/input.xml';

  it('exits 0 when every verdict is ok', () => {
    expect(overgang(['validate', good]).status).toBe(0);
  });

  it('reads standard input', () => {
    const { status, stdout } = overgang(['validate', '--json', '-'], readFileSync(join(root, good)));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: '-', verdict: 'ok', messageType: 'LOG_INNLAGT' });
  });

  it('exits 1 when one is not, and tells why in the language asked for', () => {
    const args = ['validate', good, 'fixtures/log-innlagt-1.6/schema-invalid/input.xml'];
    const nn = overgang([...args, '--lang', 'nn']);
    expect(nn.status).toBe(1);
    expect(nn.stdout).toContain('AppRec T02');
    expect(overgang([...args, '--lang', 'en']).stdout).not.toEqual(nn.stdout);
  });

  it('exits 2 when a file is not there, and still judges the others', () => {
    const { status, stdout, stderr } = overgang(['validate', '--json', 'no-such-file.xml', good]);
    expect(status).toBe(2);
    expect(stderr).toContain('no-such-file.xml');
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'ok' });
  });
});

describe('overgang on an embedded database', () => {
  it('migrates once', () => {
    expect(overgang(['migrate']).stdout).toContain('applied');
    expect(overgang(['migrate']).stdout.trim()).toBe('up to date');
  });

  it('seeds the directory', () => {
    expect(overgang(['seed']).stdout).toMatch(/^\d+ organisations with \d+ communication parties/);
  });

  it('exits 2 and names file and row when the organisations cannot be used', () => {
    const folder = mkdtempSync(join(dataDir, 'seeds-'));
    writeFileSync(join(folder, 'wrong.yaml'), 'organisations:\n  - { herId: 1 }\n');
    const { status, stderr } = overgang(['seed', '--dir', folder]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('wrong.yaml')]);
  });

  it('finds nothing to send again, and says so without sending', () => {
    const { status, stdout } = overgang(['resend', '--receiver', '9150602']);
    expect(status).toBe(0);
    expect(stdout).toContain('nothing sent');
  });

  it('re-encrypts payloads under the newest key', () => {
    expect(overgang(['reencrypt']).stdout).toContain('0 payloads re-encrypted');
  });
});
