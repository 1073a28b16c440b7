// The sheet of the keys; fetched when someone asks for it.
import { Compass } from 'lucide-react';
import { goTo } from '../entities/tour/tour.ts';
import { t } from '../i18n/texts.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { labelOf, PAGES } from './pages.ts';

interface Props {
  /** Page by second key. */
  go: Readonly<Record<string, string>>;
  onClose: () => void;
}

export const ShortcutHelp = ({ go, onClose }: Props) => (
  <Dialog title={t.common.shortcuts.title} onClose={onClose}>
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 p-5 text-sm">
      {Object.entries(go).map(([key, to]) => {
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
