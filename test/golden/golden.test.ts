import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { createAddressBook } from '../../src/app/address-book.ts';
import { addressee, appRecVersion, judge } from '../../src/app/judge.ts';
import { presentValidation } from '../../src/app/present-validation.ts';
import { validate } from '../../src/app/validate.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import { buildAppRec } from '../../src/messages/apprec/build.ts';
import { appRecFor } from '../../src/messages/apprec/mirror.ts';
import { messageTypes } from '../../src/messages/index.ts';
import { loadStandards, seedsDir } from '../../src/standards.ts';
import { allFixtures } from '../helpers/fixtures.ts';

const root = join(import.meta.dirname, '../..');
const fixtures = allFixtures().map(({ type, name, expected }) => ({
  folder: join('fixtures', type, name),
  appRec: expected.appRec,
}));
const { inspector, texts, rules, word } = loadStandards();
const wording = { language: 'nb', texts, rules } as const;
/** Golden files hold a fixed id and time. */
const fixed = { id: '00000000-0000-4000-8000-000000000001', now: new Date('2026-11-21T09:00:00Z') };
const directory = createDirectory(readOrganisations(join(seedsDir, 'organisations')));
if (!directory.ok) throw new Error('the sandbox directory is unusable');
const addressBook = createAddressBook(directory.value, { now: () => fixed.now });

const judged = (folder: string) => {
  const file = join(folder, 'input.xml');
  return presentValidation(validate(inspector, word, readFileSync(join(root, file))), wording, file);
};

/** What the gateway answers for the first receiver, with the sandbox's directory. */
const decision = (folder: string) => {
  const inspection = inspector.inspect(readFileSync(join(root, folder, 'input.xml')));
  const { envelope } = inspection;
  const receiver = envelope?.receivers[0];
  if (envelope === undefined || receiver === undefined || envelope.family === 'apprec') return undefined;
  return {
    inspection,
    envelope,
    receiver,
    ...judge(inspection, receiver, addressee(addressBook, receiver), word),
  };
};

const summary = (decided: ReturnType<typeof decision>) => {
  if (decided?.kind !== 'answer') return decided?.kind ?? 'none';
  return decided.status === 1 ? 'ok' : [...new Set(decided.errors.map(({ code }) => code))].sort();
};

describe.each(fixtures)('$folder', ({ folder, appRec }) => {
  it('gets the verdict on file', async () => {
    const verdict = `${JSON.stringify(judged(folder), null, 2)}\n`;
    await expect(verdict).toMatchFileSnapshot(join(root, folder, 'expected.json'));
  });

  it('gets the receipt that its description says, as on file', async () => {
    const decided = decision(folder);
    expect(summary(decided)).toEqual(typeof appRec === 'string' ? appRec : [...appRec].sort());
    if (decided?.kind !== 'answer') return;
    const { envelope, inspection, receiver, status, errors } = decided;
    const bytes = buildAppRec(
      appRecFor({
        ...fixed,
        version: appRecVersion(inspection),
        software: { name: 'Overgang', version: '0' },
        envelope,
        receiver,
        status,
        errors,
        documentId: inspection.content?.appRecId,
      }),
    );
    expect(validate(inspector, word, bytes).schema).toEqual({ valid: true, errors: [] });
    const text = new TextDecoder().decode(bytes);
    await expect(text).toMatchFileSnapshot(join(root, folder, 'expected-apprec.xml'));
  });
});

describe('the fixtures', () => {
  const all = fixtures.map(({ folder }) => judged(folder));
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
    const files = fixtures.map(({ folder }) => join(folder, 'input.xml'));
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
      fixtures.map(
        ({ folder }) => JSON.parse(readFileSync(join(root, folder, 'expected.json'), 'utf8')) as unknown,
      ),
    );
    expect(run.status).toBe(1);
  });
});
