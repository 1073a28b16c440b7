// What one consumer could not take, partition by partition.
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ParkedEventRow } from './ParkedEventRow.tsx';
import type { ParkedAt } from './partitions.ts';

export function ParkedSubscription({ group: { subscription, count, partitions } }: { group: ParkedAt }) {
  return (
    <section className="space-y-3">
      <h2 className="flex items-baseline gap-2 text-base font-semibold">
        {subscription}
        <span className="text-sm font-normal text-soft">
          {t.system.feeds[subscription]} · {t.parked.count(count)}
        </span>
      </h2>
      {partitions.map(({ key, events }) => (
        <Card key={key} className="overflow-hidden">
          <h3 className="border-b border-line bg-sunken px-4 py-2 text-xs text-soft">
            {t.parked.partition} <code className="font-mono break-all text-ink">{key}</code>
          </h3>
          <ol className="divide-y divide-line">
            {events.map((parked, index) => (
              <ParkedEventRow key={parked.id} parked={parked} first={index === 0} />
            ))}
          </ol>
        </Card>
      ))}
    </section>
  );
}
