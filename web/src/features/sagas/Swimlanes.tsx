// A saga as lanes: the coordinator above, its participants below. A command goes down, its bar lasts until its outcome was
// known, and the answer goes up again.
import { exchangesOf, type Exchange, type Outcome } from '#shared/engine/saga/exchanges';
import type { SagaTimelineEntry, SagaView } from '#shared/engine/saga/view';
import { workerOf } from '#shared/mediahub/services';
import { stepName } from '../../entities/saga/SagaPicture.tsx';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { scaleOf } from './exchanges.ts';
import { LaneLegend } from './LaneLegend.tsx';

const HEAD = 34;
const LANE = 74;
const LEFT = 118;
const PAD = 46;

const COLOURS: Record<Outcome, { bar: string; line: string }> = {
  done: { bar: 'fill-good-soft stroke-good', line: 'stroke-good' },
  refused: { bar: 'fill-bad-soft stroke-bad', line: 'stroke-bad' },
  lost: { bar: 'fill-warn-soft stroke-warn', line: 'stroke-warn' },
  open: { bar: 'fill-accent-soft stroke-accent', line: 'stroke-accent' },
};

interface Props {
  saga: SagaView;
  timeline: readonly SagaTimelineEntry[];
}

export function Swimlanes({ saga, timeline }: Props) {
  const exchanges = exchangesOf(timeline);
  if (exchanges.length === 0) return null;
  const end = Math.max(Date.parse(saga.updated_at), ...exchanges.map(({ from, to }) => to ?? from));
  const workers = [...new Set(exchanges.map(({ command }) => workerOf(command)))];
  const scale = scaleOf([
    ...exchanges.flatMap(({ from, replied, to }) => [from, ...(replied === null ? [] : [replied]), to ?? end]),
    end,
  ]);
  const width = LEFT + scale.width + PAD * 2;
  const height = HEAD + workers.length * LANE + 12;
  const x = (at: number) => LEFT + PAD / 2 + scale.x(at);
  const y = (worker: string) => HEAD + workers.indexOf(worker) * LANE + LANE / 2 + 6;

  return (
    <section className="space-y-3">
      <h2 className="text-sm font-semibold">
        {t.sagas.lanes} <span className="font-normal text-faint">{t.sagas.lanesHint}</span>
      </h2>
      <Card>
        {/* Wider than the page: the keyboard scrolls it, too. */}
        <div className="overflow-x-auto" role="region" aria-label={t.sagas.lanes} tabIndex={0}>
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={t.sagas.lanesOf(exchanges.length, workers.join(', '))}
            className="block"
          >
            <LaneNames names={[t.sagas.coordinator, ...workers]} width={width} />
            {exchanges.map((exchange) => (
              <Try
                key={`${exchange.command_id} ${exchange.attempt} ${exchange.from}`}
                exchange={exchange}
                x={x}
                y={y(workerOf(exchange.command))}
                end={end}
              />
            ))}
          </svg>
        </div>
        <LaneLegend />
      </Card>
    </section>
  );
}

const LaneNames = ({ names, width }: { names: readonly string[]; width: number }) => (
  <>
    {names.map((name, n) => (
      <g key={name}>
        <line
          x1={0}
          x2={width}
          y1={n === 0 ? HEAD : HEAD + n * LANE}
          y2={n === 0 ? HEAD : HEAD + n * LANE}
          className="stroke-line"
        />
        <text
          x={14}
          y={n === 0 ? HEAD / 2 + 4 : HEAD + (n - 1) * LANE + LANE / 2 + 10}
          className={`text-[0.75rem] font-medium ${n === 0 ? 'fill-accent' : 'fill-ink'}`}
        >
          {name}
        </text>
      </g>
    ))}
  </>
);

interface TryProps {
  exchange: Exchange;
  x: (at: number) => number;
  y: number;
  end: number;
}

function Try({ exchange, x, y, end }: TryProps) {
  const { step, direction, attempt, from, replied, to, outcome, detail } = exchange;
  const colours = COLOURS[outcome];
  const [x0, x1] = [x(from), Math.max(x(to ?? end), x(from) + 6)];
  const ms = to === null ? null : to - from;
  const name = direction === 'undo' ? t.sagas.undoOf(stepName(step)) : stepName(step);
  const says = [
    name,
    t.sagas.attempts(attempt),
    ms === null ? t.sagas.open : t.sagas.ms(ms),
    t.words.said(detail),
  ];
  return (
    <g>
      <title>{says.filter(Boolean).join(' · ')}</title>
      {/* A little apart: an answer and the next command are often of one instant. */}
      <Arrow x={x0 + 3} from={HEAD} to={y - 9} className="stroke-accent" />
      <rect
        x={x0}
        y={y - 8}
        width={x1 - x0}
        height={16}
        rx={4}
        strokeDasharray={direction === 'undo' ? '3 2' : undefined}
        className={colours.bar}
      />
      {replied !== null && (
        <line x1={x(replied)} x2={x(replied)} y1={y - 8} y2={y + 8} className={colours.line}>
          <title>{t.sagas.laneLegend.divider}</title>
        </line>
      )}
      {to !== null && outcome !== 'lost' && <Arrow x={x1 - 3} from={y - 9} to={HEAD} className={colours.line} />}
      {outcome === 'lost' && (
        <path d={`M${x1 - 4} ${y - 20}l8 8m0 -8l-8 8`} strokeWidth={1.5} className={colours.line} />
      )}
      {attempt === 1 && (
        <text x={x0 + 2} y={y + 21} className="fill-soft text-[0.6875rem]">
          {name}
        </text>
      )}
      <text x={x0 + 4} y={y + 3.5} className="fill-ink text-[0.625rem] tabular-nums">
        {x1 - x0 > 38 ? (ms === null ? '…' : t.sagas.ms(ms)) : ''}
      </text>
      {attempt > 1 && (
        <text x={x0 + 8} y={y - 12} className="fill-faint text-[0.625rem] tabular-nums">
          ×{attempt}
        </text>
      )}
    </g>
  );
}

function Arrow({ x, from, to, className }: { x: number; from: number; to: number; className: string }) {
  const tip = to > from ? -4 : 4;
  return (
    <path
      d={`M${x} ${from}V${to}M${x - 3} ${to + tip}L${x} ${to}L${x + 3} ${to + tip}`}
      fill="none"
      strokeWidth={1.25}
      className={className}
    />
  );
}
