// Runs inside each Worker of a test, around what its bundle exports, and counts at the ports: what every invocation (a request,
// an RPC, an alarm) calls of other Workers, of Durable Objects and of R2, and the rows that its queries read and write. The
// bundles are those that `npm start` runs: nothing of this is in them. What an invocation sets off says whose it is, so that all
// that one request leads to can be counted together.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { DurableObjectState, ExecutionContext, ExportedHandler } from '@cloudflare/workers-types';
import { begin, current, end, fromHere, invoke, note, ROOT, whileMaking } from './current.ts';
import { countedFiles, countQueries, countStorage, type Callable, type Members } from './storage.ts';

/** The names of the bindings, by what they lead to. What leads to the fault switch is none of them. */
export interface Bindings {
  services: string[];
  objects: string[];
  buckets: string[];
}

type Exported = new (...args: unknown[]) => object;

const rootOf = (last: unknown): string | undefined =>
  typeof last === 'object' && last !== null && ROOT in last ? String(last[ROOT]) : undefined;

/** A stub whose calls are counted, and name what they belong to. */
const countedStub = (stub: Members, what: 'services' | 'objects'): unknown =>
  new Proxy(stub, {
    get(target, name) {
      const member = target[name];
      if (typeof member !== 'function' || typeof name === 'symbol' || name === 'then') return member;
      return (...given: unknown[]) => {
        note(what);
        // A function that is passed along is called back: what it does belongs to who passed it.
        const args = given.map((arg) =>
          typeof arg === 'function' ? AsyncLocalStorage.bind(arg as Callable) : arg,
        );
        const from = fromHere(what);
        if (name !== 'fetch') return (target[name] as Callable)(...args, { [ROOT]: from });
        const request = new Request(args[0] as Request, args[1] as RequestInit);
        const headers = new Headers(request.headers);
        headers.set(ROOT, from);
        return (target['fetch'] as Callable)(new Request(request, { headers }));
      };
    },
  });

const countedObjects = (namespace: Members): unknown =>
  new Proxy(namespace, {
    get(target, name) {
      const member = target[name];
      if (typeof member !== 'function') return member;
      const call = (...args: unknown[]) => (member as Callable).apply(target, args);
      return name === 'get' || name === 'getByName'
        ? (...args: unknown[]) => countedStub(call(...args) as Members, 'objects')
        : call;
    },
  });

const known = new WeakMap<object, object>();

function countedEnv(env: object, { services, objects, buckets }: Bindings): object {
  const before = known.get(env);
  if (before) return before;
  const wrap = (name: string, binding: Members) => {
    if (services.includes(name)) return countedStub(binding, 'services');
    if (objects.includes(name)) return countedObjects(binding);
    return buckets.includes(name) ? countedFiles(binding) : binding;
  };
  const database = Reflect.get(env, 'DB') as Members | undefined;
  if (database) countQueries(database);
  const all = Object.entries(env).map(([name, binding]) => [name, wrap(name, binding as Members)] as const);
  const counted = Object.fromEntries(all);
  known.set(env, counted);
  return counted;
}

/** The methods of a class that can be called from outside. */
function methodsOf(Class: Exported): string[] {
  const names = new Set<string>();
  for (let proto = Class.prototype as object; Object.getPrototypeOf(proto) !== Object.prototype;) {
    for (const name of Object.getOwnPropertyNames(proto))
      if (name !== 'constructor' && typeof Object.getOwnPropertyDescriptor(proto, name)?.value === 'function')
        names.add(name);
    proto = Object.getPrototypeOf(proto) as object;
    if (proto === null) break;
  }
  return [...names];
}

function countedClass(at: string, Class: Exported, bindings: Bindings): Exported {
  const Counted = class extends Class {
    constructor(...[ctx, env]: unknown[]) {
      const { storage } = ctx as Partial<DurableObjectState>;
      if (storage) countStorage(storage);
      const made = begin(`${at}.constructor`);
      whileMaking(made);
      super(ctx, countedEnv(env as object, bindings));
      whileMaking(undefined);
      queueMicrotask(() => end(made));
    }
  };
  // An alarm does not answer to a call: a test that does not wait until it is due rings here.
  if ('alarm' in Class.prototype)
    Object.assign(Counted.prototype, {
      ring(this: { alarm(): unknown }) {
        return this.alarm();
      },
    });
  for (const name of methodsOf(Class)) {
    const original = (Class.prototype as Members)[name] as Callable;
    Object.defineProperty(Counted.prototype, name, {
      configurable: true,
      writable: true,
      value(this: object, ...args: unknown[]) {
        const from = args.at(-1);
        const root = name === 'fetch' ? ((args[0] as Request).headers.get(ROOT) ?? undefined) : rootOf(from);
        // Called by its own code, not from outside.
        if (root === undefined && current.getStore()) return original.apply(this, args);
        const own = name === 'fetch' || root === undefined ? args : args.slice(0, -1);
        return invoke(`${at}.${name}`, root === '' ? undefined : root, () => original.apply(this, own));
      },
    });
  }
  return Counted;
}

/** Everything that a Worker exports, counted. */
export function counted(
  worker: string,
  all: Record<string, unknown>,
  bindings: Bindings,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(all).map(([name, exported]) => {
      if (typeof exported === 'function')
        return [name, countedClass(`${worker} ${name}`, exported as Exported, bindings)];
      const { fetch } = exported as ExportedHandler;
      const handler = {
        fetch(request: Request, env: object, ctx: ExecutionContext) {
          const { pathname } = new URL(request.url);
          const root = request.headers.get(ROOT) ?? undefined;
          return invoke(`${worker} ${request.method} ${pathname}`, root, () =>
            (fetch as unknown as Callable)?.call(exported, request, countedEnv(env, bindings), ctx),
          );
        },
      };
      return [name, handler];
    }),
  );
}
