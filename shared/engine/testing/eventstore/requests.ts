// What the simulation's writers ask of the streams, and what they were answered.
import type { AppendRequest, AppendResult } from '#shared/engine/ports/eventstore';
import { event } from './event.ts';
import { STREAMS } from './plan.ts';

export interface Asked {
  request: AppendRequest;
  /** The request that it repeats. */
  original: Asked | null;
  /** The stream's version when it was asked. */
  version: number;
  answers: AppendResult[];
}

export class Requests {
  readonly all: Asked[] = [];

  ask(
    stream: number,
    expected: AppendRequest['expected_version'],
    size: number,
    bad: boolean,
    cause?: string,
    /** The ids of its events derive from this, so that several streams may have the same ones. */
    named = String(this.all.length),
  ): Asked {
    const events = Array.from({ length: size }, (_, i) => event(`${named}/${i}`, named, cause));
    const last = events.at(-1);
    // No column takes `undefined`: the row cannot be written.
    if (bad && last) last.metadata.command_id = undefined as unknown as string;
    const aggregate_id = STREAMS[stream] ?? '';
    return this.#remember({ aggregate_id, aggregate_type: 'Thing', expected_version: expected, events }, null);
  }

  again(original: Asked, payload: 'same' | 'other' | 'partly'): Asked {
    const events = structuredClone(original.request.events);
    if (payload === 'other') for (const e of events) e.data = { filename: 'other.jpg' };
    if (payload === 'partly') events.push(event(`${this.all.length}/new`, 'new'));
    return this.#remember({ ...original.request, events }, original);
  }

  #remember(request: AppendRequest, original: Asked | null): Asked {
    const asked = { request, original, version: 0, answers: [] };
    this.all.push(asked);
    return asked;
  }
}
