// Which language is spoken. Texts are read while rendering, so a switch renders everything below again: that is why the
// children are a function. Nothing is mounted again: the session, open dialogs and uploads stay as they are.
import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { language as spokenNow, speak, type Language } from './texts.ts';
import { keep } from '../browser/preferences.ts';

interface Spoken {
  language: Language;
  choose: (language: Language) => void;
}

const LanguageContext = createContext<Spoken | null>(null);

export function LanguageProvider({ children }: { children: () => ReactNode }) {
  const [language, setLanguage] = useState(spokenNow);
  const spoken = useMemo(() => {
    const choose = (next: Language) => {
      keep('language', next);
      // A catalogue that cannot be fetched leaves the language as it is; the choice is kept for the next visit.
      void speak(next)
        .then(() => setLanguage(spokenNow))
        .catch(() => undefined);
    };
    return { language, choose };
  }, [language]);
  return <LanguageContext value={spoken}>{children()}</LanguageContext>;
}

export function useLanguage(): Spoken {
  const spoken = use(LanguageContext);
  if (!spoken) throw new Error('useLanguage is only for what LanguageProvider holds');
  return spoken;
}
