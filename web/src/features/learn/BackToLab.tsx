// On every other page while a lab is under way: the way back to it, with how many of its checks are green.
import { FlaskConical, X } from 'lucide-react';
import { Link } from 'react-router';
import { goToLab } from '../../entities/lab/current.ts';
import { useProgress } from '../../entities/lab/progress.ts';
import { t } from '../../i18n/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { numberOf, useLab } from './labs.ts';
import { useLook } from './useLook.ts';

export function BackToLab({ name }: { name: string }) {
  const progress = useProgress()[name];
  const opened = useLab(name);
  // The checks go on, so that actions on other pages count while their effects are visible.
  useLook(name, opened.data, progress);
  const checks = Object.keys(opened.data?.lab.checks ?? {}).length;
  if (!progress) return null;
  return (
    <section
      aria-label={t.learn.underWay}
      className="animate-rise fixed top-20 right-3 z-30 flex items-center gap-1 rounded-full border border-accent/40 bg-raised py-1 pr-1 pl-4 shadow-float md:top-auto md:right-auto md:bottom-6 md:left-64"
    >
      <Link
        to={`/learn/${numberOf(name)}`}
        className="inline-flex h-8 items-center gap-2 text-[0.8125rem] font-medium text-accent hover:underline"
      >
        <FlaskConical className="size-4" aria-hidden />
        {t.learn.backTo(numberOf(name))}
      </Link>
      <span className="ml-2 text-xs text-soft tabular-nums" role="status">
        {checks > 0 && t.learn.greenOf(Object.keys(progress.seen).length, checks)}
      </span>
      <IconButton icon={X} label={t.learn.leave} onClick={() => goToLab(null)} />
    </section>
  );
}
