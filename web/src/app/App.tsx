// The providers, from the outside in: language, cache, address, session. Everything below the gate has a user and a
// live feed.
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from '../api/query-client.ts';
import { AppRoutes } from './AppRoutes.tsx';
import { CrashBoundary } from './CrashBoundary.tsx';
import { SessionGate } from '../features/login/SessionGate.tsx';
import { forgetSession } from '../entities/user/me.ts';
import { UploadProvider } from '../entities/upload/UploadProvider.tsx';
import { ToastProvider } from '../ui/Toasts.tsx';
import { LanguageProvider } from '../i18n/LanguageProvider.tsx';
import { LiveProvider } from '../api/live/LiveProvider.tsx';

export function App() {
  const [client] = useState(() => {
    const created = createQueryClient(() => forgetSession(created));
    return created;
  });
  return (
    <LanguageProvider>
      {() => (
        <CrashBoundary>
          <QueryClientProvider client={client}>
            <BrowserRouter>
              <ToastProvider>
                <SessionGate>
                  <LiveProvider>
                    <UploadProvider>
                      <AppRoutes />
                    </UploadProvider>
                  </LiveProvider>
                </SessionGate>
              </ToastProvider>
            </BrowserRouter>
          </QueryClientProvider>
        </CrashBoundary>
      )}
    </LanguageProvider>
  );
}
