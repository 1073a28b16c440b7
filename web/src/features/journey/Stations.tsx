// The stations of a journey, from left to right where there is room: stream, log, then the five subscriptions side by side.
import { Check, CircleDashed, Database, Hand, LoaderCircle, Minus, Rows3, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { between, stopsOf, type Journey, type Outcome, type Stop } from '../../entities/flow/journeys.ts';
import { t } from '../../i18n/texts.ts';
import { ClockTime } from '../../ui/Time.tsx';

const LOOKS: Record<Outcome, { icon: LucideIcon; tone: string }> = {
  applied: { icon: Check, tone: 'text-good' },
  nothing: { icon: Minus, tone: 'text-faint' },
  waiting: { icon: CircleDashed, tone: 'text-faint' },
  retrying: { icon: LoaderCircle, tone: 'text-warn' },
  parked: { icon: Hand, tone: 'text-bad' },
};

const BOX = 'rounded-xl border border-line bg-surface px-4 py-3 shadow-card';

export function Stations({ journey }: { journey: Journey }) {
  const { event, notes } = journey;
  const logged = notes.find(({ place, what }) => place === 'log' && what === 'logged')?.at ?? null;
  const again = notes.filter(({ place, what }) => place === 'log' && what === 'duplicate').length;
  return (
    <ol aria-label={t.journey.stations} className="grid items-start gap-4 lg:grid-cols-[1fr_1fr_2fr]">
      <li className={BOX}>
        <Head icon={Rows3} name={t.journey.stream} />
        <p className="mt-1 text-sm">{t.journey.committed(event.version)}</p>
        <p className="mt-1 font-mono text-xs break-all text-faint">{event.aggregate_id}</p>
        <p className="mt-1 text-xs text-soft tabular-nums">
          <ClockTime at={event.created_at} />
        </p>
      </li>
      <li className={BOX}>
        <Head icon={Database} name={t.journey.log} />
        <p className="mt-1 text-sm">{t.journey.placed(event.position)}</p>
        <Took ms={between(event.created_at, logged)} />
        {again > 0 && <p className="mt-1 text-xs font-medium text-warn">{t.journey.publishedAgain(again)}</p>}
      </li>
      <li>
        <ul className="grid gap-2" aria-label={t.journey.subscriptions}>
          {stopsOf(journey).map((stop) => (
            <StopRow key={stop.name} stop={stop} since={logged ?? event.created_at} position={event.position} />
          ))}
        </ul>
      </li>
    </ol>
  );
}

const Head = ({ icon: Icon, name }: { icon: LucideIcon; name: string }) => (
  <h2 className="flex items-center gap-2 text-sm font-semibold">
    <Icon className="size-4 text-accent" aria-hidden />
    {name}
  </h2>
);

const Took = ({ ms }: { ms: number | null }) =>
  ms === null ? null : <p className="mt-1 text-xs text-soft tabular-nums">{t.journey.after(ms)}</p>;

function StopRow({ stop, since, position }: { stop: Stop; since: string; position: number }) {
  const { name, outcome, at, refused, failed, text } = stop;
  const { icon: Icon, tone } = LOOKS[outcome];
  const ms = between(since, at);
  return (
    <li className="flex items-start gap-3 rounded-xl border border-line bg-surface px-4 py-2.5 text-sm shadow-card">
      <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} strokeWidth={2.5} aria-hidden />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-semibold">{name}</span> <span className="text-faint">{t.system.feeds[name]}</span>
        </p>
        <p className={`text-[0.8125rem] ${tone}`}>{t.journey.outcomes[outcome]}</p>
        {failed > 0 && <p className="text-xs text-warn">{t.journey.failed(failed)}</p>}
        {refused > 0 && <p className="text-xs text-warn">{t.journey.refused(refused)}</p>}
        {text !== null && <p className="text-xs break-words text-soft">{t.words.said(text)}</p>}
        {outcome === 'parked' && (
          <Link to="/parked" className="text-xs font-medium text-accent hover:underline">
            {t.journey.toParked(position)}
          </Link>
        )}
      </div>
      {ms !== null && <span className="shrink-0 text-xs text-soft tabular-nums">{t.journey.after(ms)}</span>}
    </li>
  );
}
