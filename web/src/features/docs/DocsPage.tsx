// The API of this server, read from its own /openapi.json: to be searched, tried as oneself, and taken along as curl.
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { isFound, operationsOf, useDocument } from './document.ts';
import { OperationCard } from './OperationCard.tsx';

export function DocsPage() {
  const document = useDocument();
  const [q, setQ] = useState('');
  const found = document.data ? operationsOf(document.data).filter((one) => isFound(one, q)) : [];
  const groups = Map.groupBy(found, ({ tags }) => tags[0] ?? '');
  return (
    <>
      <PageHead title={t.docs.title} lead={t.docs.lead}>
        <SearchBox label={t.docs.search} placeholder={t.docs.search} value={q} onSearch={setQ} />
      </PageHead>
      <p className="text-sm text-soft">
        {t.docs.account}{' '}
        <a className="font-medium text-accent hover:underline" href="/openapi.json">
          openapi.json
        </a>
      </p>
      {document.error && <ErrorNote error={document.error} onRetry={() => void document.refetch()} />}
      {document.isPending && <Skeletons count={4} className="h-14" />}
      {document.data && found.length === 0 && <EmptyState icon={SearchX} title={t.docs.nothing(q)} />}
      {[...groups].map(([tag, operations]) => (
        <section key={tag} aria-labelledby={`docs-${tag}`} className="space-y-2">
          <h2 id={`docs-${tag}`} className="text-base font-semibold">
            {tag}
          </h2>
          <Card className="overflow-hidden">
            {operations.map((operation) => (
              <OperationCard key={operation.operationId} operation={operation} />
            ))}
          </Card>
        </section>
      ))}
    </>
  );
}
