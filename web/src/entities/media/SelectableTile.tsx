// A media item while several are being chosen: a checkbox with its face.
import { TileFace } from './TileFace.tsx';
import type { Media } from './media.ts';
import type { Selection } from './selection.ts';

interface Props {
  media: Media;
  selection: Selection;
}

export function SelectableTile({ media, selection: { ids, toggle } }: Props) {
  const chosen = ids.has(media.id);
  return (
    <label
      className={`relative block cursor-pointer overflow-hidden rounded-2xl border bg-surface shadow-card after:pointer-events-none after:absolute after:inset-0 after:rounded-2xl after:ring-inset has-focus-visible:after:ring-4 after:ring-accent ${chosen ? 'border-accent after:ring-2' : 'border-line'}`}
    >
      <input
        type="checkbox"
        aria-label={media.filename}
        checked={chosen}
        onChange={() => toggle(media.id)}
        className="absolute top-2.5 left-2.5 z-10 size-5 accent-(--color-accent) outline-none"
      />
      <TileFace media={media} />
    </label>
  );
}
