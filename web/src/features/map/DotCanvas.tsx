// Draws the dots over the map on a canvas, so that many of them cost little, and draws nothing while nothing moves. A click
// on a dot opens the page of its message.
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { pointAt, type Layout, type Point } from './layout.ts';
import type { Dot, DotKind } from './traffic.ts';
import type { Traffic } from './useTraffic.ts';

const LEG_MS = 420;
const FADE_MS = 380;
const RADIUS = 5;
const SIDE = 9;
/** How near to a dot a click has to be, in pixels. */
const REACH = 16;
const MOST_DOTS = 400;

const COLOURS: Record<DotKind, string> = {
  Media: '--color-media',
  Album: '--color-album',
  Notification: '--color-notification',
  User: '--color-user',
  Export: '--color-accent',
  command: '--color-accent',
  good: '--color-good',
  bad: '--color-bad',
  warn: '--color-warn',
};

interface Moving {
  dot: Dot;
  from: number;
}

/** Where a dot is, and how it looks there; null before it starts and once it is gone. */
function placeOf(
  { dot, from }: Moving,
  layout: Layout,
  now: number,
): { at: Point; alpha: number; ring: boolean } | null {
  const age = now - from - dot.delay * LEG_MS;
  if (age < 0) return null;
  const whole = dot.way.length * LEG_MS;
  // What is lost ends half-way; what is refused stops at its end and is thrown back a little.
  const end = dot.fate === 'lost' ? whole * 0.55 : whole;
  if (age > end + FADE_MS) return null;
  const travelled = Math.min(age, end) / LEG_MS;
  const leg = Math.min(dot.way.length - 1, Math.floor(travelled));
  const line = layout.lines.get(dot.way[leg] ?? '');
  if (!line) return null;
  const done = age > end;
  const back = done && dot.fate === 'refused' ? 0.22 * ((age - end) / FADE_MS) : 0;
  const part = Math.max(0, travelled - leg - back);
  const at = pointAt(line.points, dot.backwards ? 1 - part : part);
  return { at, alpha: done ? 1 - (age - end) / FADE_MS : 1, ring: dot.fate !== 'arrives' };
}

export function DotCanvas({ layout, traffic }: { layout: Layout; traffic: Traffic }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const moving = useRef<Moving[]>([]);
  const navigate = useNavigate();
  const { width, height } = layout;

  useEffect(() => {
    const sheet = canvas.current;
    const brush = sheet?.getContext('2d');
    if (!sheet || !brush) return;
    const scale = devicePixelRatio;
    sheet.width = Math.round(width * scale);
    sheet.height = Math.round(height * scale);
    let frame = 0;
    /** A canvas cannot read custom properties, so an element's computed colour is read; again whenever dots begin to move. */
    const resolved = new Map<DotKind, string>();
    const colourOf = (kind: DotKind): string => {
      const known = resolved.get(kind);
      if (known !== undefined) return known;
      sheet.style.color = `var(${COLOURS[kind]})`;
      const colour = getComputedStyle(sheet).color;
      resolved.set(kind, colour);
      return colour;
    };
    const draw = (now: number) => {
      brush.setTransform(scale, 0, 0, scale, 0, 0);
      brush.clearRect(0, 0, width, height);
      moving.current = moving.current.filter(
        (one) => now < one.from + (one.dot.delay + one.dot.way.length) * LEG_MS + FADE_MS,
      );
      for (const one of moving.current) {
        const place = placeOf(one, layout, now);
        if (!place) continue;
        const [x, y] = place.at;
        brush.globalAlpha = place.alpha;
        brush.fillStyle = brush.strokeStyle = colourOf(one.dot.kind);
        brush.beginPath();
        if (one.dot.saga) brush.rect(x - SIDE / 2, y - SIDE / 2, SIDE, SIDE);
        else brush.arc(x, y, RADIUS, 0, 2 * Math.PI);
        if (place.ring) {
          brush.lineWidth = 2;
          brush.stroke();
        } else brush.fill();
      }
      brush.globalAlpha = 1;
      frame = moving.current.length > 0 ? requestAnimationFrame(draw) : 0;
      sheet.dataset['moving'] = String(moving.current.length);
    };
    const stop = traffic.onDots((dots) => {
      const from = performance.now();
      moving.current = [...moving.current, ...dots.map((dot) => ({ dot, from }))].slice(-MOST_DOTS);
      sheet.dataset['drawn'] = String(Number(sheet.dataset['drawn'] ?? 0) + dots.length);
      if (frame === 0) {
        resolved.clear();
        frame = requestAnimationFrame(draw);
      }
    });
    frame = requestAnimationFrame(draw);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [layout, width, height, traffic]);

  /** The dot under the pointer, if there is one. */
  const under = (clientX: number, clientY: number): Dot | null => {
    const { left = 0, top = 0 } = canvas.current?.getBoundingClientRect() ?? {};
    const now = performance.now();
    let nearest: { dot: Dot; distance: number } | null = null;
    for (const one of moving.current) {
      const place = placeOf(one, layout, now);
      if (!place) continue;
      const distance = Math.hypot(place.at[0] - (clientX - left), place.at[1] - (clientY - top));
      if (distance <= REACH && distance < (nearest?.distance ?? REACH + 1)) nearest = { dot: one.dot, distance };
    }
    return nearest?.dot ?? null;
  };

  return (
    // For the eye and the pointer only: the list below the map holds the same messages for everyone.
    <canvas
      ref={canvas}
      aria-hidden
      style={{ width, height }}
      className="absolute inset-0"
      onPointerMove={({ clientX, clientY, currentTarget }) => {
        currentTarget.style.cursor = under(clientX, clientY) ? 'pointer' : '';
      }}
      onClick={({ clientX, clientY }) => {
        const dot = under(clientX, clientY);
        if (dot) void navigate(dot.to);
      }}
    />
  );
}
