// Turns the live feed into dots while the map is open: events, sagas that moved, and refusals that the flow counts. Every
// message is counted; of more than 20 a second some are not drawn.
import { useEffect, useState } from 'react';
import type { SagaView } from '#shared/engine/saga/view';
import { useLive } from '../../api/live/LiveProvider.tsx';
import type { FlowView } from '../../entities/flow/flow.ts';
import { createSampler, dotsOfEvent, dotsOfRefusal, dotsOfSaga, type Dot } from './traffic.ts';

export interface Counters {
  events: number;
  commands: number;
  answers: number;
  lost: number;
  refused: number;
}

export interface Traffic {
  /** Called for the dots of every message that is drawn. */
  onDots: (listener: (dots: readonly Dot[]) => void) => () => void;
  /** Of the last second's messages, how many were not drawn. */
  skipped: () => number;
}

/** More refusals at once than this are one dot: the number is at its place. */
const MOST_REFUSALS = 3;
const MOST_SAGAS = 200;
const NOTHING: Counters = { events: 0, commands: 0, answers: 0, lost: 0, refused: 0 };

export function useTraffic(flow: FlowView | undefined): { traffic: Traffic; counters: Counters } {
  const { listen } = useLive();
  const [hub] = useState(createHub);
  const [counters, setCounters] = useState(NOTHING);

  useEffect(() => {
    const sagas = new Map<string, SagaView>();
    const count = (change: Partial<Counters>) =>
      setCounters((before) => ({
        ...before,
        ...Object.fromEntries(
          Object.entries(change).map(([name, more]) => [name, before[name as keyof Counters] + more]),
        ),
      }));
    return listen((message) => {
      if (message.type === 'event') {
        count({ events: 1 });
        hub.draw(dotsOfEvent(message.event));
      }
      if (message.type !== 'saga') return;
      const dots = dotsOfSaga(sagas.get(message.saga.id), message.saga);
      sagas.delete(message.saga.id);
      sagas.set(message.saga.id, message.saga);
      const [oldest] = sagas.keys();
      if (sagas.size > MOST_SAGAS && oldest !== undefined) sagas.delete(oldest);
      if (dots.length === 0) return;
      const lost = dots.filter(({ fate }) => fate === 'lost').length;
      const commands = dots.filter(({ kind }) => kind === 'command').length;
      count({ commands, lost, answers: dots.length - commands - lost });
      hub.draw(dots);
    });
  }, [listen, hub]);

  const [seen, setSeen] = useState<string | null>(null);
  if (flow && flow.now !== seen) {
    const fresh = seen === null ? [] : flow.notes.filter(({ at }) => at > seen);
    const refused = fresh.filter(({ what }) => what === 'refused' || what === 'duplicate');
    setSeen(flow.now);
    if (refused.length > 0) {
      setCounters((before) => ({ ...before, refused: before.refused + refused.length }));
      queueMicrotask(() => {
        for (const { place } of refused.slice(0, MOST_REFUSALS)) hub.draw(dotsOfRefusal(place));
      });
    }
  }
  return { traffic: hub, counters };
}

function createHub(): Traffic & { draw: (dots: readonly Dot[]) => void } {
  const listeners = new Set<(dots: readonly Dot[]) => void>();
  const sampler = createSampler();
  return {
    onDots: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    skipped: () => sampler.skipped(Date.now()),
    draw: (dots) => {
      if (sampler.take(Date.now())) for (const listener of listeners) listener(dots);
    },
  };
}
