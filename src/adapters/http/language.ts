import { type Language, languages } from '../../domain/texts.ts';

const languageOf = (range: string): Language | undefined => {
  const tag = range.split('-')[0];
  // Norwegian without saying which (`no`) is bokmål; so is "anything".
  return tag === 'no' || tag === '*' ? 'nb' : languages.find((language) => language === tag);
};

/** The language to answer in: the best of Accept-Language that we have (RFC 9110 §12.5.4), else bokmål. */
export const preferredLanguage = (header: string | undefined): Language => {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .flatMap((part) => {
      const [range = '', ...params] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const language = languageOf(range);
      const weight = params.find((param) => param.startsWith('q='))?.slice(2);
      const quality = weight === undefined ? 1 : Number(weight);
      return language !== undefined && quality > 0 ? [{ language, quality }] : [];
    });
  return wanted.reduce((best, next) => (next.quality > best.quality ? next : best), {
    language: 'nb' as Language,
    quality: 0,
  }).language;
};
