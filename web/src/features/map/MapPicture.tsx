// The map itself: boxes that lead to their pages and carry their numbers, lines between them, faults where they strike.
import { useEffect, useRef, useState } from 'react';
import { useReducedMotion } from '../../browser/reduced-motion.ts';
import type { FlowView } from '../../entities/flow/flow.ts';
import { t } from '../../i18n/texts.ts';
import { DotCanvas } from './DotCanvas.tsx';
import { layoutOf, pathOf, type Layout, type Line } from './layout.ts';
import { MapBox } from './MapBox.tsx';
import { strikesAt, type LineFaults } from './map-faults.ts';
import { boxesOf } from './box-texts.ts';
import type { Traffic } from './useTraffic.ts';

interface Props {
  flow: FlowView | undefined;
  faults: LineFaults;
  activeSagas: number;
  traffic: Traffic;
}

export function MapPicture({ flow, faults, activeSagas, traffic }: Props) {
  const sheet = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState<Layout | null>(null);
  const still = useReducedMotion();

  useEffect(() => {
    if (!sheet.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width > 0) setLayout((before) => (before?.width === width ? before : layoutOf(width)));
    });
    observer.observe(sheet.current);
    return () => observer.disconnect();
  }, []);

  return (
    <div ref={sheet} role="group" aria-label={t.map.picture} className="relative">
      {layout && (
        <div className="relative" style={{ height: layout.height }}>
          <Lines layout={layout} faults={faults} />
          {!still && <DotCanvas layout={layout} traffic={traffic} />}
          {/* Above the dots: a dot that enters a box is gone, and the boxes can be pressed. */}
          {boxesOf(flow, activeSagas).map((box) => (
            <MapBox key={box.id} box={box} place={layout.boxes[box.id]} />
          ))}
          <FaultMarks layout={layout} faults={faults} />
        </div>
      )}
    </div>
  );
}

function Lines({ layout, faults }: { layout: Layout; faults: LineFaults }) {
  return (
    <svg aria-hidden width={layout.width} height={layout.height} className="absolute inset-0">
      {[...layout.lines.values()].map((line) => {
        const struck = strikesAt(faults, line);
        return (
          <path
            key={line.id}
            d={pathOf(line.points)}
            fill="none"
            strokeWidth={struck ? 2.5 : 1.5}
            className={struck ? 'animate-breathe stroke-bad' : 'stroke-line-strong'}
            strokeDasharray={line.fault === 'saga' ? '3 4' : undefined}
          />
        );
      })}
    </svg>
  );
}

/** How many faults are on at an edge, in words, at the middle of its first struck line. */
function FaultMarks({ layout, faults }: { layout: Layout; faults: LineFaults }) {
  const first = new Map<string, Line>();
  for (const line of layout.lines.values())
    if (line.fault && strikesAt(faults, line) && !first.has(line.fault)) first.set(line.fault, line);
  return (
    <>
      {[...first].map(([edge, line]) => {
        const [x, y] = line.points[Math.floor(line.points.length / 2)] ?? [0, 0];
        const text = t.map.fault(t.map.edges[line.fault ?? 'saga'], faults.count[line.fault ?? 'saga']);
        return (
          <span
            key={edge}
            title={text}
            style={{ left: x, top: y }}
            className="absolute z-10 -translate-x-1/2 -translate-y-1/2 rounded-full bg-bad px-1.5 text-[0.6875rem] leading-5 font-semibold whitespace-nowrap text-surface"
          >
            <span aria-hidden>⚡{faults.count[line.fault ?? 'saga']}</span>
            <span className="sr-only">{text}</span>
          </span>
        );
      })}
    </>
  );
}
