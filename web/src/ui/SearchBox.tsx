// The search: asks when typing rests, not at every key.
import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../i18n/texts.ts';
import { IconButton } from './Button.tsx';

const REST_MS = 250;
/** As many characters as a search may have. */
const LONGEST = 200;

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onSearch: (text: string) => void;
}

export function SearchBox({ label, placeholder, value, onSearch }: Props) {
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  // Someone else changed it, e.g. by going back.
  if (value !== asked) {
    setAsked(value);
    if (value !== text.trim()) setText(value);
  }

  useEffect(() => {
    if (text.trim() === value) return undefined;
    const timer = setTimeout(() => onSearch(text.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);

  return (
    <search className="relative min-w-48 flex-1 sm:max-w-xs">
      <Search
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-faint"
        aria-hidden
      />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={LONGEST}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key, nativeEvent }) => {
          // Enter also ends the composing of Japanese: that one is no question yet.
          if (key === 'Enter' && !nativeEvent.isComposing) onSearch(text.trim());
        }}
        className="h-9 w-full rounded-full border border-line-strong bg-raised pr-9 pl-9 text-sm placeholder:text-faint"
      />
      {text !== '' && (
        <IconButton
          icon={X}
          label={t.common.clearSearch}
          onClick={() => {
            setText('');
            onSearch('');
          }}
          className="absolute top-0.5 right-0.5 rounded-full"
        />
      )}
    </search>
  );
}
