import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maskedConfig, readConfig } from '../src/config.ts';

const key = randomBytes(32).toString('base64');
const server = {
  DATABASE_URL: 'postgres://overgang:hemmelig@localhost:5432/overgang',
  PAYLOAD_KEYS: `k1:${key}`,
  PSEUDONYM_KEY: key,
};
const faults = (environment: Record<string, string>): readonly string[] => {
  const read = readConfig(environment);
  return read.ok ? [] : read.fault;
};

describe('the configuration', () => {
  it('is a sandbox on loopback when nothing is set', () => {
    const read = readConfig({});
    expect(read.ok && maskedConfig(read.value)).toMatchObject({
      PORT: '8080',
      HOST: '127.0.0.1',
      ROLE: 'all',
      DATA_DIR: './data',
      AUTH_MODE: 'none',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(faults({ DATABASE_URL: '', REDIS_URL: '', METRICS_TOKEN: '' })).toEqual([]);
  });

  it.each([
    ['PORT', { PORT: 'eighty' }],
    ['PORT', { PORT: '70000' }],
    ['ROLE', { ROLE: 'boss' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
    ['REDIS_URL', { ...server, REDIS_URL: 'localhost:6379' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['AUTH_MODE', { AUTH_MODE: 'basic' }],
    ['AUTH_MODE', { HOST: '0.0.0.0' }],
    ['AUTH_MODE', { HOST: '::' }],
    ['AUTH_MODE', { TRUST_PROXY: 'true' }],
    ['AUTH_MODE', { PUBLIC_BASE_URL: 'https://overgang.example.no' }],
    ['PUBLIC_BASE_URL', { AUTH_MODE: 'helseid' }],
    ['PUBLIC_BASE_URL', { AUTH_MODE: 'helseid', PUBLIC_BASE_URL: 'http://overgang.example.no' }],
    ['PARK_HOURS', { PARK_HOURS: '72' }],
    ['SMTP_URL', { SMTP_URL: 'smtp.example.no', MAIL_FROM: 'a@example.no' }],
    ['MAIL_FROM', { SMTP_URL: 'smtps://smtp.example.no', MAIL_FROM: 'nobody' }],
    ['MAIL_FROM', { SMTP_URL: 'smtps://smtp.example.no' }],
    ['HELSEID_ISSUER', { HELSEID_ISSUER: 'http://helseid-sts.nhn.no' }],
    ['PAYLOAD_KEYS', { PAYLOAD_KEYS: 'k1:too-short' }],
    ['PSEUDONYM_KEY', { PSEUDONYM_KEY: 'c2hvcnQ=' }],
    ['PAYLOAD_KEYS', { DATABASE_URL: server.DATABASE_URL, PSEUDONYM_KEY: key }],
    ['PSEUDONYM_KEY', { DATABASE_URL: server.DATABASE_URL, PAYLOAD_KEYS: server.PAYLOAD_KEYS }],
    ['DATABASE_URL', { REDIS_URL: 'redis://localhost:6379' }],
    ['DATABASE_URL', { ROLE: 'worker' }],
    ['PERSIST_HOURS', { PERSIST_HOURS: '0' }],
    ['WEBHOOK_SECRET_MOLDE', { WEBHOOK_SECRET_MOLDE: 'short' }],
  ])('names %s in one line when it is wrong: %j', (name, environment) => {
    const found = faults(environment);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name}[: ]`));
    expect(found[0]).not.toContain('\n');
    if (!name.startsWith('WEBHOOK')) expect(found[0]).toContain(`A right example: ${name}=`);
  });

  it('tells of every wrong setting at once', () => {
    expect(faults({ PORT: 'x', ROLE: 'y', LOG_LEVEL: 'z' })).toHaveLength(3);
  });

  it('prints an address as it was given, but for a password in it', () => {
    const printed = (address: string): string | undefined => {
      const read = readConfig({ ...server, DATABASE_URL: address });
      return read.ok ? maskedConfig(read.value).DATABASE_URL : undefined;
    };
    expect(printed('postgres://db.example.no')).toBe('postgres://db.example.no');
    expect(printed('postgres://a:hemmelig@db.example.no/x')).toBe('postgres://a:***@db.example.no/x');
    expect(printed('postgres://db.example.no/x?password=hemmelig')).not.toContain('hemmelig');
  });

  it('never shows a secret, neither in a fault nor when printed', () => {
    const secrets = { PAYLOAD_KEYS: `k1:${key}x`, PSEUDONYM_KEY: `${key}!`, METRICS_TOKEN: 'kort' };
    expect(faults(secrets).join('\n')).not.toContain(key.slice(0, 20));
    const read = readConfig({ ...server, METRICS_TOKEN: 'a-token-of-some-length', WEBHOOK_SECRET_X: key });
    if (!read.ok) throw new Error(read.fault.join('\n'));
    const printed = JSON.stringify(maskedConfig(read.value));
    for (const secret of [key, 'hemmelig', 'a-token-of-some-length']) expect(printed).not.toContain(secret);
    expect(printed).toContain('"PAYLOAD_KEYS":"***"');
  });
});
