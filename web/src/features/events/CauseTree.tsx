// The tree of causes, each event with its rank towards the one that is asked about.
import { Workflow } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { ClockTime } from '../../ui/Time.tsx';
import { stepName } from '../../entities/saga/SagaPicture.tsx';
import type { CauseNode, Role } from './causes.ts';
import { AGGREGATE_DOT, shortId } from '../../entities/event/events.ts';
import { useNames } from '../../entities/event/names.ts';
import { sentenceOf } from '../../entities/event/sentence.ts';

const TONES: Record<Exclude<Role, 'other'>, Tone> = { cause: 'warn', chosen: 'accent', effect: 'good' };

export function CauseTree({ nodes }: { nodes: readonly CauseNode[] }) {
  return (
    <ol>
      {nodes.map((node) => (
        <li key={node.event.id}>
          <Cause node={node} />
          {node.effects.length > 0 && (
            <div className="ml-3.5 border-l border-line-strong pl-2 sm:ml-4 sm:pl-4">
              <CauseTree nodes={node.effects} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function Cause({ node: { event, role } }: { node: CauseNode }) {
  const [, setParams] = useSearchParams();
  const names = useNames();
  const sentence = sentenceOf(event, names);
  const { id, event_type, aggregate_type, aggregate_id, position, version, created_at, metadata } = event;
  return (
    <div
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-2 py-1.5 ${role === 'chosen' ? 'bg-accent-soft' : ''}`}
    >
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${AGGREGATE_DOT[aggregate_type]}`} />
      <button
        type="button"
        aria-pressed={role === 'chosen'}
        onClick={() => setParams({ event: id }, { replace: true })}
        className="rounded text-left text-[0.8125rem] font-semibold hover:underline"
      >
        {event_type}
      </button>
      {sentence && <span className="min-w-0 truncate text-[0.8125rem] text-soft">{sentence}</span>}
      <Link
        to={`/events/stream/${aggregate_id}?version=${version}`}
        title={aggregate_id}
        className="font-mono text-[0.6875rem] text-soft hover:underline"
      >
        {shortId(aggregate_id)} v{version}
      </Link>
      {role !== 'other' && <Chip tone={TONES[role]}>{t.events.roles[role]}</Chip>}
      {metadata.saga_id && (
        <Link
          to={`/sagas/${metadata.saga_id}`}
          className="inline-flex items-center gap-1 text-[0.6875rem] text-soft hover:underline"
        >
          <Workflow className="size-3" aria-hidden />
          {metadata.step ? stepName(metadata.step) : t.events.ofSaga}
        </Link>
      )}
      <span className="ml-auto flex gap-2 text-[0.6875rem] text-faint tabular-nums">
        <span className="font-mono" title={t.events.position}>
          {position}
        </span>
        <ClockTime at={created_at} />
      </span>
    </div>
  );
}
