// The descriptions are the contract: each parameter is explained, each example is taken, and what JSON Schema can say of a
// body is as strict as the server that reads it.
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import type { Description } from '#shared/http/description';
import { PARAMETERS } from '#shared/http/openapi-words';
import { ROUTES as routes } from '#shared/mediahub/testing/routes';

it.each(routes)('%s explains every parameter', (route, { query }) => {
  const names = [...Array.from(route.matchAll(/:(\w+)/g), ([, name]) => name), ...Object.keys(query?.shape ?? {})];
  expect(names.filter((name) => !name || !(name in PARAMETERS))).toEqual([]);
});

type WithBody = Description & { body: z.ZodType };
const withBody = routes.filter((entry): entry is [string, WithBody] => entry[1].body instanceof z.ZodType);

describe.each(withBody)('%s', (_, { body, example }) => {
  const described = z.fromJSONSchema(z.toJSONSchema(body, { io: 'input' }));
  const sides = (value: unknown) => [body.safeParse(value).success, described.safeParse(value).success];

  it('takes its own example', () => expect(sides(example)).toEqual([true, true]));

  it('refuses a field that its schema does not describe', () =>
    expect(sides({ ...example, user_id: 'user-somebody' })).toEqual([false, false]));

  // What a request can get wrong about one field: its kind, its length, its range, characters that cannot be seen.
  const wrong = [
    null,
    true,
    0,
    -1,
    1.5,
    1e21,
    '',
    'x',
    'x'.repeat(3_000),
    'a\u0000b',
    'gpj.\u202eexe',
    [],
    ['x'],
    {},
  ];
  const fields = Object.keys(example ?? {});
  it.each(fields)('is described as strictly as it is read: %s', (field) => {
    for (const value of wrong) {
      const [read, said] = sides({ ...example, [field]: value });
      expect(said, `${JSON.stringify(value)?.slice(0, 40)} is read: ${read}`).toBe(read);
    }
  });
});
