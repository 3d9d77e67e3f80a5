import { Link as DsLink, SkipLink } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import type { Me } from '../api/me.ts';
import { useSpeech } from '../i18n/language.tsx';
import { LanguageChoice, ThemeChoice } from './choices.tsx';
import type { Page } from './pages.ts';
import { RoleSwitch } from './role-switch.tsx';

const MenuLink = ({ page }: { readonly page: Page }) => {
  const { t } = useSpeech();
  const [isHere] = useRoute(`${page.path}/*?`);
  return (
    <li>
      <DsLink asChild data-color="neutral">
        <Link href={page.path} aria-current={isHere ? 'page' : undefined} className="og-menu-link">
          {t(`${page.key}.menu`)}
        </Link>
      </DsLink>
    </li>
  );
};

/** What stands around every page: name, menu, who the reader is, language and colours. */
export const Frame = ({
  me,
  pages,
  children,
}: {
  readonly me: Me | undefined;
  readonly pages: readonly Page[];
  readonly children: ReactNode;
}) => {
  const { t } = useSpeech();
  return (
    <>
      <SkipLink href="#content">{t('shell.skip')}</SkipLink>
      <header className="og-header">
        <div className="og-bar">
          <Link href="/" className="og-brand">
            Overgang
          </Link>
          <div className="og-choices">
            {me?.sandbox && <RoleSwitch me={me} sandbox={me.sandbox} />}
            <LanguageChoice />
            <ThemeChoice />
          </div>
        </div>
        <nav aria-label={t('shell.menu')}>
          <ul className="og-menu">
            {pages.map((page) => (
              <MenuLink key={page.key} page={page} />
            ))}
          </ul>
        </nav>
      </header>
      <main id="content" className="og-main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
};
