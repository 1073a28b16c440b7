// The languages, each in its own words.
import { useLanguage } from '../../app/LanguageProvider.tsx';
import { isLanguage, LANGUAGES, t } from '../../texts/texts.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';

const NAMES = Object.keys(LANGUAGES).filter(isLanguage);

export function LanguageChoice() {
  const { language, choose } = useLanguage();
  return (
    <FilterBar
      label={t.settings.language}
      names={NAMES}
      texts={LANGUAGES}
      chosen={language}
      onChoose={choose}
      languages
    />
  );
}
