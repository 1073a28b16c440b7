// The live map: every dot is a message that really passed, and every number is read from the part that shows it.
import { ImagePlus } from 'lucide-react';
import { EventList } from '../../entities/event/EventList.tsx';
import { useEvents } from '../../entities/event/events.ts';
import { useChaos } from '../../entities/fault/faults.ts';
import { useFlow } from '../../entities/flow/flow.ts';
import { useSagas } from '../../entities/saga/sagas.ts';
import { useDemoUpload } from '../../entities/upload/useDemoUpload.ts';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Legend } from './Legend.tsx';
import { faultsOnLines } from './map-faults.ts';
import { MapPicture } from './MapPicture.tsx';
import { useTraffic } from './useTraffic.ts';

const LATEST = 8;

export function MapPage() {
  const { operator } = useUser();
  const flow = useFlow();
  const chaos = useChaos(operator);
  const active = useSagas('active');
  const demo = useDemoUpload();
  const { traffic, counters } = useTraffic(flow.data);
  const latest = useEvents({ aggregate_id: null, type: null });
  const events = latest.data?.pages[0]?.data.slice(0, LATEST) ?? [];

  return (
    <>
      <PageHead title={t.map.title} lead={t.map.lead}>
        <Button tone="primary" icon={ImagePlus} busy={demo.busy} onClick={() => void demo.upload(1)}>
          {t.map.demo}
        </Button>
      </PageHead>
      {flow.error && <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} />}
      <Card className="p-3 sm:p-5">
        <MapPicture
          flow={flow.data}
          faults={faultsOnLines(chaos.data?.faults ?? [])}
          activeSagas={active.data?.pages.flatMap((page) => page.data).length ?? 0}
          traffic={traffic}
        />
        <Legend counters={counters} traffic={traffic} />
      </Card>
      <Explainer {...t.map.explain} />
      <section className="space-y-3">
        <h2 className="text-base font-semibold">{t.map.latest}</h2>
        {latest.data && events.length === 0 && <p className="text-sm text-soft">{t.events.emptyHint}</p>}
        {events.length > 0 && (
          <Card className="overflow-hidden">
            <EventList events={events} />
          </Card>
        )}
      </section>
    </>
  );
}
