import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { createScenario } from '../../src/demo/cast.ts';
import { stepsOf } from '../../src/demo/steps.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import { loadStandards, seedsDir } from '../../src/standards.ts';

const { inspector } = loadStandards();
const directory = createDirectory(readOrganisations(join(seedsDir, 'organisations')));
if (!directory.ok) throw new Error('the seeds hold a HER-id twice');

/** An early morning, an afternoon in summer, the night summer time ends, New Year's Day. */
const instants = [
  '2026-11-22T05:10:00Z',
  '2027-06-30T15:00:00Z',
  '2026-10-25T01:30:00Z',
  '2027-01-01T00:30:00Z',
];

test.each(instants)(
  'whenever the demo runs, here %s, its messages are valid and have just the findings it tells of',
  (now) => {
    const received = new Date(now);
    let count = 0;
    const uuid = (): string => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    };
    const scenario = createScenario(directory.value, received);
    const msgId = uuid();
    for (const step of stepsOf(scenario, uuid)) {
      const inspection = inspector.inspect(step.build({ msgId, generated: step.at }, uuid), received);
      expect(inspection.fault, step.name).toBeUndefined();
      expect(inspection.schema, step.name).toEqual({ checked: true, errors: [] });
      expect(inspection.envelope?.type.v).toBe(step.type);
      expect(inspection.envelope?.genInstant.getTime()).toBeLessThan(received.getTime());
      expect(inspection.envelope?.receivers.map((receiver) => receiver.unit?.herId)).toEqual(
        step.to.map(({ herId }) => herId),
      );
      const told = inspection.findings.filter(({ severity }) => severity !== 'info');
      const found = told.map(({ rule }) => rule).sort();
      expect(found, step.name).toEqual(step.expected.kind === 'receipted' ? step.expected.findings : []);
    }
  },
);

test('the answer of the municipality is linked to the notice of readiness that reached it', () => {
  const scenario = createScenario(directory.value, new Date('2026-11-22T05:10:00Z'));
  const steps = stepsOf(scenario, () => '00000000-0000-4000-8000-000000000000');
  const answer = steps.find(({ name }) => name === 'answer');
  const asked: string[] = [];
  const document = answer?.build(
    { msgId: '00000000-0000-4000-8000-000000000001', generated: scenario.times.answered },
    (name) => {
      asked.push(name);
      return '00000000-0000-4000-8000-00000000000a';
    },
  );
  expect(new Set(asked)).toEqual(new Set(['ready']));
  const { envelope } = inspector.glance(document ?? new Uint8Array());
  expect(envelope?.conversation?.refToParent).toBe('00000000-0000-4000-8000-00000000000a');
});
