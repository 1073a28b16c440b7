// Steps through the inputs of a saga: the engine is pure, so the same inputs make the same states and the same commands,
// as often as one likes.
import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SagaTimelineEntry } from '#shared/engine/saga/view';
import { stepName } from '../../entities/saga/SagaPicture.tsx';
import { SagaStatusChip } from '../../entities/saga/SagaStatusChip.tsx';
import { STEP_LOOKS } from '../../entities/saga/StepNode.tsx';
import { t } from '../../i18n/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { TimeSlider } from '../../ui/TimeSlider.tsx';

const STEP_MS = 900;

export function Replay({ timeline }: { timeline: readonly SagaTimelineEntry[] }) {
  const inputs = timeline.filter(({ what }) => what !== 'late');
  const last = inputs.length - 1;
  /** Null: the present, also while it grows. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const at = Math.min(chosen ?? last, last);

  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (at >= last) setPlaying(false);
      else setChosen(at + 1);
    }, STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, at, last]);

  const entry = inputs[at];
  if (!entry || entry.steps.length === 0) return null;
  const play = () => {
    if (!playing && at >= last) setChosen(0);
    setPlaying(!playing);
  };
  return (
    <section className="space-y-3" aria-label={t.sagas.replay}>
      <h2 className="text-sm font-semibold">
        {t.sagas.replay} <span className="font-normal text-faint">{t.sagas.replayHint}</span>
      </h2>
      <div className="flex items-center gap-2">
        <IconButton
          icon={playing ? Pause : Play}
          label={playing ? t.sagas.pauseReplay : t.sagas.playReplay}
          onClick={play}
        />
        <div className="min-w-0 flex-1">
          <TimeSlider
            label={t.sagas.replay}
            value={at}
            max={last}
            says={t.sagas.inputOf(at + 1, inputs.length)}
            onChange={(next) => {
              setPlaying(false);
              setChosen(next);
            }}
          />
        </div>
      </div>
      <Moment entry={entry} before={inputs[at - 1]} />
    </section>
  );
}

function Moment({ entry, before }: { entry: SagaTimelineEntry; before: SagaTimelineEntry | undefined }) {
  const then = new Map(before?.steps.map((step) => [step.step_name, step]));
  return (
    <Card className="grid gap-4 p-4 sm:grid-cols-[1fr_1.2fr_1fr]">
      <div>
        <h3 className="text-xs font-medium text-faint">{t.sagas.input}</h3>
        <p className="mt-1 text-sm font-semibold">{t.sagas.inputs[entry.what]}</p>
        <p className="text-[0.8125rem] break-words text-soft">{t.words.said(entry.detail)}</p>
      </div>
      <div>
        <h3 className="text-xs font-medium text-faint">{t.sagas.stateAfter}</h3>
        <ul className="mt-1 space-y-0.5">
          {entry.steps.map(({ step_name, status, attempts }) => {
            const known = then.get(step_name);
            const changed = before !== undefined && (known?.status !== status || known.attempts !== attempts);
            return (
              <li
                key={step_name}
                className={`flex justify-between gap-3 rounded px-1.5 text-[0.8125rem] ${changed ? 'bg-accent-soft' : ''}`}
              >
                <span>{stepName(step_name)}</span>
                <span className={`font-medium ${STEP_LOOKS[status].word}`}>
                  {t.sagas.stepStatuses[status]}
                  {attempts > 1 && ` ×${attempts}`}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
      <div>
        <h3 className="text-xs font-medium text-faint">{t.sagas.commandOut}</h3>
        <p className="mt-1 mb-2 font-mono text-xs break-all">{entry.out ? entry.out.command : '–'}</p>
        <SagaStatusChip status={entry.status} />
      </div>
    </Card>
  );
}
