// The UI is built to files only: no inline script, style or data URL, so that the gateway's Content-Security-Policy
// (`default-src 'self'; style-src 'self'`) needs no exception.
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoad } from './first-load.ts';

const backend = process.env['MEDIAHUB_URL'] ?? 'http://localhost:8080';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), firstLoad()],
  // The components are written for React and run on Preact, which is a seventh of its size; types come from React.
  resolve: {
    alias: [
      { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react$/, replacement: `${import.meta.dirname}/react.ts` },
      { find: /^react-dom$/, replacement: 'preact/compat' },
    ],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
    cssTarget: 'esnext',
    // Few files: what every page needs in two, the rest by page.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'vendor', test: /node_modules\/(preact|@tanstack|react-router)\// },
            {
              name: 'base',
              test: /web\/src\/(ui|api|browser|i18n\/(texts|LanguageProvider))\b|lucide-react/,
              minShareCount: 4,
            },
          ],
        },
      },
    },
  },
  server: {
    // The gateway only obeys its own pages, so the dev server speaks in the gateway's name.
    proxy: {
      '/api': {
        target: backend,
        ws: true,
        changeOrigin: true,
        rewriteWsOrigin: true,
        headers: { origin: backend },
      },
      '/auth': { target: backend, changeOrigin: true, headers: { origin: backend } },
      // wrangler's explorer of the local state.
      '/cdn-cgi/local': { target: backend, changeOrigin: true, headers: { origin: backend } },
      '/health': backend,
      '/openapi.json': backend,
    },
  },
});
