// Language and look, in a dialog; on a small screen also the way to what has no room in its navigation.
import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { chooseTheme, chosenTheme, THEMES, type Theme } from '../../browser/theme.ts';
import { t } from '../../i18n/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { LanguageChoice } from '../../ui/LanguageChoice.tsx';

export function SettingsButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton icon={Settings2} label={t.settings.title} onClick={() => setOpen(true)} />
      {open && <SettingsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function SettingsDialog({ onClose }: { onClose: () => void }) {
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <Dialog title={t.settings.title} onClose={onClose}>
      <div className="space-y-5 p-5">
        <div className="space-y-2">
          <h3 className="text-sm font-medium">{t.settings.language}</h3>
          <LanguageChoice />
        </div>
        <div className="space-y-2">
          <h3 className="text-sm font-medium">{t.settings.theme}</h3>
          <FilterBar
            label={t.settings.theme}
            names={THEMES}
            texts={t.settings.themes}
            chosen={theme}
            onChoose={choose}
          />
        </div>
        <p className="text-xs text-faint">{t.settings.kept}</p>
        <nav aria-label={t.settings.more} className="flex gap-5 border-t border-line pt-4 text-sm md:hidden">
          {[
            { to: '/settings/account', name: t.common.account },
            { to: '/docs', name: t.common.api },
          ].map(({ to, name }) => (
            <Link key={to} to={to} onClick={onClose} className="font-medium text-accent hover:underline">
              {name}
            </Link>
          ))}
        </nav>
      </div>
    </Dialog>
  );
}
