// Keys for those who do not take the mouse: `g` and a letter go to a page, `/` to the search, `?` shows them all. Never
// while somebody writes, and never with a key of the browser.
import { useEffect, useState } from 'react';
import { Compass } from 'lucide-react';
import { useNavigate } from 'react-router';
import { goTo } from '../entities/tour/tour.ts';
import { t } from '../i18n/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { labelOf, PAGES } from './pages.ts';

/** By the second key; the letters are those of the English names. */
const GO: Readonly<Record<string, string>> = {
  m: '/map',
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
  return help ? <Help onClose={() => setHelp(false)} /> : null;
}

const Help = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={t.common.shortcuts.title} onClose={onClose}>
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 p-5 text-sm">
      {Object.entries(GO).map(([key, to]) => {
        const page = PAGES.find((one) => one.to === to);
        return page && <Key key={key} keys={['g', key]} says={labelOf(page)} />;
      })}
      <Key keys={['/']} says={t.common.shortcuts.search} />
      <Key keys={['?']} says={t.common.shortcuts.help} />
    </dl>
    <div className="flex justify-end border-t border-line px-5 py-3">
      <Button
        small
        icon={Compass}
        onClick={() => {
          onClose();
          goTo('upload');
        }}
      >
        {t.library.takeTour}
      </Button>
    </div>
  </Dialog>
);

const Key = ({ keys, says }: { keys: readonly string[]; says: string }) => (
  <>
    <dt className="flex gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="min-w-7 rounded-md border border-line-strong bg-sunken px-1.5 py-0.5 text-center font-mono text-xs"
        >
          {key}
        </kbd>
      ))}
    </dt>
    <dd>{says}</dd>
  </>
);
