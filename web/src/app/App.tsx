// The providers, from the outside in: language, cache, address, session. Everything below the gate has a user and a
// live feed.
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './query-client.ts';
import { AppRoutes } from './AppRoutes.tsx';
import { CrashBoundary } from './CrashBoundary.tsx';
import { SessionGate } from '../features/login/SessionGate.tsx';
import { forgetSession } from '../features/login/me.ts';
import { UploadProvider } from '../features/upload/UploadProvider.tsx';
import { ToastProvider } from '../ui/Toasts.tsx';
import { LanguageProvider } from './LanguageProvider.tsx';
import { LiveProvider } from './live/LiveProvider.tsx';

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
