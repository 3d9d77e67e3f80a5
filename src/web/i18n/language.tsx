import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { Language } from '../../domain/texts.ts';
import { createFormats, type Formats } from './format.ts';
import { loadTexts, type PageTexts, textAt, type Values } from './texts.ts';

/** The reader's language: texts and formats. */
export interface Speech {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The text of a key, `page.name`. */
  readonly t: (key: string, values?: Values) => string;
  readonly format: Formats;
}

const SpeechContext = createContext<Speech | undefined>(undefined);
const stored = 'overgang.language';

const isLanguage = (text: string | null | undefined): text is Language =>
  text === 'nb' || text === 'nn' || text === 'en';

/** What the address says, else what was chosen before, else what the browser asks for; bokmål when none is ours. */
const firstLanguage = (): Language => {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(asked)) return asked;
  const chosen = localStorage.getItem(stored);
  if (isLanguage(chosen)) return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return spoken ?? 'nb';
};

export const LanguageProvider = ({ children }: { readonly children: ReactNode }) => {
  const [language, setLanguage] = useState(firstLanguage);
  const [texts, setTexts] = useState<{ readonly language: Language; readonly of: PageTexts }>();
  useEffect(() => {
    let isWanted = true;
    void loadTexts(language).then((of) => {
      if (isWanted) setTexts({ language, of });
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  const speech = useMemo((): Speech | undefined => {
    if (texts === undefined) return undefined;
    return {
      language: texts.language,
      setLanguage(next) {
        localStorage.setItem(stored, next);
        setLanguage(next);
      },
      t: (key, values) => textAt(texts.of, key, values),
      format: createFormats(texts.language),
    };
  }, [texts]);
  useEffect(() => {
    if (speech !== undefined) document.documentElement.lang = speech.language;
  }, [speech]);
  return speech === undefined ? null : <SpeechContext value={speech}>{children}</SpeechContext>;
};

/** The reader's language. */
export const useSpeech = (): Speech => {
  const speech = use(SpeechContext);
  if (speech === undefined) throw new Error('outside LanguageProvider');
  return speech;
};
