import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTexts } from '../../../src/adapters/seeds/texts.ts';
import type { Deadline } from '../../../src/domain/deadline.ts';
import { wordDeadline } from '../../../src/domain/handover/texts.ts';
import { languages } from '../../../src/domain/texts.ts';

const texts = readTexts(join(import.meta.dirname, '../../../seeds/texts'));

it.each<readonly [Deadline, string]>([
  [{ kind: 'hours', amount: 1 }, 'within one hour'],
  [{ kind: 'hours', amount: 24, warn: { left: { kind: 'hours', amount: 4 } } }, 'within 24 hours'],
  [{ kind: 'days', amount: 1 }, 'within one day'],
  [{ kind: 'workingDays', amount: 10 }, 'within 10 working days'],
  [{ kind: 'sameDay' }, 'the same day'],
  [{ kind: 'atOnce', escalate: { kind: 'sameDay' } }, 'at once, at the latest the same day'],
  [{ kind: 'before' }, 'beforehand'],
  [{ kind: 'before', amount: 14 }, 'beforehand, no more than 14 days before'],
  [{ kind: 'none' }, 'as soon as possible'],
])('a deadline of %j is put as "%s"', (deadline, words) => {
  expect(wordDeadline(texts.en.handover, deadline)).toBe(words);
  for (const language of languages) {
    expect(wordDeadline(texts[language].handover, deadline), language).not.toMatch(/[{}]/);
  }
});

it('what happens in a handover is told in other words in each language', () => {
  const sentences = languages.map((language) => Object.values(texts[language].handover.events));
  expect(new Set(sentences.flat()).size).toBe(sentences.flat().length);
});
