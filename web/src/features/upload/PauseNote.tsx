// The server is busy or away: all files wait, none is lost, and it says when they go on.
import { CirclePause } from 'lucide-react';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Time.tsx';
import type { Pause } from '../../entities/upload/pause.ts';

interface Props {
  pause: Pause;
  onWake: () => void;
}

export function PauseNote({ pause, onWake }: Props) {
  return (
    <div className="flex items-start gap-2.5 rounded-xl bg-warn-soft px-3 py-2 text-xs">
      <CirclePause className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
      <div className="min-w-0 flex-1">
        <p role="status" className="font-medium">
          {t.library.paused}
        </p>
        <p className="text-soft">
          {messageOf(pause.why)} <Countdown at={new Date(pause.until).toISOString()} />
        </p>
      </div>
      <Button small onClick={onWake}>
        {t.library.tryNow}
      </Button>
    </div>
  );
}
