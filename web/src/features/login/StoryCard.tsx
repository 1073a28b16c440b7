// The path of one upload as a picture, for first-time visitors: its steps, and the events they leave.
import type { StepKind, StepStatus } from '#shared/engine/saga/view';
import { t } from '../../i18n/texts.ts';
import { StepNode } from '../../entities/saga/StepNode.tsx';

const STEPS: readonly { name: string; kind: StepKind; status: StepStatus }[] = [
  { name: 'upload', kind: 'compensable', status: 'completed' },
  { name: 'process', kind: 'compensable', status: 'completed' },
  { name: 'add_to_default_album', kind: 'pivot', status: 'completed' },
  { name: 'notify', kind: 'retriable', status: 'running' },
];

const EVENTS = [
  ['MediaUploaded', 'bg-media'],
  ['MediaProcessed', 'bg-media'],
  ['MediaAddedToAlbum', 'bg-album'],
] as const;

export function StoryCard() {
  return (
    <figure aria-hidden className="mt-9 max-w-lg rounded-2xl border border-line bg-surface p-5 shadow-float">
      <ol className="flex">
        {STEPS.map(({ name, kind, status }, index) => (
          <li key={name} className={index < STEPS.length - 1 ? 'min-w-0 flex-1' : ''}>
            <span className="flex items-center gap-1.5">
              <StepNode step={{ kind, status }} />
              {index < STEPS.length - 1 && (
                <span
                  className={`mr-1.5 h-0.5 flex-1 rounded-full ${STEPS[index + 1]?.status === 'completed' ? 'bg-good' : 'bg-line-strong'}`}
                />
              )}
            </span>
            <span className="mt-1.5 block truncate pr-2 text-xs font-medium text-soft">{t.sagas.steps[name]}</span>
          </li>
        ))}
      </ol>
      <ol className="mt-4 space-y-2 border-t border-line pt-4 font-mono text-xs">
        {EVENTS.map(([name, colour], index) => (
          <li key={name} className="flex items-center gap-3">
            <span className="w-5 text-right text-faint">{index + 1}</span>
            <span className={`size-2 rounded-full ${colour}`} />
            {name}
          </li>
        ))}
        <li className="flex items-center gap-3 text-faint">
          <span className="w-5 text-right">4</span>
          <span className="size-2 animate-breathe rounded-full bg-accent" />…
        </li>
      </ol>
    </figure>
  );
}
