// The injection point of appends. There are too many streams to notify of a plan, so this wraps their appends: it asks the
// switch, at most once per `REMEMBERED_MS`, whether there is a plan, and lets a stream crash where the plan says so.
import { Reordering } from '#shared/engine/faults/reordering';
import { injectFault } from '#shared/engine/faults/inject-fault';
import { THE_SWITCH, type Crash, type FaultEnv } from './env.ts';

/** How long an answer of the switch counts; a plan is in force everywhere after this time. */
export const REMEMBERED_MS = 100;

/** Appends overtake each other where they all pass. */
const overtaking = new Reordering();

let said = { at: 0, active: false };

/** Whether there is a plan; without one, drawing a fault costs a question every few moments. */
export const isActive = async (env: FaultEnv): Promise<boolean> => {
  const age = Date.now() - said.at;
  if (age < 0 || age > REMEMBERED_MS)
    said = { at: Date.now(), active: await env.CHAOS.getByName(THE_SWITCH).active() };
  return said.active;
};

/** `append(crash)` hands the append to its stream, which dies around its commit if `crash` says so. */
export const appendPoint = (env: FaultEnv) => ({
  async around<T>(streamId: string, append: (crash?: Crash) => Promise<T>): Promise<T> {
    if (env.DEV_LOGIN !== 'on' || !(await isActive(env))) return append();
    const fault = await env.CHAOS.getByName(THE_SWITCH).draw('append', streamId);
    const { overtaken, through } = overtaking.enter('append');
    switch (fault?.kind) {
      case 'crash_before':
      case 'crash_after':
      case 'evict': {
        const crash = fault.kind;
        return through(() => append(crash));
      }
      default:
        return injectFault(fault, `append ${streamId}`, () => through(append), {
          die: () => undefined,
          overtake: overtaken,
        });
    }
  },
});
