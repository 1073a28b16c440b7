// The languages, each in its own words.
import { useLanguage } from '../i18n/LanguageProvider.tsx';
import { isLanguage, LANGUAGES, t } from '../i18n/texts.ts';
import { FilterBar } from './FilterBar.tsx';

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
