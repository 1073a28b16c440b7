// The interface of a lab to the page and the terminal that lead it. Its checks ask the running system over the public API what
// has really happened in the learner's own library since the lab was begun, by any means.
import type { FaultPlan } from '#shared/engine/faults/plan';
import type { Answer, Arguments, Route } from '#shared/mediahub/api/client';

/** The public API as the learner may use it. */
export type Api = <R extends Route>(route: R, ...asked: Arguments<R>) => Promise<Answer<R>>;

/** What an action has seen that cannot be asked for later, and what a check may look at. */
export type Notes = Readonly<Record<string, string>>;

/** What the learner has made, by the names that the lesson's links use: ids, positions. */
export type Places = Readonly<Record<string, string>>;

export interface Look {
  api: Api;
  /** The log's head when the lab was begun: what happened before does not count. */
  begun: number;
  notes: Notes;
}

/** What an action needs of the place where it is pressed. */
export interface Hands {
  api: Api;
  /** Uploads a new photo. @returns its id, as soon as the API has answered */
  upload(): Promise<string>;
  /** The faults of the lab. */
  plan: FaultPlan;
}

/** `waiting`: it may still come. `red`: it has come otherwise. The lesson says what the reason means. */
export type Verdict = { state: 'green' } | { state: 'waiting' | 'red'; reason: string };

export const green: Verdict = { state: 'green' };
export const waiting = (reason: string): Verdict => ({ state: 'waiting', reason });
export const red = (reason: string): Verdict => ({ state: 'red', reason });

export interface Lab {
  /** Whether its actions need the role operator: only operators break things. */
  operator: boolean;
  find(look: Look): Promise<Places>;
  /** May be pressed in the lesson's order. Notes that it answers are kept with those that are there. */
  actions: Readonly<Record<string, (hands: Hands, places: Places) => Promise<Notes | void>>>;
  checks: Readonly<Record<string, (look: Look, places: Places) => Promise<Verdict>>>;
}

/**
 * How a lab goes wrong, played to prove that its checks see it: faults that are on before its first action, actions that are left
 * out. Then this check is red for this reason.
 */
export interface Broken {
  from_start: FaultPlan | null;
  leave_out: string[];
  check: string;
  reason: string;
}

/** Asks every check that was not green before. */
export async function lookAt(
  lab: Lab,
  look: Look,
  before: Readonly<Record<string, string>> = {},
): Promise<{ places: Places; verdicts: Record<string, Verdict> }> {
  const places = await lab.find(look);
  const verdicts: Record<string, Verdict> = {};
  for (const [id, check] of Object.entries(lab.checks))
    verdicts[id] = id in before ? green : await check(look, places);
  return { places, verdicts };
}
