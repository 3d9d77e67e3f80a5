import { describe, expect, it } from 'vitest';
import { Lexicon } from '../../../src/rules/wording/lexicon.ts';
import { readText } from '../../../src/rules/wording/sentences.ts';

const lexicon = new Lexicon({});
const count = (text: string): number => readText(text, lexicon).sentences.length;
const words = (text: string): readonly number[] =>
  readText(text, lexicon).sentences.map(({ tokens }) => tokens.length);

describe('a text is read as sentences', () => {
  it.each([
    ['Går bra. Reiser heim.', 2],
    ['går bra. reiser heim', 2],
    ['Går bra! Reiser heim? Ja.', 3],
    ['Tek f.eks. Paracet ved behov.', 1],
    ['Time hos dr. Kattefot kl. 10. desember.', 1],
    ['Pas. skal heim, jf. notat av 3. ds.', 1],
    ['Paracet 1 g x 4, maks. 4,5 mg. pr. døgn.', 1],
    ['Furosemid 40 mg. Metoprolol 50 mg.', 2],
    ['Kontroll 12.12. hos fastlegen.', 1],
    ['Kontroll 12.12. Fastlegen ringer.', 2],
    ['Kom den 3. desember.', 1],
    ['Kom den 3. Desember vart lang.', 1],
    ['Hb 10.4 og CRP 12.', 1],
    ['Hj.spl. kjem kl. 08.30.', 1],
    ['Betre i dag.Reiser heim.', 2],
    ['', 0],
    [' \n ', 0],
  ])('%j is %i', (text, sentences) => {
    expect(count(text)).toBe(sentences);
  });

  it('a short line ends a sentence, a full one goes on in the next', () => {
    expect(count('Plan\nKontroll hos fastlege\nsting ut dag 12')).toBe(3);
    expect(
      count('Pasienten vart innlagd med feber og hoste og fekk antibiotika\nintravenøst i to døgn'),
    ).toBe(1);
    expect(count('Pasienten vart innlagd med feber og hoste og fekk antibiotika\n\nintravenøst')).toBe(2);
    expect(count('Ein\r\nTo')).toBe(2);
  });

  it('words that a lost tag glued together are two', () => {
    expect(words('Medisinar som førKontroll etter kvart')).toEqual([3, 3]);
    expect(words('HbA1c, eGFR og proBNP i mmHg')).toEqual([7]);
  });

  it('signs between clauses are tokens, a slash is none', () => {
    expect(words('heim, og/eller (kanskje)')).toEqual([7]);
  });

  it('a sentence without end is cut, and a text that is too long is read so far', () => {
    expect(Math.max(...words('og '.repeat(1000)))).toBe(100);
    expect(count('ja. '.repeat(50_000))).toBe(25_000);
  });

  it('a question is known as one', () => {
    expect(readText('Heim i dag? Ja.', lexicon).sentences.map(({ asked }) => asked)).toEqual([true, false]);
  });

  it('only what stands between two marks is quoted', () => {
    const [first] = readText('sa «eg vil heim» i dag', lexicon).sentences;
    expect(first?.tokens.map((_, at) => first.quoted?.[at] === true)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(readText('sa «eg vil heim', lexicon).sentences[0]?.quoted).toBeUndefined();
  });
});
