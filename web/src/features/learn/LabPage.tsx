// One lab: predict, do, see, explain, repair. An answer to the question begins it: what happens from then on counts.
import { FlaskConical, PartyPopper, RotateCcw } from 'lucide-react';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { Places } from '#labs/engine/lab';
import { blocksOf, type Lesson, type Step } from '#labs/engine/lesson';
import { begunAt } from '#labs/engine/progress';
import { read } from '../../api/http.ts';
import { goToLab } from '../../entities/lab/current.ts';
import { begin, forget, useProgress } from '../../entities/lab/progress.ts';
import { t } from '../../i18n/texts.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { Actions } from './Actions.tsx';
import { Checks } from './Checks.tsx';
import { LABS, numberOf, useLab, useLessons } from './labs.ts';
import { Question } from './Question.tsx';
import { Says } from './Says.tsx';
import { useLook } from './useLook.ts';

export function LabPage() {
  const { number = '' } = useParams();
  const name = LABS.find((one) => numberOf(one) === number);
  const lessons = useLessons();
  const found = lessons.data?.find((one) => one.name === name);
  return (
    <>
      <BackLink to="/learn">{t.learn.all}</BackLink>
      {lessons.error && <ErrorNote error={lessons.error} onRetry={() => void lessons.refetch()} />}
      {lessons.isPending && <Skeletons count={3} className="h-32" />}
      {name === undefined && <EmptyState icon={FlaskConical} title={t.common.notFound} isPage />}
      {found && <Led key={found.name} name={found.name} lesson={found.lesson} />}
    </>
  );
}

function Led({ name, lesson }: { name: string; lesson: Lesson }) {
  const progress = useProgress()[name];
  const opened = useLab(name);
  const look = useLook(name, opened.data, progress);
  const [beginning, setBeginning] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const places = look.data?.places ?? {};
  const checks = blocksOf(lesson, 'check').length;
  const seen = progress?.seen ?? {};
  const green = Object.keys(seen).length;
  const isDone = progress !== undefined && green === checks && checks > 0;
  useEffect(() => goToLab(progress && !isDone && checks > 0 ? name : null), [isDone, progress, name, checks]);

  const answer = (chosen: number) => {
    setBeginning(true);
    setError(null);
    read('GET /api/v1/projections')
      .then(({ head }) => begin(name, { ...begunAt(head, new Date().toISOString()), answer: chosen }))
      .catch((reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))))
      .finally(() => setBeginning(false));
  };
  const trouble = error ?? opened.error ?? look.error;
  const verdicts = {
    ...look.data?.verdicts,
    ...Object.fromEntries(Object.keys(seen).map((id) => [id, { state: 'green' as const }])),
  };

  return (
    <>
      <PageHead title={`${numberOf(name)} · ${lesson.title}`}>
        {progress && (
          <Button small icon={RotateCcw} onClick={() => forget(name)}>
            {t.learn.again}
          </Button>
        )}
      </PageHead>
      <p className="-mt-3 max-w-[72ch] text-sm text-soft">
        <Says says={lesson.intro} />
      </p>
      <p role="status" className={`-mt-3 text-xs ${progress ? 'text-faint' : 'sr-only'}`}>
        {progress && checks > 0 && t.learn.greenOf(green, checks)}
      </p>
      {trouble && <ErrorNote error={trouble} />}
      {lesson.steps.map((step, n) => {
        const later = !progress && step.kind !== 'predict';
        return (
          <StepCard key={step.kind} n={n + 1} step={step} later={later} places={places}>
            {step.kind === 'predict' && (
              <Question step={step} answer={progress?.answer ?? null} busy={beginning} onAnswer={answer} />
            )}
            {progress && opened.data && (
              <Actions
                name={name}
                step={step}
                opened={opened.data}
                progress={progress}
                places={places}
                onDone={() => void look.refetch()}
              />
            )}
            {progress && <Checks step={step} verdicts={verdicts} places={places} />}
          </StepCard>
        );
      })}
      {!progress && <p className="text-sm text-faint">{t.learn.first}</p>}
      {isDone && <Done name={name} />}
    </>
  );
}

interface StepCardProps {
  n: number;
  step: Step;
  /** Only its name is shown: the prediction comes first. */
  later: boolean;
  places: Places;
  children: ReactNode;
}

function StepCard({ n, step, later, places, children }: StepCardProps) {
  const id = useId();
  const texts = blocksOf({ steps: [step] }, 'text');
  const bullets = blocksOf({ steps: [step] }, 'bullet');
  return (
    <Card className={later ? 'opacity-70' : ''}>
      <section aria-labelledby={id} className="grid gap-3 p-4 sm:p-5">
        <h2 id={id} className="flex items-baseline gap-3 text-base font-semibold">
          <span aria-hidden className="font-mono text-sm text-faint tabular-nums">
            {n}
          </span>
          {step.title}
        </h2>
        {!later && (
          <>
            {texts.map(({ says }, at) => (
              <p key={at} className="max-w-[72ch] text-sm text-soft">
                <Says says={says} places={places} />
              </p>
            ))}
            {children}
            {bullets.length > 0 && (
              <ul className="grid gap-1 text-[0.8125rem] text-soft">
                {bullets.map(({ says }, at) => (
                  <li key={at}>
                    <Says says={says} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </section>
    </Card>
  );
}

/** What comes next: another lab, or all of them. */
function Done({ name }: { name: string }) {
  const next = LABS[LABS.indexOf(name) + 1];
  return (
    <Card className="flex flex-wrap items-center gap-3 border-good/40 p-4 sm:p-5">
      <PartyPopper className="size-5 text-good" aria-hidden />
      <p className="min-w-40 flex-1 text-sm font-medium">{t.learn.done}</p>
      <Link
        to={next === undefined ? '/learn' : `/learn/${numberOf(next)}`}
        className="text-sm font-medium text-accent hover:underline"
      >
        {next === undefined ? t.learn.all : t.learn.next}
      </Link>
    </Card>
  );
}
