// The actions of a step, as buttons. Doing the same by hand on another page counts too, because the checks ask the system.
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { Places } from '#labs/engine/lab';
import { blocksOf, type Step } from '#labs/engine/lesson';
import type { LabProgress } from '#labs/engine/progress';
import { api } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { change } from '../../entities/lab/progress.ts';
import { useDemoUpload } from '../../entities/upload/useDemoUpload.ts';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Opened } from './labs.ts';
import { Says } from './Says.tsx';

interface Props {
  name: string;
  step: Step;
  opened: Opened;
  progress: LabProgress;
  places: Places;
  onDone: () => void;
}

export function Actions({ name, step, opened: { lab, plan }, progress, places, onDone }: Props) {
  const demo = useDemoUpload();
  const { operator } = useUser();
  const { want } = useLive();
  const [running, setRunning] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const actions = blocksOf({ steps: [step] }, 'action');
  if (actions.length === 0) return null;

  const upload = async () => {
    const [id] = await demo.upload(1);
    if (id === undefined) throw new Error(t.learn.notUploaded);
    return id;
  };
  const press = async (id: string) => {
    setRunning(id);
    setError(null);
    try {
      const notes = await lab.actions[id]?.({ api, upload, plan }, places);
      change(name, (before, now) => ({
        ...before,
        notes: { ...before.notes, ...notes },
        done: { ...before.done, [id]: now },
      }));
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setRunning(null);
      // A switch or a repair is no event, so these areas are refreshed here.
      for (const area of ['chaos', 'parked', 'projections'] as const) want(area);
      onDone();
    }
  };

  return (
    <>
      {lab.operator && !operator && <p className="text-sm text-warn">{t.learn.onlyOperator}</p>}
      <ol className="grid gap-2">
        {actions.map(({ id, says }) => (
          <li key={id} className="flex flex-wrap items-center gap-3">
            <Button
              small
              tone={id in progress.done ? 'plain' : 'primary'}
              busy={running === id}
              disabled={(lab.operator && !operator) || (running !== null && running !== id)}
              onClick={() => void press(id)}
              className="h-auto min-h-8 max-w-full py-1.5 text-left !whitespace-normal"
            >
              <span>
                <Says says={says} />
              </span>
            </Button>
            {id in progress.done && (
              <span className="inline-flex items-center gap-1 text-xs text-good">
                <Check className="size-3.5" aria-hidden />
                {t.learn.pressed}
              </span>
            )}
          </li>
        ))}
      </ol>
      {error && <ErrorNote error={error} />}
    </>
  );
}
