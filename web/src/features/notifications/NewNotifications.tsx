// Announces new notifications to screen readers; several at once in one announcement.
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { textOf, useUnread } from './notifications.ts';

export function NewNotifications() {
  const { data } = useUnread();
  const known = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (!data) return;
    const before = known.current;
    const fresh = before ? data.filter(({ id }) => !before.has(id)) : [];
    known.current = new Set(data.map(({ id }) => id));
    const [first] = fresh;
    if (first) setSaid(fresh.length === 1 ? textOf(first).join('. ') : t.notifications.newOnes(fresh.length));
  }, [data]);

  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
