// One plan worth seeing: what to do, what to watch, and one click to switch it on.
import { Pencil, Zap } from 'lucide-react';
import { Link } from 'react-router';
import type { Preset } from '#shared/engine/faults/plan';
import { language, t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CopyPlanLink } from './CopyPlanLink.tsx';
import { linkOf } from './plan-link.ts';
import { textsOf } from './plans.ts';

interface Props {
  preset: Preset;
  active: boolean;
  busy: boolean;
  onApply: () => void;
}

export function PresetCard({ preset, active, busy, onApply }: Props) {
  const [title, watch] = textsOf(preset);
  return (
    <Card className={`flex h-full flex-col gap-3 p-4 sm:p-5 ${active ? 'ring-1 ring-bad/60' : ''}`}>
      <h3 className="flex items-start gap-2 text-sm font-semibold" lang={t.presets[preset.id] ? language : 'en'}>
        <span className="flex-1">{title}</span>
        {active && <Chip tone="bad">{t.chaos.on}</Chip>}
      </h3>
      <p className="flex-1 text-[0.8125rem] text-soft" lang={t.presets[preset.id] ? language : 'en'}>
        {watch}
      </p>
      <div className="-mb-1 flex flex-wrap items-center gap-1">
        <Button small icon={Zap} disabled={busy} aria-label={t.chaos.applyOne(title)} onClick={onApply}>
          {t.chaos.apply}
        </Button>
        <Link
          to={linkOf(preset.plan)}
          aria-label={t.chaos.editOne(title)}
          className="inline-flex h-8 items-center gap-2 rounded-lg px-2.5 text-[0.8125rem] font-medium text-soft hover:bg-sunken hover:text-ink"
        >
          <Pencil className="size-4" aria-hidden />
          {t.chaos.edit}
        </Link>
        <CopyPlanLink plan={() => preset.plan} name={title} />
      </div>
    </Card>
  );
}
