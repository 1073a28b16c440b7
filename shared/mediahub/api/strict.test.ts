// Rule C16, over every route and every event: a request with a field that no schema names is refused, wherever in the body it is,
// and no answer and no event has a place for what must not go out.
import fc from 'fast-check';
import * as z from 'zod';
import { describe, expect, it, test } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { ROUTES } from '#shared/mediahub/testing/routes';

type Node = z.core.JSONSchema.BaseSchema;

/** Every schema within a schema, by its path. */
function nodes(schema: Node, path = ''): [string, Node][] {
  const below = (name: string, value: unknown): [string, Node][] =>
    typeof value === 'object' && value !== null ? nodes(value as Node, `${path}/${name}`) : [];
  const lists = [schema.anyOf, schema.oneOf, schema.allOf, schema.prefixItems];
  return [
    [path, schema],
    ...Object.entries(schema.properties ?? {}).flatMap(([name, value]) => below(name, value)),
    ...lists.flatMap((list) => (list ?? []).flatMap((value, n) => below(String(n), value))),
    ...below('*', schema.items),
    ...below('*', schema.additionalProperties),
  ];
}
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(schema, { io });
const zodIn = (what: unknown) => (what instanceof z.ZodType ? [what] : []);

describe.each(ROUTES)('%s', (route, { query, body, answer, example }) => {
  it('names every field that it takes', () => {
    const open = [...zodIn(query), ...zodIn(body)]
      .flatMap((schema) => nodes(schema instanceof z.ZodType ? schemaOf(schema, 'input') : {}))
      .filter(([, { type, additionalProperties }]) => type === 'object' && additionalProperties !== false);
    // A login is a link that the browser follows: it ignores query parameters that it does not know.
    expect(open.map(([path]) => path)).toEqual(route.startsWith('GET /auth/') && query ? [''] : []);
  });

  it('has no place for a secret, a storage key or a password in its answer', () => {
    const names = zodIn(answer).flatMap((schema) =>
      nodes(schemaOf(schema, 'output')).flatMap(([, { properties }]) => Object.keys(properties ?? {})),
    );
    expect(names.filter((name) => SECRET.test(name))).toEqual([]);
  });

  for (const schema of zodIn(body))
    it('refuses a field more at any depth', () =>
      fc.assert(
        fc.property(fc.nat(), unknown, fc.jsonValue(), (n, name, value) => {
          const changed = structuredClone(example ?? {});
          const places = objectsIn(changed);
          const place = places[n % places.length] ?? {};
          fc.pre(!(name in place) && !namesOf(schema).has(name));
          // Assigned, `__proto__` would be no field; JSON.parse makes it one.
          Object.defineProperty(place, name, { value, enumerable: true });
          const { error } = schema.safeParse(changed);
          expect(JSON.stringify(error?.issues)).toMatch(/unrecognized_keys|invalid_union/);
        }),
        fcParameters(30),
      ));
});

/** Checked behind the schema, by what is kept of it: a file name is mended, an id is looked up, a fault or a cause is matched. */
const NO_PROSE = /\/(filename|media_id|after)$|\/media_ids\/\*$|\/(faults|cause)\//;

it('every text that a person writes can be shown as it is', () => {
  const open = ROUTES.flatMap(([route, { body }]) =>
    zodIn(body)
      .flatMap((schema) => nodes(schemaOf(schema, 'input')))
      .filter(
        ([, { type, pattern, enum: values, const: fixed }]) =>
          type === 'string' && !pattern && !values && fixed === undefined,
      )
      .map(([path]) => `${route} ${path}`),
  );
  expect(open.filter((text) => !NO_PROSE.test(text))).toEqual([]);
});

const SECRET =
  /secret|password|passwd|verifier|nonce|cookie|storage_key|object_key|r2|bucket|_hash$|signature|kid$/i;
/** What people try, and anything. */
const unknown = fc.oneof(
  fc.constantFrom('user_id', 'status', 'key', 'operator', 'id', '__proto__', 'constructor', 'toString', ''),
  fc.string({ maxLength: 12 }),
);
const namesOf = (schema: z.ZodType): Set<string> =>
  new Set(nodes(schemaOf(schema, 'input')).flatMap(([, { properties }]) => Object.keys(properties ?? {})));
const objectsIn = (value: unknown): object[] =>
  typeof value !== 'object' || value === null
    ? []
    : [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(objectsIn)];

test.each([...CATALOGUE.types])('the event %s has no place for a secret, a key or an e-mail', (_, { schema }) => {
  const names = nodes(schemaOf(schema, 'output')).flatMap(([, { properties }]) => Object.keys(properties ?? {}));
  expect(names.filter((name) => SECRET.test(name) || /e_?mail|address|token/i.test(name))).toEqual([]);
});
