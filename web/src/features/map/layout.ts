// Where everything is on the map, for a width: boxes, and lines between them that dots can travel. Wide from left to
// right, narrow from top to bottom; the same boxes and lines in both. Pure.
import type { InjectionPoint as FaultEdge } from '#shared/engine/faults/plan';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';

export const WRITERS = ['media-command', 'album', 'notification', 'exporter'] as const;
export type Writer = (typeof WRITERS)[number];

/** In the order of the map: each above its consumer, the sagas last, because their commands lead back below. */
export const FEEDS = [
  'media',
  'album',
  'notification',
  'live',
  'saga',
] as const satisfies readonly SubscriptionName[];

export type NodeId =
  | 'gateway'
  | 'streams'
  | 'log'
  | `writer:${Writer}`
  | `feed:${SubscriptionName}`
  | `model:${SubscriptionName}`;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Point = readonly [x: number, y: number];

export interface Line {
  id: string;
  points: readonly Point[];
  /** Which faults strike here, if any can. */
  fault: FaultEdge | null;
}

export interface Layout {
  width: number;
  height: number;
  wide: boolean;
  boxes: Record<NodeId, Box>;
  lines: ReadonlyMap<string, Line>;
}

const WIDE_FROM = 700;
const CURVE_STEPS = 14;

/** From the middle of one side to the middle of another, leaving and arriving straight. */
function curve([x0, y0]: Point, [x1, y1]: Point, along: 'x' | 'y'): Point[] {
  const bend = (along === 'x' ? x1 - x0 : y1 - y0) / 2;
  const [cx, cy] = along === 'x' ? [bend, 0] : [0, bend];
  return Array.from({ length: CURVE_STEPS + 1 }, (_, step): Point => {
    const t = step / CURVE_STEPS;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    return [a * x0 + b * (x0 + cx) + c * (x1 - cx) + d * x1, a * y0 + b * (y0 + cy) + c * (y1 - cy) + d * y1];
  });
}

const right = ({ x, y, width, height }: Box): Point => [x + width, y + height / 2];
const left = ({ x, y, height }: Box): Point => [x, y + height / 2];
const top = ({ x, y, width }: Box): Point => [x + width / 2, y];
const bottom = ({ x, y, width, height }: Box): Point => [x + width / 2, y + height];

export const layoutOf = (width: number): Layout => (width >= WIDE_FROM ? wideLayout(width) : tallLayout(width));

const ROW = 58;
const ROW_GAP = 14;
/** Below the rows: the way of a saga's commands back to its participants. */
const BAND = 46;

function wideLayout(width: number): Layout {
  const shares = [0.095, 0.15, 0.14, 0.115, 0.15, 0.17];
  const gap = (width * (1 - shares.reduce((sum, share) => sum + share, 0))) / (shares.length - 1);
  const columns = shares.map((share, n) => ({
    x: shares.slice(0, n).reduce((sum, one) => sum + one * width + gap, 0),
    width: share * width,
  }));
  const rowsHeight = FEEDS.length * ROW + (FEEDS.length - 1) * ROW_GAP;
  const box = (column: number, y: number, height: number): Box => ({
    x: columns[column]?.x ?? 0,
    width: columns[column]?.width ?? 0,
    y,
    height,
  });
  const row = (column: number, n: number, from = 0): Box => box(column, from + n * (ROW + ROW_GAP), ROW);
  const writersHeight = WRITERS.length * ROW + (WRITERS.length - 1) * ROW_GAP;
  const writersTop = (rowsHeight - writersHeight) / 2;
  const middle = rowsHeight / 2;
  const boxes = Object.fromEntries([
    ['gateway', box(0, middle - 40, 80)],
    ['streams', box(2, middle - 78, 156)],
    ['log', box(3, middle - 60, 120)],
    ...WRITERS.map((name, n) => [`writer:${name}`, row(1, n, writersTop)]),
    ...FEEDS.map((name, n) => [`feed:${name}`, row(4, n)]),
    ...FEEDS.map((name, n) => [`model:${name}`, row(5, n)]),
  ]) as Record<NodeId, Box>;
  const height = rowsHeight + BAND;
  const lane = rowsHeight + BAND / 2;
  // Between gateway and command Workers: there every command of a saga turns up to its participant.
  const riser = (columns[1]?.x ?? 0) - gap / 2;
  const back = (writer: Box): Point[] => {
    const [x, y] = bottom(boxes['model:saga']);
    return [
      [x, y],
      [x, lane],
      [riser, lane],
      [riser, writer.y + writer.height * 0.72],
      [writer.x, writer.y + writer.height * 0.72],
    ];
  };
  return assemble({ width, height, wide: true, boxes }, back, 'x');
}

function tallLayout(width: number): Layout {
  const inset = 18;
  const inner = width - inset;
  const half = (inner - 8) / 2;
  const full = (y: number, height: number): Box => ({ x: inset, y, width: inner, height });
  const cell = (n: number, y: number, height: number): Box => ({
    x: inset + (n % 2) * (half + 8),
    y,
    width: half,
    height,
  });
  const writersTop = 64;
  const streamsTop = writersTop + 2 * 50 + 8 + 26;
  const logTop = streamsTop + 66 + 24;
  const rowsTop = logTop + 56 + 26;
  const boxes = Object.fromEntries([
    ['gateway', full(0, 40)],
    ...WRITERS.map((name, n) => [`writer:${name}`, cell(n, writersTop + Math.floor(n / 2) * 58, 50)]),
    ['streams', full(streamsTop, 66)],
    ['log', full(logTop, 56)],
    ...FEEDS.map((name, n) => [`feed:${name}`, { ...cell(0, rowsTop + n * 64, 56), width: half - 8 }]),
    ...FEEDS.map((name, n) => [
      `model:${name}`,
      { ...cell(1, rowsTop + n * 64, 56), x: inset + half + 16, width: half - 8 },
    ]),
  ]) as Record<NodeId, Box>;
  const height = rowsTop + FEEDS.length * 64 + 14;
  const back = (writer: Box): Point[] => {
    const [x, y] = bottom(boxes['model:saga']);
    const lane = y + 12;
    return [[x, y], [x, lane], [inset / 2, lane], [inset / 2, writer.y + writer.height / 2], left(writer)];
  };
  return assemble({ width, height, wide: false, boxes }, back, 'y');
}

function assemble(base: Omit<Layout, 'lines'>, back: (writer: Box) => Point[], along: 'x' | 'y'): Layout {
  const { boxes } = base;
  const [out, into] = along === 'x' ? [right, left] : [bottom, top];
  const lines: Line[] = [];
  const add = (id: string, points: readonly Point[], fault: FaultEdge | null) => lines.push({ id, points, fault });
  for (const name of WRITERS) {
    const writer = boxes[`writer:${name}`];
    add(`gateway>${name}`, curve(out(boxes.gateway), into(writer), along), null);
    add(`${name}>streams`, curve(out(writer), into(boxes.streams), along), 'append');
    add(`saga>${name}`, back(writer), 'saga');
  }
  add('streams>log', curve(out(boxes.streams), into(boxes.log), along), 'publish');
  for (const name of FEEDS) {
    const feed = boxes[`feed:${name}`];
    add(`log>${name}`, curve(out(boxes.log), into(feed), along), 'poke');
    add(`${name}>model`, curve(right(feed), left(boxes[`model:${name}`]), 'x'), 'deliver');
  }
  return { ...base, lines: new Map(lines.map((line) => [line.id, line])) };
}

/** The point at this part (0 to 1) of a line's length. */
export function pointAt(points: readonly Point[], part: number): Point {
  const lengths = points
    .slice(1)
    .map(([x, y], n) => Math.hypot(x - (points[n]?.[0] ?? x), y - (points[n]?.[1] ?? y)));
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.min(1, Math.max(0, part));
  for (const [n, length] of lengths.entries()) {
    const from = points[n];
    const to = points[n + 1];
    if (!from || !to) break;
    if (left <= length) {
      const t = length === 0 ? 0 : left / length;
      return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
    }
    left -= length;
  }
  return points.at(-1) ?? [0, 0];
}

/** As an SVG path; a line with corners has them rounded. */
export function pathOf(points: readonly Point[]): string {
  const [start] = points;
  if (!start) return '';
  if (points.length > 8) return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`;
  let path = `M${start[0]} ${start[1]}`;
  for (let n = 1; n < points.length; n++) {
    const [from, corner, to] = [points[n - 1], points[n], points[n + 1]];
    if (!from || !corner) continue;
    if (!to) {
      path += `L${corner[0]} ${corner[1]}`;
      continue;
    }
    const near = (end: Point): Point => {
      const length = Math.hypot(end[0] - corner[0], end[1] - corner[1]);
      const t = Math.min(10, length / 2) / (length || 1);
      return [corner[0] + (end[0] - corner[0]) * t, corner[1] + (end[1] - corner[1]) * t];
    };
    const [a, b] = [near(from), near(to)];
    path += `L${a[0]} ${a[1]}Q${corner[0]} ${corner[1]} ${b[0]} ${b[1]}`;
  }
  return path;
}
