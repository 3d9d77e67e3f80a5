import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { permissions } from '../../src/domain/roles.ts';
import { type Language, languages } from '../../src/domain/texts.ts';
import { pages } from '../../src/web/shell/pages.ts';

/** The web app's texts: all there in each language, all in use, each in its own language. */

const root = join(import.meta.dirname, '../..');
const seeds = join(root, 'seeds/web');
const folders = readdirSync(seeds);

/** Every text of a tree by its key. */
const flat = (tree: unknown, key: string): readonly (readonly [string, string])[] =>
  typeof tree === 'string'
    ? [[key, tree]]
    : Object.entries(tree as object).flatMap(([name, below]) => flat(below, `${key}.${name}`));

type Texts = ReadonlyMap<string, string>;

const textsIn = (folder: string, language: Language): Texts => {
  const file = join(seeds, folder, `${language}.yaml`);
  return new Map(existsSync(file) ? flat(parse(readFileSync(file, 'utf8')), folder) : []);
};

const allIn = (language: Language): Texts =>
  new Map(folders.flatMap((folder) => [...textsIn(folder, language)]));
const all: Readonly<Record<Language, Texts>> = { nb: allIn('nb'), nn: allIn('nn'), en: allIn('en') };

const withoutComments = (code: string): string => code.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const sources = readdirSync(join(root, 'src/web'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => ({ file, code: withoutComments(readFileSync(join(root, 'src/web', file), 'utf8')) }));

/** A part of the tree may be asked for whole, by its name. */
const below = (key: string): readonly string[] =>
  [...all.nb.keys()].filter((one) => one.startsWith(`${key}.`));

/** Permissions are named as texts are. */
const isPermission = (key: string): boolean => permissions.some((permission) => permission === key);

const named = folders.join('|');
/** Keys as they stand in the code: 'page.name'. */
const literal = new RegExp(`'((?:${named})\\.[\\w.-]+)'`, 'g');
/** Keys that the code puts together: `page.name.${part}`, `${page.key}.menu`. */
const template = new RegExp(`\`((?:(?:${named})\\.|\\$\\{(?:page\\.)?key\\}\\.)[^\`\\s]*)\``, 'g');

const literals = sources.flatMap(({ file, code }) =>
  [...code.matchAll(literal)].map(([, key = '']) => ({ file, key })),
);
const templates = sources.flatMap(({ file, code }) =>
  [...code.matchAll(template)].map(([, key = '']) => ({ file, key, pattern: patternOf(key) })),
);

/** What a put-together key may become: each ${…} is one name or more. */
function patternOf(key: string): RegExp {
  const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts.join('[^.\\s]+(?:\\.[^.\\s]+)*')}$`);
}

/** Where a text may have {places}. */
const places = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

const withoutPlaces = (text: string): string => text.replaceAll(/\{\w+\}/g, '');

describe.each(folders)('the texts of %s', (folder) => {
  const [nb, nn, en] = [textsIn(folder, 'nb'), textsIn(folder, 'nn'), textsIn(folder, 'en')];

  it('have the same keys in each language', () => {
    expect([...nn.keys()].toSorted()).toEqual([...nb.keys()].toSorted());
    expect([...en.keys()].toSorted()).toEqual([...nb.keys()].toSorted());
  });

  it('have the same places to fill in each language', () => {
    for (const [key, text] of nb) {
      expect([key, places(nn.get(key) ?? '')]).toEqual([key, places(text)]);
      expect([key, places(en.get(key) ?? '')]).toEqual([key, places(text)]);
    }
  });

  it('are nowhere empty', () => {
    for (const texts of [nb, nn, en])
      for (const [key, text] of texts) expect([key, text.trim()]).not.toEqual([key, '']);
  });
});

describe('the web app', () => {
  it('asks for texts that there are', () => {
    const missing = literals.filter(
      ({ key }) => !all.nb.has(key) && !isPermission(key) && below(key).length === 0,
    );
    expect(missing.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
  });

  it('puts keys together that there are texts for', () => {
    const keys = [...all.nb.keys()];
    const missing = templates.filter(({ pattern }) => !keys.some((key) => pattern.test(key)));
    expect(missing.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
  });

  it('uses every text that there is', () => {
    const asked = new Set(literals.flatMap(({ key }) => [key, ...below(key)]));
    const unused = [...all.nb.keys()].filter(
      (key) => !asked.has(key) && !templates.some(({ pattern }) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it.each(pages.map(({ key }) => key))('has a name in the menu for %s', (key) => {
    for (const language of languages) expect(all[language].get(`${key}.menu`)).toBeTruthy();
  });
});

/** Common words that only one of the written forms has. */
const nynorskOnly =
  'ikkje|kven|kva|kvar|kvifor|korleis|frå|ein|eit|dykk|dykkar|eg|nokon|nokre|berre|vart|vere|gjer|gjere|meir|fleire|meldingar|kjelde|talet|utan|skriv inn|mykje';
const bokmålOnly =
  'ikke|hvem|hva|hvor|hvorfor|hvordan|fra|et|dere|deres|jeg|noen|noe|bare|ble|være|vært|gjør|gjøre|hun|mer|flere|kilde|tallet|meldinger|uten|mye|hver|hvert|disse|sier';
const wordsOf = (list: string): RegExp => new RegExp(`(?<![\\p{L}-])(${list})(?!\\p{L})`, 'iu');

describe('Norwegian', () => {
  it.each([
    ['nn', wordsOf(bokmålOnly)],
    ['nb', wordsOf(nynorskOnly)],
  ] as const)('in %s has no words of the other form', (language, foreign) => {
    const found = [...all[language]].flatMap(([key, text]) => {
      const [word] = foreign.exec(withoutPlaces(text)) ?? [];
      return word === undefined ? [] : [`${key}: «${word}» in «${text}»`];
    });
    expect(found).toEqual([]);
  });

  it('differs between its two forms where there is a sentence', () => {
    const sentences = [...all.nb].filter(([, text]) => text.split(' ').length >= 6);
    const same = sentences.filter(([key, text]) => all.nn.get(key) === text).map(([key]) => key);
    expect(same.length / sentences.length).toBeLessThan(0.1);
  });

  it('is not English', () => {
    const english = /(?<!\p{L})(the|and|with|not|from|your|which|this|are)(?!\p{L})/iu;
    for (const language of ['nb', 'nn'] as const) {
      expect([...all[language].values()].filter((text) => english.test(withoutPlaces(text)))).toEqual([]);
    }
  });
});
