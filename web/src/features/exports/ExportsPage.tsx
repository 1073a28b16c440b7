// All exports, newest first: each is a saga of its own, and a download that ends by itself.
import { FileArchive } from 'lucide-react';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { ExportRow } from '../../entities/export/ExportRow.tsx';
import { useExports } from '../../entities/export/exports.ts';
import { BackLink } from '../../ui/BackLink.tsx';

export function ExportsPage() {
  const exports = useExports();
  return (
    <>
      <BackLink to="/albums">{t.albums.back}</BackLink>
      <PageHead title={t.exports.title} lead={t.exports.lead} />
      <Explainer {...t.exports.explain} />
      {exports.error && <ErrorNote error={exports.error} onRetry={() => void exports.refetch()} />}
      {exports.isPending && <Skeletons count={2} className="h-20" />}
      {exports.data?.length === 0 && (
        <EmptyState icon={FileArchive} title={t.exports.empty}>
          {t.exports.emptyHint}
        </EmptyState>
      )}
      {exports.data && exports.data.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {exports.data.map((one) => (
              <ExportRow key={one.id} one={one} />
            ))}
          </ul>
        </Card>
      )}
      <ShowMore list={exports} />
    </>
  );
}
