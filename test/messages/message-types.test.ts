import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import { messageTypes } from '../../src/messages/index.ts';
import { allFixtures } from '../helpers/fixtures.ts';

const schemaFiles = readSchemaFiles('schemas');
const fixtures = allFixtures();

describe('the list of message types', () => {
  it('has each key and each root once', () => {
    const keys = messageTypes.map(({ key }) => key);
    const roots = messageTypes.map(({ root }) => `{${root.namespace}}${root.name}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(roots).size).toBe(roots.length);
  });
});

describe.each(messageTypes.map((type) => [type.key, type] as const))('message type %s', (key, type) => {
  it('has a folder of its name, and a key that is name and version', () => {
    expect(existsSync(join(import.meta.dirname, '../../src/messages', type.name, 'index.ts'))).toBe(true);
    expect(key).toBe(`${type.name}-${type.version}`);
  });

  it('has a schema for its root and for each prefix that its rules may use', () => {
    expect(schemaFiles.has(type.root.namespace)).toBe(true);
    const undeclared = Object.values(type.prefixes).filter(
      (namespace) => !schemaFiles.has(namespace) && namespace !== 'http://www.w3.org/1999/xhtml',
    );
    expect(undeclared).toEqual([]);
  });

  it('reads its own envelope unless hodemelding carries it', () => {
    expect(type.readEnvelope === undefined).toBe(type.family === 'msghead');
  });

  it('has fixtures for each of its functions', () => {
    for (const name of type.family === 'apprec'
      ? ['ok', 'minimal']
      : ['full', 'minimal', 'changed', 'cancelled']) {
      const functions = fixtures
        .filter(({ name: other, expected }) => other === name && expected.type === key)
        .map(({ expected }) => expected.function);
      expect(new Set(functions), name).toEqual(new Set(type.functions.map(({ code }) => code)));
    }
  });

  it('writes media types as they are compared', () => {
    for (const mediaType of type.functions.flatMap(({ attachments = [] }) => attachments))
      expect(mediaType).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
  });
});
