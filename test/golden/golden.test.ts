import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRecVersion, assumedAddressee, judge } from '../../src/app/judge.ts';
import { presentValidation } from '../../src/app/present-validation.ts';
import { validate } from '../../src/app/validate.ts';
import { buildAppRec } from '../../src/messages/apprec/build.ts';
import { appRecFor } from '../../src/messages/apprec/mirror.ts';
import { messageTypes } from '../../src/messages/index.ts';
import { loadStandards } from '../../src/standards.ts';

const root = join(import.meta.dirname, '../..');
const cases = readdirSync(join(root, 'fixtures')).flatMap((type) =>
  readdirSync(join(root, 'fixtures', type)).map((name) => join('fixtures', type, name)),
);
const { inspector, texts, rules, word } = loadStandards();
const wording = { language: 'nb', texts, rules } as const;
/** Bytes that hold only what a golden file may: fixed id and time. */
const fixed = { id: '00000000-0000-4000-8000-000000000001', now: new Date('2026-11-21T09:00:00Z') };

const judged = (folder: string) => {
  const file = join(folder, 'input.xml');
  return presentValidation(validate(inspector, word, readFileSync(join(root, file))), wording, file);
};

/** The AppRec that the first receiver would give, as text; undefined when nobody would. */
const answer = (folder: string): string | undefined => {
  const inspection = inspector.inspect(readFileSync(join(root, folder, 'input.xml')));
  const { envelope } = inspection;
  const receiver = envelope?.receivers[0];
  if (envelope === undefined || receiver === undefined || envelope.family === 'apprec') return undefined;
  const decision = judge(inspection, receiver, assumedAddressee(receiver), word);
  if (decision.kind !== 'answer') return undefined;
  const { status, errors } = decision;
  const appRec = appRecFor({
    ...fixed,
    version: appRecVersion(inspection),
    software: { name: 'Overgang', version: '0' },
    envelope,
    receiver,
    status,
    errors,
    documentId: inspection.content?.appRecId,
  });
  return new TextDecoder().decode(buildAppRec(appRec));
};

describe('the verdict on', () => {
  it.each(cases)('%s is the one on file', async (folder) => {
    await expect(`${JSON.stringify(judged(folder), null, 2)}\n`).toMatchFileSnapshot(
      join(root, folder, 'expected.json'),
    );
    const appRec = answer(folder);
    if (appRec === undefined) return;
    await expect(appRec).toMatchFileSnapshot(join(root, folder, 'expected-apprec.xml'));
    expect(validate(inspector, word, new TextEncoder().encode(appRec)).schema).toEqual({
      valid: true,
      errors: [],
    });
  });
});

describe('the fixtures', () => {
  const all = cases.map(judged);
  it.each(messageTypes.flatMap(({ functions }) => functions.map(({ code }) => code)))(
    'hold a good and a faulty %s',
    (code) => {
      const verdicts = all.filter(({ messageType }) => messageType === code).map(({ verdict }) => verdict);
      expect(verdicts).toContain('ok');
      expect(verdicts.some((verdict) => verdict !== 'ok')).toBe(true);
    },
  );

  it.each(['T01', 'T02', 'T10', 'T99', 'E10', 'E21', 'E36'])(
    'hold a message that is rejected with %s',
    (code) => {
      const found =
        code === 'T01'
          ? // Unreadable: no AppRec can be addressed, so the sender's own system is told directly.
            all.some(({ verdict, appRec }) => verdict === 'unreadable' && appRec === null)
          : all.some(({ appRec }) => appRec?.errors.some((error) => error.code === code));
      expect(found).toBe(true);
    },
  );
});

describe('overgang validate --json', () => {
  it('prints for all fixtures what is on file, and exits 1 since some are faulty', () => {
    const files = cases.map((folder) => join(folder, 'input.xml'));
    const run = spawnSync(process.execPath, ['src/cli.ts', 'validate', '--json', ...files], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const printed = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(printed).toEqual(
      cases.map((folder) => JSON.parse(readFileSync(join(root, folder, 'expected.json'), 'utf8')) as unknown),
    );
    expect(run.status).toBe(1);
  });
});
