import '@digdir/designsystemet-css/index.css';
import '@digdir/designsystemet-css/theme.css';
import './style/overgang.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from './i18n/language.tsx';
import { App } from './shell/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('no #root in index.html');

createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
