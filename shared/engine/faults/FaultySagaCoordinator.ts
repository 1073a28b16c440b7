// A coordinator in development, whose commands the fault plan may lose, repeat, refuse or follow with a death.
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import type { CommandReply } from '../saga/command.ts';
import type { SagaEnv } from '../saga/dependencies.ts';
import { SagaCoordinator } from '../saga/SagaCoordinator.ts';
import { injectFault } from './inject-fault.ts';
import type { ChaosPort } from './plan.ts';
import { Reordering } from './reordering.ts';

/** A saga's own steps come one after the other: only the command of another saga can overtake. */
const overtaking = new Reordering();

export class FaultySagaCoordinator<
  Env extends SagaEnv & { CHAOS: ChaosPort } = SagaEnv & { CHAOS: ChaosPort },
> extends SagaCoordinator<Env> {
  protected override async intercept<T>({ name, send }: OutgoingCall<T>): Promise<T> {
    const fault = await this.env.CHAOS.draw('saga', name);
    const { overtaken, through } = overtaking.enter('saga');
    const no: CommandReply = { status: 'rejected', code: 'fault_switch', reason: `${name} is refused` };
    const failed: CommandReply = { status: 'failed', reason: `fault switch: an error at saga ${name}` };
    return injectFault(fault, `saga ${name}`, () => through(send), {
      die: () => this.ctx.abort('fault switch'),
      // What a coordinator sends are commands: their answers are replies.
      reject: () => no as T,
      fail: () => failed as T,
      overtake: overtaken,
    });
  }
}
