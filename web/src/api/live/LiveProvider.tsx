// Holds the live connection for as long as someone is logged in, and gives its state and its session to the pages.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { createLiveSession, type LiveSession } from './session.ts';
import type { ConnectionState } from './socket.ts';

interface Live extends LiveSession {
  connection: ConnectionState;
}

/** How long after its code could not be fetched. */
const AGAIN_MS = 4_000;

const LiveContext = createContext<Live | null>(null);

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [session] = useState(() => createLiveSession(client));
  const [connection, setConnection] = useState<ConnectionState>('connecting');

  useEffect(() => {
    let over = false;
    let close = () => {};
    let again: ReturnType<typeof setTimeout> | undefined;
    const connect = async (): Promise<void> => {
      try {
        // The page asks its own questions first: what happens in the meantime is asked for once the connection is there.
        const { connectLive } = await import('./socket.ts');
        if (over) return;
        close = connectLive({
          onMessage: session.receive,
          onState: setConnection,
          onBack: session.cameBack,
          onRefused: () => void client.invalidateQueries({ queryKey: ['me'] }),
        });
      } catch {
        if (over) return;
        setConnection('reconnecting');
        again = setTimeout(() => void connect(), AGAIN_MS);
      }
    };
    void connect();
    return () => {
      over = true;
      clearTimeout(again);
      close();
    };
  }, [client, session]);

  return <LiveContext value={{ ...session, connection }}>{children}</LiveContext>;
}

/** The live session; only below LiveProvider. */
export function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('useLive is only for what a logged-in user sees');
  return live;
}
