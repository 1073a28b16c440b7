// In which albums a media is, and the way into another.
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../app/problem-text.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useAddToAlbum, useAlbums } from '../albums/albums.ts';
import { Section } from './Section.tsx';
import type { Media } from './media.ts';

export function MediaAlbums({ media }: { media: Media }) {
  const list = useAlbums();
  const albums = list.data ?? [];
  const [chosen, setChosen] = useState('');
  const toast = useToast();
  const add = useAddToAlbum();
  const inside = albums.filter(({ id }) => media.albums.includes(id));
  const others = albums.filter(({ id }) => !media.albums.includes(id));

  const submit = () =>
    add.mutate(
      { albumId: chosen, mediaId: media.id },
      {
        onSuccess: () => {
          toast(t.albums.addedTo(albums.find(({ id }) => id === chosen)?.name ?? ''));
          setChosen('');
        },
        onError: (error) => toast(messageOf(error), 'bad'),
      },
    );

  return (
    <Section title={t.library.inAlbums}>
      {list.data && inside.length === 0 && <p className="text-sm text-soft">{t.library.inNoAlbum}</p>}
      <ul className="flex flex-wrap gap-2">
        {inside.map(({ id, name }) => (
          <li key={id}>
            <Link
              to={`/albums/${id}`}
              className="inline-flex h-7 items-center rounded-full border border-line-strong px-3 text-[0.8125rem] font-medium hover:bg-sunken"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {others.length > 0 && media.status === 'processed' && (
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
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <Button small type="submit" busy={add.isPending} disabled={chosen === ''}>
            {t.library.add1}
          </Button>
        </form>
      )}
    </Section>
  );
}
