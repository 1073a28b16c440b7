// Narrows the library down: to an album, to days.
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useAlbums } from '../../entities/album/albums.ts';
import { EVERYTHING, type LibraryFilter } from '../../entities/media/filter.ts';

interface Props {
  filter: LibraryFilter;
  onChange: (change: Partial<LibraryFilter>) => void;
}

const FIELD = 'h-9 rounded-lg border border-line-strong bg-raised px-2.5 text-sm';

export function LibraryFilters({ filter, onChange }: Props) {
  const albums = useAlbums().data ?? [];
  const set = filter.album !== '' || filter.from !== '' || filter.to !== '';
  return (
    <div
      role="group"
      aria-label={t.library.filters}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm"
    >
      <label className="flex items-center gap-2 max-sm:w-full max-sm:justify-between">
        <span className="text-soft">{t.library.inAlbum}</span>
        <select
          value={filter.album}
          onChange={({ target }) => onChange({ album: target.value })}
          className={`${FIELD} max-w-44`}
        >
          <option value="">{t.library.everyAlbum}</option>
          {albums.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Day label={t.library.from} value={filter.from} onChange={(from) => onChange({ from })} />
      <Day label={t.library.to} value={filter.to} onChange={(to) => onChange({ to })} />
      {filter.from !== '' && filter.to !== '' && filter.from > filter.to && (
        <p role="alert" className="w-full text-sm text-warn">
          {t.library.datesReversed}
        </p>
      )}
      {set && (
        <Button small tone="quiet" onClick={() => onChange({ ...EVERYTHING, view: filter.view })}>
          {t.library.noFilters}
        </Button>
      )}
    </div>
  );
}

interface DayProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-2 max-sm:w-full max-sm:justify-between">
      <span className="text-soft">{label}</span>
      <input
        type="date"
        value={value}
        min={min}
        max={max}
        onChange={({ target }) => onChange(target.value)}
        className={FIELD}
      />
    </label>
  );
}
