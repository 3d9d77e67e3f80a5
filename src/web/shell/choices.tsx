import { Button, ToggleGroup } from '@digdir/designsystemet-react';
import { MoonIcon, SunIcon } from '@navikt/aksel-icons';
import { useEffect, useState } from 'react';
import type { Language } from '../../domain/texts.ts';
import { useSpeech } from '../i18n/language.tsx';

const languages: readonly { readonly code: Language; readonly name: string }[] = [
  { code: 'nn', name: 'Nynorsk' },
  { code: 'nb', name: 'Bokmål' },
  { code: 'en', name: 'English' },
];

export const LanguageChoice = () => {
  const { language, setLanguage, t } = useSpeech();
  return (
    <ToggleGroup
      value={language}
      onChange={(code) => setLanguage(code as Language)}
      data-size="sm"
      aria-label={t('shell.language')}
    >
      {languages.map(({ code, name }) => (
        <ToggleGroup.Item key={code} value={code} lang={code} aria-label={name}>
          {code}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup>
  );
};

type Theme = 'light' | 'dark';
const stored = 'overgang.theme';

const firstTheme = (): Theme => {
  const chosen = localStorage.getItem(stored);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

/** Light or dark; as the reader's machine is until she chooses. */
export const ThemeChoice = () => {
  const { t } = useSpeech();
  const [theme, setTheme] = useState(firstTheme);
  useEffect(() => {
    document.documentElement.dataset.colorScheme = theme;
  }, [theme]);
  const other = theme === 'light' ? 'dark' : 'light';
  return (
    <Button
      icon
      variant="tertiary"
      data-size="sm"
      data-color="neutral"
      aria-label={t(`shell.theme.${other}`)}
      onClick={() => {
        localStorage.setItem(stored, other);
        setTheme(other);
      }}
    >
      {other === 'dark' ? <MoonIcon aria-hidden /> : <SunIcon aria-hidden />}
    </Button>
  );
};
