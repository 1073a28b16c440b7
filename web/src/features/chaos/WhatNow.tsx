// A plan is on: the next step is one click away, and leads to the saga that it strikes.
import { ImagePlus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useDemoUpload } from '../../entities/upload/useDemoUpload.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';

export function WhatNow({ photos = 1 }: { photos?: number }) {
  const navigate = useNavigate();
  const demo = useDemoUpload();
  const go = async () => {
    const [first] = await demo.upload(photos);
    if (photos > 1) await navigate('/sagas');
    else if (first) await navigate(`/sagas/of/${first}`);
  };
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-xl bg-accent-soft px-4 py-3 text-sm">
      <p className="min-w-40 flex-1">{t.chaos.now}</p>
      <Button small tone="primary" icon={ImagePlus} busy={demo.busy} onClick={() => void go()}>
        {t.chaos.uploadDemo(photos)}
      </Button>
    </div>
  );
}
