// The labs, each with how far one is; and the whole progress as a file.
import { ChevronRight, Download, SquareTerminal } from 'lucide-react';
import { Link } from 'react-router';
import { blocksOf, type Lesson } from '#labs/engine/lesson';
import type { LabProgress } from '#labs/engine/progress';
import { useProgress } from '../../entities/lab/progress.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { numberOf, useLessons } from './labs.ts';
import { Says } from './Says.tsx';

/** The file that a press downloads has the shape that the terminal keeps, too. */
function download(json: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  link.download = 'mediahub-labs.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

export function LearnPage() {
  const lessons = useLessons();
  const progress = useProgress();
  return (
    <>
      <PageHead title={t.learn.title} lead={t.learn.lead}>
        {Object.keys(progress).length > 0 && (
          <Button small icon={Download} onClick={() => download(JSON.stringify(progress, null, 2))}>
            {t.learn.exportIt}
          </Button>
        )}
      </PageHead>
      {lessons.error && <ErrorNote error={lessons.error} onRetry={() => void lessons.refetch()} />}
      {lessons.isPending && <Skeletons count={3} className="h-24" />}
      <ol className="grid gap-3" aria-label={t.learn.title}>
        {lessons.data?.map(({ name, lesson }) => (
          <li key={name}>
            <LabCard name={name} lesson={lesson} progress={progress[name]} />
          </li>
        ))}
      </ol>
      <Explainer {...t.learn.explain} />
    </>
  );
}

interface LabCardProps {
  name: string;
  lesson: Lesson;
  progress: LabProgress | undefined;
}

function LabCard({ name, lesson, progress }: LabCardProps) {
  const checks = blocksOf(lesson, 'check').length;
  const seen = Object.keys(progress?.seen ?? {}).length;
  return (
    <Card className="transition-colors hover:border-line-strong">
      <Link to={`/learn/${numberOf(name)}`} className="flex items-center gap-4 rounded-2xl p-4 sm:p-5">
        <span aria-hidden className="font-mono text-lg font-semibold text-faint tabular-nums">
          {numberOf(name)}
        </span>
        <div className="grid min-w-0 flex-1 justify-items-start gap-2 sm:grid-cols-[1fr_auto] sm:items-center sm:gap-4">
          <div>
            <h2 className="text-sm font-semibold">{lesson.title}</h2>
            <p className="mt-0.5 text-[0.8125rem] text-soft">
              <Says says={lesson.intro} />
            </p>
          </div>
          {checks === 0 && <Chip icon={SquareTerminal}>{t.learn.inTerminal}</Chip>}
          {progress && checks > 0 && (
            <Chip tone={seen === checks ? 'good' : 'accent'}>
              {seen === checks ? t.learn.finished : t.learn.greenOf(seen, checks)}
            </Chip>
          )}
        </div>
        <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden />
      </Link>
    </Card>
  );
}
