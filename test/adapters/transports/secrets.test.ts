import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecrets, secretVariable } from '../../../src/adapters/transports/secrets.ts';

const text = randomBytes(32).toString('base64');

test('a reference leads to the variable of its name, in capitals and with underscores', () => {
  expect(secretVariable('molde-epj.1')).toBe('WEBHOOK_SECRET_MOLDE_EPJ_1');
  const secrets = createSecrets({ WEBHOOK_SECRET_MOLDE_EPJ_1: ` whsec_${text} `, WEBHOOK_SECRET_B: text });
  if (!secrets.ok) throw new Error(secrets.fault);
  expect(secrets.value.find('molde-epj.1')).toBe(`whsec_${text}`);
  expect(secrets.value.find('b')).toBe(text);
  expect(secrets.value.find('c')).toBeUndefined();
});

test('other variables, and empty ones, are left alone', () => {
  const secrets = createSecrets({ PATH: '/bin', WEBHOOK_SECRET_A: '', WEBHOOK_SECRET_B: undefined });
  if (!secrets.ok) throw new Error(secrets.fault);
  expect(secrets.value.find('a')).toBeUndefined();
});

test('two secrets may stand side by side while they are exchanged', () => {
  const both = `whsec_${text} whsec_${randomBytes(24).toString('base64')}`;
  expect(createSecrets({ WEBHOOK_SECRET_A: both }).ok).toBe(true);
});

test.each([
  ['not base64', 'whsec_hemmelig!'],
  ['shorter than 24 bytes', randomBytes(23).toString('base64')],
  ['longer than 64 bytes', randomBytes(65).toString('base64')],
  ['one good and one bad', `${text} kort`],
])('a secret that is %s is refused by the name of its variable, without being shown', (_case, value) => {
  const secrets = createSecrets({ WEBHOOK_SECRET_A: value });
  if (secrets.ok) throw new Error('expected a fault');
  expect(secrets.fault).toMatch(/^WEBHOOK_SECRET_A must be base64 of 24 to 64 bytes/);
  for (const part of value.split(/[ _]/)) if (part !== 'whsec') expect(secrets.fault).not.toContain(part);
});
