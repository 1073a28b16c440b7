// The UI is built to files only: no inline script, style or data URL, so that the gateway's Content-Security-Policy
// (`default-src 'self'; style-src 'self'`) needs no exception.
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const backend = process.env['MEDIAHUB_URL'] ?? 'http://localhost:8080';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
    cssTarget: 'esnext',
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
      '/health': backend,
      '/openapi.json': backend,
    },
  },
});
