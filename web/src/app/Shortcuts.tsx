// Keyboard shortcuts: `g` and a letter go to a page, `/` to the search, `?` lists them all. They are off while the user types
// and never take a key of the browser.
import { lazy, Suspense, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';

const Help = lazy(async () => ({ default: (await import('./ShortcutHelp.tsx')).ShortcutHelp }));

/** By the second key; the letters are those of the English names. */
const GO: Readonly<Record<string, string>> = {
  m: '/map',
  b: '/learn',
  l: '/',
  a: '/albums',
  s: '/sagas',
  n: '/notifications',
  e: '/events',
  y: '/system',
  p: '/parked',
  c: '/chaos',
  i: '/invariants',
};
const SECOND_MS = 1_200;

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function Shortcuts() {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    let began = 0;
    const press = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      if (ctrlKey || metaKey || altKey || writes(target)) return;
      const to = event.timeStamp - began < SECOND_MS ? GO[key] : undefined;
      began = key === 'g' ? event.timeStamp : 0;
      if (to !== undefined) void navigate(to);
      else if (key === '?') setHelp(true);
      else if (key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('main search input')?.focus();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [navigate]);
  return help ? (
    <Suspense>
      <Help go={GO} onClose={() => setHelp(false)} />
    </Suspense>
  ) : null;
}
