import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOf, tells, wordingRow } from './rows.ts';

const must = ['{must} ..2 {place}'];
const finds = (text: string, phrases: readonly string[] = must): boolean =>
  tells(wordingRow(phrases), [text]);

describe('a pattern', () => {
  it.each([
    ['words in any case', 'HAN MÅ PÅ SJUKEHEIM', true],
    ['decomposed letters', 'han må på sjukeheim'.normalize('NFD'), true],
    ['words with a soft hyphen', 'han må på sjuke\u00ADheim', true],
    ['a stem with any end', 'må på sjukeheimen', true],
    ['an end with any stem', 'må ha langtidsplass', true],
    ['a phrase of several words', 'må få plass på sjukeheim', true],
    ['whole words only', 'måtte på sjukeheim', false],
    ['up to so many words between', 'må no straks på sjukeheim', false],
    ['no words of another clause', 'må, sjukeheim', false],
    ['nothing across a word that begins a clause', 'må men sjukeheim', false],
    ['nothing across sentences', 'må. Sjukeheim', false],
  ])('takes %s', (_what, text, expected) => {
    expect(finds(text)).toBe(expected);
  });

  it('takes alternatives, what may be left out, and groups of groups', () => {
    const phrases = ['må|skal straks? til {home}'];
    expect(finds('skal til heimen', phrases)).toBe(true);
    expect(finds('må straks til sjukeheim', phrases)).toBe(true);
    expect(finds('må kanskje til heimen', phrases)).toBe(false);
  });

  it('crosses a comma where it says so', () => {
    expect(finds('må, straks, på sjukeheim', ['må ...3 {place}'])).toBe(true);
  });

  it('can ask for begin and end', () => {
    expect(finds('Som før.', ['^ som før $'])).toBe(true);
    expect(finds('Medisin: som før, takk.', ['^ som før $'])).toBe(true);
    expect(finds('Han er som før.', ['^ som før $'])).toBe(false);
    expect(finds('Som før nemnt.', ['^ som før $'])).toBe(false);
  });

  it('knows numbers, dates and years', () => {
    const about = ['om @number veker'];
    expect(finds('om 6 veker', about)).toBe(true);
    expect(finds('om 6veker', about)).toBe(true);
    expect(finds('time 12.12.', ['time @date'])).toBe(true);
    expect(finds('time 3/12-26', ['time @date'])).toBe(true);
    expect(finds('trykk 140/90', ['trykk @date'])).toBe(false);
    expect(finds('sidan 2018', ['sidan @year'])).toBe(true);
  });

  it.each([
    ['{nobody} må', 'there are no words {nobody} ({nobody} må)'],
    ['..2 må', 'it begins with nothing certain (..2 må)'],
    ['må ..99 plass', '..99 is no gap of 1 to 15 words (må ..99 plass)'],
    ['må *las*', '*las* may have * at one end only (må *las*)'],
    ['må pl*', 'pl* needs 3 letters beside * (må pl*)'],
    ['må Plass', 'Plass is no word (må Plass)'],
    ['@sometime', '@sometime is no word (@sometime)'],
  ])('that says %s is refused', (phrase, fault) => {
    expect(faultOf(wordingRow([phrase]))).toBe(fault);
  });

  it('with a group that holds itself is refused', () => {
    const words = { stop: ['som'], one: ['{two}'], two: ['{one}'] };
    const row = wordingRow(['{one} plass'], { vocabulary: { words, excuses: {} } });
    expect(faultOf(row)).toContain('{one} holds itself');
  });
});

describe('an excuse', () => {
  const excused = (unless: string, text: string): boolean =>
    !tells(wordingRow(must, { unless: [unless] }), [text]);

  it.each([
    ['negated', 'Han skal ikkje på sjukeheim.', true],
    ['negated', 'Det er ikkje slik at han må på sjukeheim.', true],
    ['negated', 'Han er ikkje sterk, må på sjukeheim.', false],
    ['negated', 'Han er ikkje sterk og må på sjukeheim.', false],
    ['negated', 'Han må på sjukeheim og kan ikkje gå.', false],
    ['denied', 'Må på sjukeheim er ikkje sagt.', true],
    ['denied', 'Må på sjukeheim, men kan ikkje gå.', false],
    ['agreed', 'Dette er avtalt. Han skal på sjukeheim.', true],
    ['agreed', 'Han skal på sjukeheim. Dette er avtalt.', false],
    ['agreed', 'Dette er ikkje avtalt. Han skal på sjukeheim.', false],
    ['dated', 'Må på sjukeheim. Reiser 12.12.', true],
    ['dated', 'Kom 12.12. Må på sjukeheim.', false],
    ['said', 'Ho seier at han må på sjukeheim.', true],
    ['said', 'Han må på sjukeheim, ho seier takk.', false],
    ['inside', 'Må kanskje på sjukeheim.', true],
    ['inside', 'Kanskje må han på sjukeheim.', false],
    ['anywhere', 'Må på sjukeheim, kanskje.', true],
    ['quoted', 'Ho sa: «Han må på sjukeheim».', true],
    ['quoted', 'Ho sa: "Han må på sjukeheim".', true],
    ['quoted', 'Han må på sjukeheim» sa ho.', false],
    ['quoted', 'Ho sa «takk». Han må på sjukeheim.', false],
    ['asked', 'Må han på sjukeheim?', true],
    ['asked', 'Må han på sjukeheim.', false],
  ])('of kind %s holds for "%s": %s', (unless, text, expected) => {
    expect(excused(unless, text)).toBe(expected);
  });

  it('holds for its own phrase alone', () => {
    const row = wordingRow(must, { unless: ['negated'] });
    expect(tells(row, ['Skal ikkje på sjukeheim. Må på sjukeheim.'])).toBe(true);
  });

  it('that nobody knows, or that leads back to itself, is refused', () => {
    expect(faultOf(wordingRow(must, { unless: ['luck'] }))).toBe('there is no excuse luck');
    expect(faultOf(wordingRow(must, { unless: ['looping'] }))).toBe(
      'the excuse looping leads back to itself',
    );
  });
});

describe('a row', () => {
  it('reads the headings that it names, by code list where it says so', () => {
    const row = wordingRow(must, { headings: ['OP', '9141/8'] });
    expect(tells(row, ['OP: må på sjukeheim'])).toBe(true);
    expect(tells(row, ['8@9141: må på sjukeheim'])).toBe(true);
    expect(tells(row, ['8@9145: må på sjukeheim'])).toBe(false);
    expect(tells(row, ['FO: må på sjukeheim'])).toBe(false);
    expect(tells(row, ['må på sjukeheim'])).toBe(false);
  });

  it('reads the merged text of a message that has none of its headings', () => {
    const row = wordingRow(must, { headings: ['OP'], merged: ['FO'] });
    expect(tells(row, ['FO: må på sjukeheim'])).toBe(true);
    expect(tells(row, ['FO: må på sjukeheim', 'OP: heim'])).toBe(false);
  });

  it('on what stands for a list keeps silent when there is a list', () => {
    const row = wordingRow(must, { unlisted: true });
    expect(tells(row, ['må på sjukeheim'], 0)).toBe(true);
    expect(tells(row, ['må på sjukeheim'], 1)).toBe(false);
  });

  it('on absence tells of a phrase that stands in no text', () => {
    const row = wordingRow(['{place}'], {
      sign: 'absence',
      find: [{ phrases: ['{place}'], unless: ['denied'] }],
    });
    expect(tells(row, ['OP: heim', 'FO: bra'])).toBe(true);
    expect(tells(row, ['OP: heim', 'FO: plass på sjukeheim'])).toBe(false);
    expect(tells(row, ['OP: plass på sjukeheim er ikkje søkt'])).toBe(true);
    expect(tells(row, [])).toBe(false);
  });

  it('is settled by a phrase anywhere', () => {
    const row = wordingRow(['{place}'], { sign: 'absence', settled: ['døydde'] });
    expect(tells(row, ['FO: døydde i natt', 'OP: ingen'])).toBe(false);
  });

  it('gives the elements of the texts it tells of, and no words of them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), (texts) => {
        expect(typeof tells(wordingRow(must), texts)).toBe('boolean');
      }),
    );
  });
});
