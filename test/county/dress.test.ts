import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readRuleRows } from '../../src/adapters/seeds/rules.ts';
import { readSharedRecords } from '../../src/adapters/seeds/shared-records.ts';
import { createDresser } from '../../src/county/dress.ts';
import { slackOf } from '../../src/county/habits.ts';
import { type Letter, receiversOf } from '../../src/county/letter.ts';
import { countyOf } from '../../src/county/places.ts';
import { writeScript } from '../../src/county/script.ts';
import { checkErrors } from '../../src/domain/app-rec-errors.ts';
import { osloDate } from '../../src/domain/calendar.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import { contentBlocks } from '../../src/domain/expectation-vocabulary.ts';
import { recognisedTypes } from '../../src/messages/recognise.ts';

const seeds = join(import.meta.dirname, '../../seeds');
const directory = createDirectory(
  readOrganisations(join(seeds, 'organisations')),
  readSharedRecords(join(seeds, 'shared-records.yaml')),
);
if (!directory.ok) throw new Error('the directory holds a HER-id twice');
const county = countyOf(directory.value);
const { rules } = readRuleRows(join(seeds, 'rules'));
const script = writeScript(county, { stays: 300, days: 150, seed: 4, from: '2026-06-01' });
const season = { from: script.start, to: script.end };
const { dress, errors } = createDresser({ rules, directory: directory.value }, season);
const letters = script.patients.flatMap((patient): readonly Letter[] => patient.letters);

it('A letter is in a version of a type that has its function, and from the record system that its sender had that day', () => {
  for (const letter of letters) {
    const { typeKey, sourceSystem } = dress(letter);
    const type = recognisedTypes.find(({ key }) => key === typeKey);
    expect(type?.functions.map(({ code }) => code)).toContain(letter.type);
    const used = directory.value.journalSystemAt(letter.from.herId, osloDate(new Date(letter.sent)));
    expect(sourceSystem?.replace(/ \d+\.\d+$/, '')).toBe(used?.system);
  }
});

it('Versions of schemas and of systems change over the months', () => {
  const of = (pick: (letter: Letter) => string | undefined) => new Set(letters.map(pick));
  const plans = letters.filter(({ type }) => type === 'HELSEOPPL_SOKNAD');
  expect(new Set(plans.map((letter) => dress(letter).typeKey))).toEqual(
    new Set(['helseopplysninger-1.5', 'helseopplysninger-1.6']),
  );
  const hospital = [...of((letter) => dress(letter).sourceSystem)].filter((name) =>
    name?.startsWith('Helseplattformen'),
  );
  expect(hospital.length).toBeGreaterThan(1);
});

it('What handovers are judged by is in a letter as the script has it', () => {
  const judged: ReadonlySet<string> = new Set(contentBlocks);
  for (const letter of letters) {
    const { blocks } = dress(letter);
    expect(blocks.present.filter((part) => judged.has(part)).sort()).toEqual([...letter.holds].sort());
    expect(blocks.missing.filter((part) => judged.has(part)).sort()).toEqual([...letter.lacks].sort());
    expect([...blocks.noted, ...blocks.explained].filter((part) => judged.has(part))).toEqual([]);
  }
});

it('Every part that is not there is found by a real rule on that part, and by none where it is there', () => {
  const rows = new Map(rules.map((rule) => [rule.id, rule]));
  let found = 0;
  for (const letter of letters) {
    const { blocks, findings } = dress(letter);
    const parts = findings.flatMap(({ rule, severity }) => {
      const row = rows.get(rule);
      expect(row?.severity).toBe(severity);
      return row?.block ?? [];
    });
    const judged = new Set(rules.flatMap(({ block }) => block ?? []));
    const absent = [...blocks.missing, ...blocks.noted].filter((part) => judged.has(part));
    expect(parts.every((part) => absent.includes(part))).toBe(true);
    found += parts.length;
  }
  expect(found).toBeGreaterThan(letters.length / 20);
});

it('What is rejected is so for a code that a receipt may have', () => {
  let rejected = 0;
  for (const letter of letters) {
    for (const { herId } of receiversOf(letter)) {
      const status = letter.receipts.get(herId)?.status;
      if (status !== 'rejected') continue;
      rejected += 1;
      const given = errors(letter, herId, 2).map((error) => ({ ...error, text: '' }));
      expect(given).toHaveLength(1);
      expect(checkErrors(given, { version: '1.1', messageType: letter.type })).toEqual({
        ok: true,
        value: undefined,
      });
    }
  }
  expect(rejected).toBeGreaterThan(0);
});

it('Organisations are late to different degrees; some mend their ways and others slip', () => {
  const all = county.municipalities.map(({ enterprise }) => [
    slackOf(enterprise, season.from, season),
    slackOf(enterprise, season.to, season),
  ]);
  const first = all.map(([before = 0]) => before);
  expect(Math.max(...first) / Math.min(...first)).toBeGreaterThan(3);
  expect(all.some(([before = 0, after = 0]) => after < before * 0.8)).toBe(true);
  expect(all.some(([before = 0, after = 0]) => after > before * 1.2)).toBe(true);
});

it('Most patients live in the big municipalities, and few in the small ones', () => {
  const stays = Map.groupBy(
    script.patients.flatMap((patient) => patient.stays),
    ({ municipality }) => municipality,
  );
  const counted = county.municipalities.map(({ size, enterprise }) => ({
    size,
    stays: stays.get(enterprise)?.length ?? 0,
  }));
  const sum = (some: typeof counted) => some.reduce((total, each) => total + each.stays, 0);
  expect(sum(counted.filter(({ size }) => size > 20))).toBeGreaterThan(sum(counted) / 3);
  expect(counted.filter((each) => each.stays > 0 && each.stays < 5).length).toBeGreaterThan(2);
});
