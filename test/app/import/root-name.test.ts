import { expect, test } from 'vitest';
import { kindOf } from '../../../src/app/import/root-name.ts';
import { inspectorForTests } from '../../helpers/archive.ts';
import { allFixtures, fixtureBytes } from '../../helpers/fixtures.ts';

test.each([
  ['<AppRec xmlns="x">', 'receipt'],
  ['<?xml version="1.0"?>\n<!-- of AppRec --> <a:AppRec/>', 'receipt'],
  ['\uFEFF  <MsgHead>', 'document'],
  ['<AppRecs>', 'document'],
  ['<?xml version="1.0"?>', 'unsure'],
  [`<!--${'x'.repeat(5_000)}--><AppRec/>`, 'unsure'],
  ['%PDF-1.7', 'no-xml'],
  ['', 'no-xml'],
] as const)('%j is told by its first bytes', (text, kind) => {
  expect(kindOf(Buffer.from(text))).toBe(kind);
});

test('what it says of every fixture is what parsing says', () => {
  const inspector = inspectorForTests();
  const judged = allFixtures().map(({ type, name }) => {
    const bytes = fixtureBytes(type, name);
    const { envelope } = inspector.glance(bytes);
    return [`${type}/${name}`, kindOf(bytes), envelope?.family] as const;
  });
  expect(
    judged.filter(([, kind, family]) => kind === 'receipt' && family !== undefined && family !== 'apprec'),
  ).toEqual([]);
  expect(
    judged.filter(([, kind, family]) => family === 'apprec' && kind !== 'receipt' && kind !== 'unsure'),
  ).toEqual([]);
  expect(judged.some(([, kind, family]) => kind === 'receipt' && family === 'apprec')).toBe(true);
});
