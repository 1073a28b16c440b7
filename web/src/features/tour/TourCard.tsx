// A tour of 90 seconds over the real system: a photo is uploaded, seen on the map and as a saga, then a step is broken and
// the next photo undone. Every step does what it says; nothing is staged.
import { X } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FaultPlan } from '#shared/engine/faults/plan';
import { write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { goTo, STEPS, useTourStep, type TourStep } from '../../entities/tour/tour.ts';
import { useSagaAbout } from '../../entities/saga/sagas.ts';
import { useDemoUpload } from '../../entities/upload/useDemoUpload.ts';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

const BROKEN: FaultPlan = { seed: 1, faults: [{ at: 'saga', step: 'add_to_default_album', kind: 'reject' }] };

export function TourCard() {
  const step = useTourStep();
  return step && <Card key={step} step={step} />;
}

/** What a press does, and where the tour is then. */
function useNext(step: TourStep) {
  const navigate = useNavigate();
  const demo = useDemoUpload();
  const { operator } = useUser();
  // A fault is no event, so the banner of every page is refreshed here.
  const { want } = useLive();
  return async (): Promise<void> => {
    switch (step) {
      case 'upload': {
        await navigate('/map');
        const [id] = await demo.upload(1);
        if (id !== undefined) lastUpload = id;
        return goTo('map');
      }
      case 'map':
        await navigate(lastUpload === '' ? '/sagas' : `/sagas/of/${lastUpload}`);
        return goTo('saga');
      case 'saga':
        return goTo(operator ? 'break' : 'end');
      case 'break': {
        await write('PUT /api/v1/chaos', { body: BROKEN });
        want('chaos');
        const [id] = await demo.upload(1);
        if (id !== undefined) lastUpload = id;
        await navigate(id === undefined ? '/sagas' : `/sagas/of/${id}`);
        return goTo('undone');
      }
      case 'undone':
        await write('DELETE /api/v1/chaos');
        want('chaos');
        return goTo('end');
      case 'end':
        await navigate('/learn');
        return goTo(null);
    }
  };
}

/** The photo that the tour follows. */
let lastUpload = '';

/**
 * Whether its saga is still under way. Until it ends, a fault that is switched on would strike this photo, too, and one that is
 * switched off would strike none; either would make the tour's text wrong.
 */
function useUnderWay(): boolean {
  const saga = useSagaAbout(lastUpload);
  return lastUpload !== '' && (!saga || saga.status === 'running' || saga.status === 'compensating');
}

const WAITS: readonly TourStep[] = ['saga', 'undone'];

function Card({ step }: { step: TourStep }) {
  const next = useNext(step);
  const [pressed, setPressed] = useState(false);
  const underWay = useUnderWay();
  const busy = pressed || (underWay && WAITS.includes(step));
  const [error, setError] = useState<Error | null>(null);
  const [title, says, action] = t.tour.steps[step];
  const press = () => {
    setPressed(true);
    setError(null);
    next()
      .catch((reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))))
      .finally(() => setPressed(false));
  };
  return (
    <section
      aria-label={t.tour.title}
      className="animate-rise fixed inset-x-3 bottom-18 z-30 rounded-2xl border border-accent/40 bg-raised p-4 shadow-float sm:right-auto sm:w-96 md:bottom-6 md:left-64"
    >
      <header className="flex items-start gap-3">
        <p className="flex-1 text-xs text-faint">{t.tour.of(STEPS.indexOf(step) + 1, STEPS.length)}</p>
        <IconButton icon={X} label={t.tour.leave} onClick={() => goTo(null)} className="-mt-2 -mr-2" />
      </header>
      <div role="status">
        <h2 className="text-sm font-semibold">{title}</h2>
        <p className="mt-1 text-[0.8125rem] text-soft">{says}</p>
      </div>
      {error && <ErrorNote error={error} />}
      <div className="mt-3 flex justify-end">
        <Button small tone="primary" busy={busy} onClick={press}>
          {action}
        </Button>
      </div>
    </section>
  );
}
