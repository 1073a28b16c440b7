// A shell, or the read model, with one thing broken, in place of the real one: every object that is made while it is in
// force is made by its class. What runs in production knows nothing of it.
import type { deliver } from '#shared/engine/projection/deliver';
import type { EventLog } from '../src/development.ts';
import type { EventStream } from '../src/development.ts';
import type { Subscription } from '../src/development.ts';

export interface Broken {
  stream?: typeof EventStream;
  log?: typeof EventLog;
  subscription?: typeof Subscription;
  /** How the read model takes a delivery. */
  deliver?: typeof deliver;
}

let inForce: Broken | null = null;
export const broken = (): Broken | null => inForce;
export const put = (next: Broken | null): void => void (inForce = next);

type Shell = Exclude<keyof Broken, 'deliver'>;

/** The class itself, whose objects are those of the broken one while there is one. */
export const breakable = <Class extends new (ctx: DurableObjectState, env: never) => object>(
  shell: Shell,
  real: Class,
) => new Proxy(real, { construct: (_, args) => Reflect.construct(inForce?.[shell] ?? real, args) as object });
