import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { may, useMe } from '../api/me.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Boundary } from '../parts/boundary.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { Frame } from './frame.tsx';
import { type Page, pages } from './pages.ts';

const lazily = ({ load }: Page): ComponentType => lazy(async () => ({ default: (await load()).Page }));
const shown = pages.map((page) => ({ page, Shown: lazily(page) }));

/** The frame, and in it the page that the address names. */
export const App = () => {
  const { data: me, error } = useMe();
  const { t } = useSpeech();
  const [location] = useLocation();
  const mine = useMemo(() => shown.filter(({ page }) => page.permissions.some((one) => may(me, one))), [me]);
  const [home] = mine;
  return (
    <Frame me={me} pages={mine.map(({ page }) => page)}>
      {error !== undefined && <Failed problem={error} />}
      {me === undefined && error === undefined && <Loading />}
      {me !== undefined && (
        <Boundary key={location.split('/')[1]}>
          <Suspense fallback={<Loading />}>
            <Switch>
              {mine.map(({ page, Shown }) => (
                <Route key={page.key} path={`${page.path}/*?`} component={Shown} />
              ))}
              <Route path="/">
                {home === undefined ? (
                  <Nothing text={t('shell.noPages')} />
                ) : (
                  <Redirect to={home.page.path} replace />
                )}
              </Route>
              <Route>
                <Nothing text={t('shell.notFound')} />
              </Route>
            </Switch>
          </Suspense>
        </Boundary>
      )}
    </Frame>
  );
};
