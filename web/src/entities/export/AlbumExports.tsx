// The exports of one album, on its page; nothing while there are none.
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ExportRow } from './ExportRow.tsx';
import { useExports } from './exports.ts';

const SHOWN = 3;

export function AlbumExports({ albumId }: { albumId: string }) {
  const exports = useExports();
  const mine = exports.data?.filter(({ album_id }) => album_id === albumId) ?? [];
  if (mine.length === 0) return null;
  return (
    <section className="space-y-3">
      <h2 className="flex items-baseline justify-between gap-3 text-base font-semibold">
        {t.exports.title}
        <Link to="/exports" className="text-sm font-medium text-accent hover:underline">
          {t.exports.all}
        </Link>
      </h2>
      <Card>
        <ul className="divide-y divide-line">
          {mine.slice(0, SHOWN).map((one) => (
            <ExportRow key={one.id} one={one} />
          ))}
        </ul>
      </Card>
    </section>
  );
}
