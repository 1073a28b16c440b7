// The chaos switchboard: break the running system on purpose, with plans that replay the same run from the same seed.
import { Plus } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import type { Fault, FaultPlan, Preset } from '#shared/engine/faults/plan';
import { ApiProblem } from '../../api/http.ts';
import { t } from '../../i18n/texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { useUser } from '../../entities/user/me.ts';
import { bareFault, isActive, useChaos } from '../../entities/fault/faults.ts';
import { FileButton } from '../../entities/upload/FileButton.tsx';
import { ActivePlan } from './ActivePlan.tsx';
import { planIn } from './plan-link.ts';
import { PlanEditor } from './PlanEditor.tsx';
import { PresetCard } from './PresetCard.tsx';
import { useApplyPlan, usePresets } from './plans.ts';
import { WhatNow } from './WhatNow.tsx';

/** How many photos a plan needs to be seen; one, where nothing else is known. */
const PHOTOS: Readonly<Record<string, number>> = { weather: 12, 'log-stutters': 5 };
const photosFor = (presets: readonly Preset[], faults: readonly Fault[]): number =>
  PHOTOS[presets.find(({ plan }) => isActive(plan.faults, faults))?.id ?? ''] ?? 1;

const EMPTY: FaultPlan = { seed: 1, faults: [] };

export function ChaosPage() {
  const { operator } = useUser();
  const { hash } = useLocation();
  const chaos = useChaos(operator);
  const presets = usePresets(operator);
  const apply = useApplyPlan();
  const linked = planIn(hash);
  const bare = { seed: chaos.data?.seed ?? 1, faults: (chaos.data?.faults ?? []).map(bareFault) };
  const closed = chaos.error instanceof ApiProblem && chaos.error.status === 404;
  const error = apply.error ?? (closed ? null : (chaos.error ?? presets.error));

  return (
    <>
      <PageHead title={t.chaos.title} lead={t.chaos.lead}>
        <Link to="/invariants" className="text-sm font-medium text-accent hover:underline">
          {t.chaos.toBoard}
        </Link>
        <FileButton icon={Plus}>{t.library.add}</FileButton>
      </PageHead>
      <Explainer {...t.chaos.explain} />
      {!operator && <p className="text-sm text-soft">{t.sagas.chaos.onlyOperator}</p>}
      {closed && <p className="text-sm text-soft">{t.sagas.chaos.off}</p>}
      {error && <ErrorNote error={error} />}
      {operator && chaos.isPending && <Skeletons count={2} className="h-32" />}
      {chaos.data && (
        <>
          <ActivePlan plan={chaos.data} bare={bare} busy={apply.isPending} onClear={() => apply.mutate(null)} />
          {bare.faults.length > 0 && <WhatNow photos={photosFor(presets.data ?? [], bare.faults)} />}
          {hash.startsWith('#plan=') && !linked && (
            <p role="alert" className="rounded-xl bg-warn-soft px-4 py-2.5 text-sm">
              {t.chaos.noPlan}
            </p>
          )}
          <section className="space-y-3">
            <h2 className="text-base font-semibold">{t.chaos.presets}</h2>
            <ul className="grid gap-4 md:grid-cols-2">
              {presets.data?.map((preset) => (
                <li key={preset.id}>
                  <PresetCard
                    preset={preset}
                    active={isActive(preset.plan.faults, bare.faults)}
                    busy={apply.isPending}
                    onApply={() => apply.mutate(preset.plan)}
                  />
                </li>
              ))}
            </ul>
          </section>
          <PlanEditor
            // Another plan in the address is another editor.
            key={hash}
            begin={linked ?? EMPTY}
            loaded={linked !== null}
            busy={apply.isPending}
            onApply={(plan) => apply.mutate(plan)}
          />
        </>
      )}
    </>
  );
}
