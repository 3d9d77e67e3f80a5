import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { escaped, readingWith } from '../helpers/readings.ts';

const answers = ['can', 'cannot', 'unclear'] as const;
type Answer = (typeof answers)[number];
const texts = z.array(z.string().min(1));
const labelled = z.strictObject({ can: texts, cannot: texts, unclear: texts });
const file = z.strictObject({ nb: labelled, nn: labelled });

const readPart = (part: string) => {
  const path = join(import.meta.dirname, '../../fixtures/replies', `${part}.yaml`);
  const forms = file.parse(parse(readFileSync(path, 'utf8')));
  return Object.values(forms).flatMap((form) =>
    answers.flatMap((label) => form[label].map((text) => ({ label, text }))),
  );
};
const development = readPart('development');
const heldOut = readPart('held-out');

const note = 'dialog-notat-1.0/full';
const noteText = /<TekstNotatInnhold>[^<]*<\/TekstNotatInnhold>/;
const theme = /<Tema>[^<]*<\/Tema>/;
const readAs = (text: string): Answer | undefined =>
  readingWith(note, [theme, ''], [noteText, `<TekstNotatInnhold>${escaped(text)}</TekstNotatInnhold>`]).reply;

const judged = (cases: typeof development) =>
  cases.map(({ label, text }) => ({ label, text, read: readAs(text) }));
type Judged = ReturnType<typeof judged>;
const rate = (part: Judged, whole: Judged): number => part.length / whole.length;
const figures = (all: Judged, answer: Answer) => {
  const right = all.filter(({ label, read }) => label === answer && read === answer);
  return {
    precision: rate(
      right,
      all.filter(({ read }) => read === answer),
    ),
    recall: rate(
      right,
      all.filter(({ label }) => label === answer),
    ),
  };
};

describe('the reply to a notice of readiness', () => {
  it('is read from texts that were collected once each', () => {
    const all = [...development, ...heldOut].map(({ text }) => text);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(200);
  });

  it.each(development)('"$text" says $label', ({ label, text }) => {
    expect(readAs(text)).toBe(label);
  });

  describe('in texts that no row was written for', () => {
    const all = judged(heldOut);

    it.each(['can', 'cannot'] as const)('"%s" is right when it is read, and mostly found', (answer) => {
      const { precision, recall } = figures(all, answer);
      console.log(
        `reply ${answer}: ${all.length} texts, precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`,
      );
      expect(precision).toBeGreaterThanOrEqual(0.97);
      expect(recall).toBeGreaterThanOrEqual(0.9);
    });

    it('is rather not understood than misunderstood', () => {
      const wrong = all.filter(({ label, read }) => read !== 'unclear' && read !== label);
      const passed = all.filter(({ label, read }) => read === 'unclear' && label !== 'unclear');
      expect(wrong.length).toBeLessThan(passed.length);
    });
  });
});

const feedback = 'log-tilbakemelding-2.0/full';
const described = '<po:BeskrivelseAvHendelse>Kan ta imot</po:BeskrivelseAvHendelse>';

describe('what answers at all', () => {
  it('is a note with the theme of such replies, in a conversation or not', () => {
    const alone = /<ConversationRef>[\s\S]*<\/ConversationRef>/;
    expect(readingWith(note, [alone, '']).reply).toBe('can');
    expect(readingWith('dialog-notat-1.0/cannot-receive').reply).toBe('cannot');
    expect(readingWith('dialog-notat-1.0/reply-undated').reply).toBe('can');
  });

  it('is a note without theme when it is in a conversation and speaks of receiving', () => {
    const themeCode = /<TemaKodet [^>]*9155[^>]*>/;
    const other = '<TemaKodet V="1" S="2.16.578.1.12.4.1.1.7321" DN="Notat om pasient"/>';
    const alone = /<ConversationRef>[\s\S]*<\/ConversationRef>/;
    expect(readingWith(note, [themeCode, other]).reply).toBe('can');
    expect(readingWith(note, [themeCode, other], [alone, '']).reply).toBeUndefined();
    const about = '<TekstNotatInnhold>Det går fint. Takk for epikrisen.</TekstNotatInnhold>';
    expect(readingWith(note, [themeCode, other], [noteText, about]).reply).toBeUndefined();
  });

  it('is a message of feedback, understood or not', () => {
    expect(readingWith(feedback).reply).toBe('can');
    expect(readingWith('log-tilbakemelding-2.0/minimal').reply).toBe('unclear');
    const no = '<po:BeskrivelseAvHendelse>Kan ikke ta imot</po:BeskrivelseAvHendelse>';
    expect(readingWith(feedback, [described, no]).reply).toBe('cannot');
  });

  it('is never what a hospital or a GP says', () => {
    const asHospital = [/<Id>9150601<\/Id>/, '<Id>9000301</Id>'] as const;
    const asDoctor = [/<Id>9150601<\/Id>/, '<Id>9150811</Id>'] as const;
    expect(readingWith(note, asHospital).reply).toBeUndefined();
    expect(readingWith(note, asDoctor).reply).toBeUndefined();
  });
});
