// Consumers that remember what took effect, as a read model would: a checkpoint with a guard, and the ids applied.
import { WorkerEntrypoint } from 'cloudflare:workers';

const models = new Map();
const broken = new Map();
const model = (name) => {
  if (!models.has(name)) models.set(name, { checkpoint: name === 'live' ? null : 0, applied: [], repaired: new Set() });
  return models.get(name);
};

const effect = ({ id, position, aggregate_id, version }) => ({ id, position, aggregate_id, version });

export class Consumer extends WorkerEntrypoint {
  deliver({ from, to, events }) {
    const { name } = this.ctx.props;
    const bad = broken.get(name);
    if (bad === 'everything' || (bad !== undefined && events.some((event) => event.aggregate_id === bad)))
      throw new Error(`${name} cannot take ${bad}`);
    const at = model(name);
    at.checkpoint ??= from;
    if (from === to) return { checkpoint: at.checkpoint };
    if (at.checkpoint !== from) return { checkpoint: at.checkpoint };
    at.checkpoint = to;
    at.applied.push(...events.map(effect));
    return { checkpoint: to };
  }

  deliverParked(event) {
    const { name } = this.ctx.props;
    if (broken.get(name) === event.aggregate_id) throw new Error(`${name} cannot take ${event.aggregate_id}`);
    const { applied, repaired } = model(name);
    // As `applied_parked` does it: guarded by its own table, not by what was delivered in order.
    if (repaired.has(event.id)) return;
    repaired.add(event.id);
    applied.push(effect(event));
  }
}

export class Browsers extends WorkerEntrypoint {
  push() {}
  broadcast() {}
}

export class Control extends WorkerEntrypoint {
  applied(name) {
    return model(name).applied;
  }
  /** Makes a consumer throw for deliveries that hold this aggregate, or for 'everything'; null heals it. */
  break(name, aggregateId) {
    if (aggregateId === null) broken.delete(name);
    else broken.set(name, aggregateId);
  }
}

export default { fetch: () => new Response('consumers') };
