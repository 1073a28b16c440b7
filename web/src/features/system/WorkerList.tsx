// Every Worker with its job and its health.
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import type { Health } from '../../entities/projection/projections.ts';

const TONES: Readonly<Record<string, Tone>> = { ok: 'good', busy: 'warn', degraded: 'warn' };

export function WorkerList({ health }: { health: Health }) {
  // The gateway is the one that answered.
  const workers = [[health.service, { status: 'ok' }] as const, ...Object.entries(health.services)];
  return (
    <Card className="overflow-hidden">
      <ul className="grid sm:grid-cols-2">
        {workers.map(([name, { status }]) => (
          <li
            key={name}
            className="flex items-center gap-3 border-b border-line px-4 py-3 last:border-0 sm:odd:border-r"
          >
            <p className="min-w-0 flex-1 text-sm">
              <span className="font-medium">{name}</span>
              <span className="block truncate text-xs text-faint">{t.system.jobs[name]}</span>
            </p>
            <Chip tone={TONES[status] ?? 'bad'}>{t.system.states[status] ?? status}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
