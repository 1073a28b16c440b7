// In which albums a media item is, the way into another, and out again.
import { X } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useAddToAlbum, useAlbums, useAlbumsOf, useTakeOut } from '../../entities/album/albums.ts';
import { DrawerSection } from './DrawerSection.tsx';
import type { Media } from '../../entities/media/media.ts';

export function MediaAlbums({ media }: { media: Media }) {
  const inside = useAlbumsOf(media.id);
  const takeOut = useTakeOut();
  const toast = useToast();

  return (
    <DrawerSection title={t.library.inAlbums}>
      {inside.data?.length === 0 && <p className="text-sm text-soft">{t.library.inNoAlbum}</p>}
      <ul className="flex flex-wrap gap-2">
        {inside.data?.map(({ id, name }) => (
          <li
            key={id}
            className="inline-flex h-7 items-center rounded-full border border-line-strong text-[0.8125rem] font-medium"
          >
            <Link to={`/albums/${id}`} className="rounded-l-full pl-3 hover:underline">
              {name}
            </Link>
            <button
              type="button"
              aria-label={t.albums.takeOut(name)}
              title={t.albums.takeOut(name)}
              disabled={takeOut.isPending}
              onClick={() =>
                takeOut.mutate(
                  { albumId: id, mediaIds: [media.id] },
                  { onError: (error) => toast(messageOf(error), 'bad') },
                )
              }
              className="grid h-full w-7 place-items-center rounded-r-full text-soft hover:bg-sunken hover:text-ink"
            >
              <X className="size-3.5" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {inside.data && media.status === 'processed' && (
        <AddToAlbum mediaId={media.id} inside={inside.data.map(({ id }) => id)} />
      )}
    </DrawerSection>
  );
}

function AddToAlbum({ mediaId, inside }: { mediaId: string; inside: readonly string[] }) {
  const albums = useAlbums().data?.filter(({ id }) => !inside.includes(id)) ?? [];
  const [chosen, setChosen] = useState('');
  const toast = useToast();
  const add = useAddToAlbum();
  if (albums.length === 0) return null;

  const submit = () =>
    add.mutate(
      { albumId: chosen, mediaIds: [mediaId] },
      {
        onSuccess: () => {
          toast(t.albums.addedTo(albums.find(({ id }) => id === chosen)?.name ?? ''));
          setChosen('');
        },
        onError: (error) => toast(messageOf(error), 'bad'),
      },
    );

  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <select
        aria-label={t.library.addToAlbum}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        className="h-8 min-w-0 flex-1 rounded-lg border border-line-strong bg-raised px-2 text-[0.8125rem]"
      >
        <option value="">{t.library.chooseAlbum}</option>
        {albums.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Button small type="submit" busy={add.isPending} disabled={chosen === ''}>
        {t.library.add1}
      </Button>
    </form>
  );
}
