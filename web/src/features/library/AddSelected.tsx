// Puts what is chosen into an album.
import { useState } from 'react';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useAddToAlbum, useAlbums } from '../../entities/album/albums.ts';

interface Props {
  ids: ReadonlySet<string>;
  /** The album that one came from, or nothing. */
  album: string;
  onAdded: () => void;
}

export function AddSelected({ ids, album, onAdded }: Props) {
  const albums = useAlbums().data?.filter(({ is_default }) => !is_default) ?? [];
  const [chosen, setChosen] = useState(album);
  const add = useAddToAlbum();
  const toast = useToast();
  const name = albums.find(({ id }) => id === chosen)?.name ?? '';

  return (
    <form
      className="flex min-w-0 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(
          { albumId: chosen, mediaIds: [...ids] },
          {
            onSuccess: () => {
              toast(t.albums.addedMany(ids.size, name));
              onAdded();
            },
            onError: (error) => toast(messageOf(error), 'bad'),
          },
        );
      }}
    >
      <select
        aria-label={t.library.addToAlbum}
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
        className="h-8 max-w-44 min-w-0 rounded-lg border border-line-strong bg-raised px-2 text-[0.8125rem]"
      >
        <option value="">{t.library.chooseAlbum}</option>
        {albums.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <Button small tone="primary" type="submit" busy={add.isPending} disabled={chosen === '' || ids.size === 0}>
        {t.library.add1}
      </Button>
    </form>
  );
}
