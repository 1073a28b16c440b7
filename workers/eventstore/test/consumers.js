// Consumers that remember what took effect, as a read model would (a checkpoint with a guard) or as sagas do (the ids).
import { WorkerEntrypoint } from 'cloudflare:workers';

const models = new Map();
const broken = new Map();
const model = (name) => {
  if (!models.has(name))
    models.set(name, { checkpoint: name === 'live' ? null : 0, applied: [], repaired: new Set() });
  return models.get(name);
};

const effect = ({ id, position, aggregate_id, version, schema_version }) => ({
  id,
  position,
  aggregate_id,
  version,
  schema_version,
});

export class Consumer extends WorkerEntrypoint {
  deliver({ from, to, events }) {
    const { name } = this.ctx.props;
    const bad = broken.get(name);
    if (bad === 'everything' || (bad !== undefined && events.some((event) => event.aggregate_id === bad)))
      throw new Error(`${name} cannot take ${bad}`);
    const at = model(name);
    if (name === 'saga') return this.recognise(to, events);
    at.checkpoint ??= from;
    if (from === to) return { checkpoint: at.checkpoint, ...(at.green && { rebuilds: true }) };
    if (at.checkpoint !== from) return { checkpoint: at.checkpoint };
    at.checkpoint = to;
    at.deliveries = (at.deliveries ?? 0) + 1;
    at.applied.push(...events.map(effect));
    if (at.green?.following) at.green.applied.push(...events.map(effect));
    return { checkpoint: to };
  }

  /** As saga coordinators do: no checkpoint of its own, but it knows what it has. */
  recognise(to, events) {
    const { applied, repaired } = model('saga');
    const fresh = events.filter(({ id }) => !repaired.has(id));
    for (const { id } of fresh) repaired.add(id);
    applied.push(...fresh.map(effect));
    return { checkpoint: to };
  }

  /** A read model that can be rebuilt: lists instead of rows, and a step that can be held. */
  async rebuild(step, ...args) {
    const { name } = this.ctx.props;
    const at = model(name);
    asked.set(step, (asked.get(step) ?? 0) + 1);
    while (held === step) await new Promise((resolve) => setTimeout(resolve, 5));
    return REBUILD[step](at, ...args);
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

let held = null;
const asked = new Map();
const greenOf = ({ green, checkpoint, shown = 1 }) => ({
  shown,
  generation: green?.generation ?? null,
  position: green?.position ?? 0,
  following: green?.following ?? false,
  checkpoint,
});
const REBUILD = {
  begin(at) {
    at.generations = (at.generations ?? 1) + (at.green ? 0 : 1);
    at.green ??= { generation: at.generations, position: 0, following: false, applied: [] };
    return greenOf(at);
  },
  fill(at, generation, { from, to, events }) {
    const { green, checkpoint } = at;
    if (green?.generation !== generation || green.following || green.position !== from) return greenOf(at);
    green.position = Math.min(to, checkpoint);
    green.applied.push(...events.filter((event) => event.position <= green.position).map(effect));
    green.following = green.position === checkpoint;
    return greenOf(at);
  },
  compare: ({ green }, _, compared) => ({ ...compared, rows: green.applied.length, digest: 'same', done: true }),
  trace: () => null,
  cutOver(at, generation) {
    if (at.shown !== generation && at.green?.generation !== generation) throw new Error('not ready to be shown');
    if (at.green) Object.assign(at, { applied: at.green.applied, green: null, shown: generation });
  },
  abandon(at) {
    at.green = null;
    return at.shown ?? 1;
  },
  standing: greenOf,
  sweep: () => false,
};

export class Browsers extends WorkerEntrypoint {
  push() {}
  broadcast() {}
}

export class Control extends WorkerEntrypoint {
  /** Lets a step of every rebuild wait until another, or null, is held. */
  hold(step) {
    held = step;
    asked.clear();
  }
  /** How often a step was asked for since. */
  asked(step) {
    return asked.get(step) ?? 0;
  }
  /** As a migration does it: a generation is begun, and no rebuild knows of it. */
  begin(name) {
    REBUILD.begin(model(name));
  }
  /** How many deliveries had an effect. */
  deliveries(name) {
    return model(name).deliveries ?? 0;
  }
  applied(name, after = 0) {
    return model(name).applied.slice(after);
  }
  news(after) {
    return Object.fromEntries(Object.entries(after).map(([name, n]) => [name, model(name).applied.slice(n)]));
  }
  counts(names) {
    return Object.fromEntries(names.map((name) => [name, model(name).applied.length]));
  }
  /** Makes a consumer throw for deliveries that hold this aggregate, or for 'everything'; null heals it. */
  break(name, aggregateId) {
    if (aggregateId === null) broken.delete(name);
    else broken.set(name, aggregateId);
  }
}

export default { fetch: () => new Response('consumers') };
