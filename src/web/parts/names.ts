import type { Speech } from '../i18n/language.tsx';

const named = (t: Speech['t'], key: string, code: string): string => {
  const text = t(`${key}.${code}`);
  return text === `${key}.${code}` ? code : text;
};

/** A type of message (8279) in words; its code when there are none. */
export const typeWord = (t: Speech['t'], code: string): string => named(t, 'words.types', code);

/** A block of content in words; its code when there are none. */
export const blockWord = (t: Speech['t'], code: string): string => named(t, 'words.blocks', code);

/** With a capital, for the beginning of a line. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('nb') + text.slice(1);
