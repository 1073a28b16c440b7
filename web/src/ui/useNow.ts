// The current time for what is shown relative to it. Ticks for display only; it never fetches anything.
import { useEffect, useState } from 'react';

/** Renders again every `everyMs`; not at all when null. */
export function useNow(everyMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMs === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
