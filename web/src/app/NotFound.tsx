// For an address that leads nowhere.
import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../i18n/texts.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

export function NotFound() {
  return (
    <EmptyState icon={Compass} title={t.common.notFound} isPage>
      <p>{t.common.notFoundHint}</p>
      <Link to="/" className="mt-3 inline-block font-medium text-accent hover:underline">
        {t.common.backToLibrary}
      </Link>
    </EmptyState>
  );
}
