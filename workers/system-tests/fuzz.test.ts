// Every operation of /openapi.json with values that fit its schema and values that do not: never a 5xx, never a status that the
// document does not name, never a word of the inside (rule H4), and never a field that it does not know (rule C16). The cases are
// the same at every run, few in `npm test` and many in `npm run check:deep`; SEED=… others, RUNS=… more of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Client } from './client.ts';
import { system } from './system.ts';

interface Schema {
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
}
interface Operation {
  operationId: string;
  description?: string;
  parameters?: { name?: string; in?: string; description?: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
}

const { url } = await system();
const document = (await (await fetch(`${url.origin}/openapi.json`)).json()) as {
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
};

/** They end what the test depends on: the sessions of its user, or the login of everyone else. */
const LEFT_OUT = ['delete_me_sessions', 'delete_me_sessions_id', 'post_own_auth_logout', 'get_live'];
const operations = Object.entries(document.paths)
  .flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })))
  .filter(({ operation }) => !LEFT_OUT.includes(operation.operationId));

const SEED = Number(process.env['SEED'] ?? 1);
const RUNS = Number(process.env['RUNS'] ?? (process.env['TIER'] === 'quick' ? 5 : 12));

/** Stack traces, SQL, platform errors, keys of files: no answer may contain any of it. */
const INSIDE =
  /\bat \S+ \(|\.ts:\d+|SQLITE|D1_ERROR|no such (table|column)|syntax error near|TypeError|RangeError|media\/media-|_KEYS/;

const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '0x10',
  '1e9',
  'null',
  '%00',
  '../..',
  '京都',
  '😀',
  "' OR 1=1--",
  'a'.repeat(300),
  '<img>',
  '\u202e',
  '{}',
];
const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 40 }));

/** A value that fits, more or less. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer' || schema.type === 'number') return fc.integer({ min: -1, max: 1000 });
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'array') return fc.array(fitting(schema.items ?? {}), { maxLength: 3 });
  if (schema.type === 'object') return fc.record(fields(schema), { requiredKeys: [] });
  return nasty;
}
const fields = ({ properties = {} }: Schema): Record<string, fc.Arbitrary<unknown>> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, fc.oneof(fitting(inner), nasty, fc.constant(null))]),
  );

const encoded = (text: unknown): string => encodeURIComponent(String(text).toWellFormed());

/** Headers that mean something here, with values that do not. */
const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    'idempotency-key',
    'prefer',
    'content-type',
    'range',
    'if-none-match',
    'if-match',
    'if-range',
    'if-modified-since',
    'traceparent',
    'x-user-id',
    'accept-language',
  ),
  fc.oneof(
    fc.constantFrom(
      '',
      '*',
      '""',
      'W/"x"',
      'bytes=0-',
      'bytes=9-1,-5',
      'position',
      'wait=0x10',
      'text/html',
      'x'.repeat(400),
    ),
    fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[^\x21-\x7e]/g, '')),
  ),
  { minKeys: 1, maxKeys: 3 },
);

function requestOf(
  path: string,
  { parameters = [], requestBody }: Operation,
): fc.Arbitrary<{ path: string; body: string | undefined; headers: Record<string, string> }> {
  const inPath = parameters.filter((one) => one.in === 'path').map(({ name = '' }) => name);
  const inQuery = parameters.filter((one) => one.in === 'query');
  const schema = requestBody?.content['application/json']?.schema;
  return fc
    .record({
      names: fc.record(
        Object.fromEntries(
          inPath.map((name) => [name, nasty.filter((text) => text !== '' && text !== '.' && text !== '..')]),
        ),
      ),
      query: fc.record(
        Object.fromEntries(
          inQuery.map(({ name = '', schema: one }) => [name, fc.oneof(fitting(one ?? {}), nasty)]),
        ),
        { requiredKeys: [] },
      ),
      body: schema
        ? fc.oneof(
            fitting(schema).map((value) => JSON.stringify(value)),
            nasty,
          )
        : fc.constant(undefined),
      headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, oddHeaders),
    })
    .map(({ names, query, body, headers }) => {
      const concrete = Object.entries(names).reduce(
        (text, [name, value]) => text.replace(`{${name}}`, encoded(value)),
        path,
      );
      const search = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`);
      return { path: search.length > 0 ? `${concrete}?${search.join('&')}` : concrete, body, headers };
    });
}

describe('for random requests', () => {
  it.each(operations.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one] as const))(
    '%s answers as the document says',
    async (_name, { path, method, operation }) => {
      const user = await Client.login();
      for (const { path: concrete, body, headers } of fc.sample(requestOf(path, operation), {
        seed: SEED,
        numRuns: RUNS,
      })) {
        const init = {
          method: method.toUpperCase(),
          redirect: 'manual' as const,
          headers: { authorization: `Bearer ${user.token}`, ...headers },
        };
        const answer = await fetch(url.origin + concrete, body === undefined ? init : { ...init, body });
        const said = `${init.method} ${concrete} ${body ?? ''}: ${answer.status} ${(await answer.text()).slice(0, 300)}`;
        // 503: a provider that is not configured, and nothing else.
        if (answer.status >= 500) expect(said).toMatch(/503 .*not_configured/);
        expect(Object.keys(operation.responses), said).toContain(String(answer.status));
        if (!answer.ok) expect(said.replace(concrete, '').replace(body ?? '', '')).not.toMatch(INSIDE);
      }
    },
  );
});

describe('a body', () => {
  const strict = operations.filter(
    ({ operation }) => operation.requestBody?.content['application/json']?.schema.type === 'object',
  );
  it.each(strict.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one] as const))(
    'of %s with a field that is not in the schema is refused',
    async (_name, { path, method, operation }) => {
      const user = await Client.login(operation.description?.includes('operator') ? null : undefined);
      const schema = operation.requestBody?.content['application/json']?.schema ?? {};
      expect(Object.keys(schema.properties ?? {})).not.toContain('user_id');
      for (const field of ['user_id', 'status', 'key', 'operator', '__proto__x']) {
        const concrete = path.replaceAll(/\{\w+\}/g, 'default');
        const { status, body } = await user.call(method.toUpperCase(), concrete, { [field]: 'user-victim' });
        // A resource that is not there may be found out first.
        expect([400, 403, 404], `${field}: ${JSON.stringify(body)}`).toContain(status);
      }
    },
  );
});

it('every operation has a name of its own, and every parameter a description', () => {
  const all = Object.values(document.paths).flatMap((item) => Object.values(item));
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
  const silent = all.flatMap(({ operationId, parameters = [] }) =>
    parameters
      .filter(({ name, description }) => name !== undefined && !description)
      .map(({ name }) => `${operationId}: ${name}`),
  );
  expect(silent, 'say in shared/http/openapi-words.ts what they mean').toEqual([]);
  expect(document.servers[0]?.url).toMatch(/^http/);
});
