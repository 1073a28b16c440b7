// A run as a Mermaid sequence diagram, pure: calls, appends, deliveries of the log, outcomes of commands.
// User text (a file name in a reason) cannot end a line or start another.
import type { LoggedEvent } from '../event/envelope.ts';
import type { SagaTimelineEntry } from '../saga/view.ts';
import { traceIdOf, type Run, type SagaRun, type Services } from './run.ts';

/** Letters, digits and what has no meaning in Mermaid; all else becomes a character reference. */
const PLAIN = /[^\p{L}\p{M}\p{N} .,()/_-]/gu;
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
const MOST_TEXT = 120;

/** Text that is nothing but text inside a Mermaid diagram. */
export function escaped(text: string): string {
  const visible = text.replaceAll(INVISIBLE, ' ').trim();
  const all = [...visible];
  const short = all.length > MOST_TEXT ? [...all.slice(0, MOST_TEXT), '…'].join('') : visible;
  return short.replaceAll(PLAIN, (char) => `#${char.codePointAt(0)};`);
}

interface Line {
  at: number;
  /** What has to precede it. */
  after: string | null;
  /** What may wait for it. */
  is: string | null;
  write(nameOf: (service: string) => string): string;
}

const CLIENT = 'client';
const MOST_LINES = 500;

const arrow =
  (from: string, kind: '->>' | '-->>' | '--x', to: string, text: string): Line['write'] =>
  (nameOf) =>
    `${nameOf(from)}${kind}${nameOf(to)}: ${escaped(text)}`;

const eventKey = ({ id }: Pick<LoggedEvent, 'id'>): string => `event ${id}`;
const commandKey = (commandId: string): string => `command ${commandId}`;

/** What clients asked for, and what was appended, in the order of the log. */
function appends({ events }: Run, services: Services, sent: ReadonlySet<string>): Line[] {
  const asked = new Set<string>();
  let requested = false;
  return events.flatMap((event): Line[] => {
    const { metadata, aggregate_type, event_type, position, created_at } = event;
    const at = Date.parse(created_at);
    const service = services.ofAggregate(aggregate_type);
    const bySaga = sent.has(metadata.command_id);
    const lines: Line[] = [
      {
        at,
        after: bySaga ? commandKey(metadata.command_id) : null,
        is: eventKey(event),
        write: arrow(service, '->>', services.log, `${event_type}, position ${position}`),
      },
    ];
    if (bySaga || asked.has(metadata.command_id)) return lines;
    asked.add(metadata.command_id);
    const isPerson = metadata.actor === metadata.user_id;
    const request: Line = {
      at,
      after: null,
      is: null,
      write: arrow(CLIENT, '->>', services.entry, 'request'),
    };
    const from = isPerson ? services.entry : services.coordinator;
    const command: Line = { at, after: null, is: null, write: arrow(from, '->>', service, 'command') };
    const first = isPerson && !requested;
    requested ||= isPerson;
    return [...(first ? [request] : []), ...(from === service ? [] : [command]), ...lines];
  });
}

const NOTES: Partial<Record<SagaTimelineEntry['what'], string>> = {
  due: 'timer elapsed',
  restarted: 'started again',
  resume: 'resumed by a person',
  skip: 'a step is skipped',
  definition_missing: 'its definition is missing',
  put_back: 'it was put back to an earlier day',
};

/** What one saga took in and sent out, in the order of its journal. */
function exchanged({ view, timeline }: SagaRun, services: Services, known: ReadonlySet<string>): Line[] {
  const { coordinator, log } = services;
  const note =
    (text: string): Line['write'] =>
    (nameOf) =>
      `Note over ${nameOf(coordinator)}: ${escaped(text)}`;
  let out: string | null = null;
  const lines = timeline.flatMap((entry): Line[] => {
    const { what, detail, event_id, command, steps } = entry;
    const at = Date.parse(entry.at);
    const partner = command === null ? coordinator : services.ofCommand(command);
    const writes: Line['write'][] = [];
    if (event_id !== null)
      writes.push(arrow(log, '-->>', coordinator, what === 'late' ? `${detail}, late` : detail));
    else if (what === 'replied') writes.push(arrow(partner, '-->>', coordinator, detail));
    else if (what === 'lost') writes.push(arrow(partner, '--x', coordinator, detail));
    else writes.push(note(NOTES[what] ?? detail));
    if (what === 'started') writes.push(note(`${view.saga_type}: ${view.subject}`));
    const after = event_id !== null && known.has(eventKey({ id: event_id })) ? eventKey({ id: event_id }) : null;
    const lines = writes.map((write): Line => ({ at, after, is: null, write }));
    const attempt = steps.find(({ step_name }) => step_name === entry.out?.step_name)?.attempts ?? 1;
    const sending = entry.out && `${entry.out.command_id} ${attempt}`;
    if (entry.out && sending !== out) {
      const again = attempt > 1 ? `, try ${attempt}` : '';
      const undo = entry.out.direction === 'undo' ? 'undo: ' : '';
      const to = services.ofCommand(entry.out.command);
      lines.push({
        at,
        after: null,
        is: commandKey(entry.out.command_id),
        write: arrow(coordinator, '->>', to, `${undo}${entry.out.command}${again}`),
      });
    }
    out = sending;
    return lines;
  });
  const end = Date.parse(view.ended_at ?? view.updated_at);
  return [...lines, { at: end, after: null, is: null, write: note(view.status) }];
}

/** One order of several: by time, each in its own order, and nothing above what led to it. */
function merged(lists: readonly Line[][]): Line[] {
  const next = lists.map(() => 0);
  const done = new Set<string>();
  const lines: Line[] = [];
  for (;;) {
    const heads = lists.flatMap((list, n) => {
      const line = list[next[n] ?? 0];
      return line ? [{ n, line, waits: line.after !== null && !done.has(line.after) }] : [];
    });
    const [first] = heads.toSorted((a, b) => Number(a.waits) - Number(b.waits) || a.line.at - b.line.at);
    if (!first) return lines;
    next[first.n] = (next[first.n] ?? 0) + 1;
    if (first.line.is !== null) done.add(first.line.is);
    lines.push(first.line);
  }
}

/** The diagram: its participants in the order in which they first take part. */
export function mermaidOf(run: Run, services: Services): string {
  const sent = new Set(
    run.sagas.flatMap(({ timeline }) => timeline.flatMap(({ out }) => (out ? [out.command_id] : []))),
  );
  const known = new Set(run.events.map(eventKey));
  const lines = merged([
    appends(run, services, sent),
    ...run.sagas.map((saga) => exchanged(saga, services, known)),
  ]);
  const names = new Map<string, string>();
  const nameOf = (service: string): string => {
    const name = names.get(service) ?? `p${names.size}`;
    names.set(service, name);
    return name;
  };
  const shown = lines.slice(0, MOST_LINES).map(({ write }) => write(nameOf));
  const left = lines.length - shown.length;
  const end = left > 0 || run.more ? [`Note over ${nameOf(services.log)}: and more than is shown here`] : [];
  const participants = [...names].map(
    ([service, name]) => `${service === CLIENT ? 'actor' : 'participant'} ${name} as ${escaped(service)}`,
  );
  const body = [...participants, ...shown, ...end].map((line) => `  ${line}`);
  return ['sequenceDiagram', `  %% trace ${traceIdOf(run.correlation_id)}`, ...body, ''].join('\n');
}
