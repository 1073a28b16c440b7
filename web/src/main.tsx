// Where the UI starts: the language and the page that the address names are fetched side by side, then the first render.
import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { preloadPage } from './app/routes.ts';
import { restoreTheme } from './browser/theme.ts';
import { language, speak } from './i18n/texts.ts';

restoreTheme();
preloadPage(location.pathname);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await speak(language);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
