// Moves a slider on by itself, step by step, until the end or until it is pressed again. Users who
// prefer reduced motion do not see it: the slider's own buttons make the same steps.
import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useReducedMotion } from '../browser/reduced-motion.ts';
import { t } from '../i18n/texts.ts';
import { IconButton } from './Button.tsx';

const STEP_MS = 900;

interface Props {
  value: number;
  /** Where to go from one place; null at the end. */
  after: (value: number) => number | null;
  /** The step before is still being fetched. */
  waiting: boolean;
  onGo: (value: number) => void;
}

export function PlayButton({ value, after, waiting, onGo }: Props) {
  const [playing, setPlaying] = useState(false);
  const still = useReducedMotion();
  const next = after(value);

  useEffect(() => {
    if (!playing || waiting) return;
    const timer = setTimeout(() => (next === null ? setPlaying(false) : onGo(next)), STEP_MS);
    return () => clearTimeout(timer);
    // `onGo` is a new function with every rendering, and does the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [playing, waiting, next]);

  if (still) return null;
  const press = () => {
    if (!playing && next === null) onGo(after(-1) ?? 0);
    setPlaying(!playing);
  };
  return (
    <IconButton
      icon={playing ? Pause : Play}
      label={playing ? t.common.slider.pause : t.common.slider.play}
      onClick={press}
    />
  );
}
