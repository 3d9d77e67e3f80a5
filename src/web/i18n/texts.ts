import type { Language } from '../../domain/texts.ts';

/** Texts of a page: a tree of names with a text at each end (seeds/web/<page>/<language>.yaml). */
export interface TextTree {
  readonly [name: string]: string | TextTree;
}

/** Texts of all pages, by page. */
export type PageTexts = Readonly<Record<string, TextTree>>;

/** Loads one language. */
export const loadTexts = async (language: Language): Promise<PageTexts> => {
  switch (language) {
    case 'nb':
      return (await import('texts:nb')).default;
    case 'nn':
      return (await import('texts:nn')).default;
    case 'en':
      return (await import('texts:en')).default;
  }
};

export type Values = Readonly<Record<string, string | number>>;

/** The text at `page.name.name`, its {placeholders} filled. A text that is not there shows its key, which tests look for. */
export const textAt = (texts: PageTexts, key: string, values: Values = {}): string => {
  let at: string | TextTree | undefined = texts;
  for (const name of key.split('.')) at = typeof at === 'object' ? at[name] : undefined;
  if (typeof at !== 'string') return key;
  return at.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
};
