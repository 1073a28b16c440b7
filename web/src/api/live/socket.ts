// The WebSocket to /api/v1/live. It reconnects by itself, with growing delays, and names the last position that
// was seen, so that nothing is missed in between.
import ReconnectingWebSocket from 'partysocket/ws';
import type { LiveMessage } from '#shared/mediahub/api/live';

export type ConnectionState = 'connecting' | 'live' | 'reconnecting';

interface Handlers {
  onMessage: (message: LiveMessage) => void;
  onState: (state: ConnectionState) => void;
  /** It is open again after an interruption. */
  onBack: () => void;
  /** A handshake failed: perhaps the session has ended. Called once per interruption. */
  onRefused: () => void;
}

/** Opens the connection; call the answer to close it for good. */
export function connectLive({ onMessage, onState, onBack, onRefused }: Handlers): () => void {
  let lastPosition: number | null = null;
  let open = false;
  let wasOpen = false;
  let refusalTold = false;

  const url = () => {
    const target = new URL('/api/v1/live', location.href);
    target.protocol = target.protocol === 'https:' ? 'wss:' : 'ws:';
    if (lastPosition !== null) target.searchParams.set('after', String(lastPosition));
    return target.href;
  };
  const socket = new ReconnectingWebSocket(url, undefined, {
    minReconnectionDelay: 400 + Math.random() * 400,
    maxReconnectionDelay: 8000,
    reconnectionDelayGrowFactor: 1.6,
  });

  socket.addEventListener('open', () => {
    open = true;
    refusalTold = false;
    onState('live');
    if (wasOpen) onBack();
    wasOpen = true;
  });
  socket.addEventListener('message', ({ data }) => {
    const message = parse(data);
    if (!message) return;
    if (message.type === 'reset') lastPosition = message.position;
    if (message.type === 'event') lastPosition = Math.max(lastPosition ?? 0, message.position);
    onMessage(message);
  });
  socket.addEventListener('close', () => {
    onState('reconnecting');
    if (!open && !refusalTold) {
      refusalTold = true;
      onRefused();
    }
    open = false;
  });
  return () => socket.close();
}

function parse(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data) as LiveMessage;
  } catch {
    return null;
  }
}
