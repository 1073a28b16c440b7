// An example of an answer, made from its schema: values that a reader recognises where a field's name says what it is, and
// otherwise the plainest that fits. Made, so no answer is without one and none is out of date.
import type * as z from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

const ID = '01a2244f-20ee-770e-a4c5-f2e4af6dda04';
const INSTANT = '2026-11-28T09:30:00.000Z';

/** By the name of a field, where its kind fits. */
const WORDS: Readonly<Record<string, string | number>> = {
  aggregate_id: `media-${ID}`,
  album_id: `album-${ID}`,
  album_name: '京都',
  attempts: 1,
  bytes: 482_113,
  checkpoint: 1042,
  content_type: 'image/jpeg',
  content_url: `/api/v1/media/media-${ID}/content`,
  count: 1,
  cover_url: `/api/v1/media/media-${ID}/thumbnail`,
  correlation_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  description: 'Autumn',
  device: 'Firefox on Linux',
  display_name: '山田 花子',
  duration_seconds: 12.5,
  email: 'hanako@example.com',
  event_type: 'MediaUploaded',
  endTimeUnixNano: '1795858200120000000',
  export_id: `export-${ID}`,
  filename: '清水寺.jpg',
  head: 1042,
  height: 1200,
  key: 'saga.step',
  latest_version: 3,
  media_count: 1,
  media_id: `media-${ID}`,
  message: 'Done.',
  name: '京都',
  openapi: '3.1.0',
  parentSpanId: '00f067aa0ba902b7',
  place: '127.0.0.1',
  position: 1042,
  preview_url: `/api/v1/media/media-${ID}/renditions/1600`,
  provider: 'github',
  query: '清水',
  saga_id: `saga-${ID}`,
  saga_type: 'media_upload',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  size: 482_113,
  spanId: '53995c3f42cd8ad8',
  startTimeUnixNano: '1795858200000000000',
  step_name: 'notify',
  stringValue: 'notify',
  subject: '清水寺.jpg',
  thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  thumbnail_url: `/api/v1/media/media-${ID}/thumbnail`,
  timeUnixNano: '1795858200040000000',
  title: 'Upload complete',
  token: 'eyJhbGciOiJIUzI1NiJ9.e30.x',
  total: 12,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  user_id: `user-${ID}`,
  version: 3,
  width: 1600,
};

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': INSTANT,
  date: INSTANT.slice(0, 10),
  uuid: ID,
  uri: 'https://example.com/',
};

/** What ids of a group of routes begin with. */
const KINDS: Readonly<Record<string, string>> = {
  media: 'media-',
  albums: 'album-',
  exports: 'export-',
  sagas: 'saga-',
  notifications: 'notification-',
  uploads: 'upload-',
  me: 'token-',
};

function text({ format, pattern }: Schema, name: string, group: string): string {
  const known = format === undefined ? undefined : FORMATS[format];
  if (known !== undefined) return known;
  const word = name === 'id' ? `${KINDS[group] ?? ''}${ID}` : WORDS[name];
  const said = typeof word === 'string' ? word : name.endsWith('_at') ? INSTANT : 'text';
  return pattern === undefined || new RegExp(pattern, 'u').test(said) ? said : '';
}

function number({ minimum = 0 }: Schema, name: string): number {
  const word = WORDS[name];
  return typeof word === 'number' && word >= minimum ? word : Math.max(1, minimum);
}

/** A value that the schema takes. `group`: the resource that the route is about, such as `albums`. */
export function exampleOf(schema: Schema, group: string, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (typeof first === 'object') return exampleOf(first, group, name);
  const { properties = {}, items } = schema;
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, ofField(value, group, key)]),
      );
    case 'array':
      return typeof items === 'object' && !Array.isArray(items) ? [exampleOf(items, group, name)] : [];
    case 'string':
      return text(schema, name, group);
    case 'integer':
    case 'number':
      return number(schema, name);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

const ofField = (schema: z.core.JSONSchema._JSONSchema, group: string, name: string): unknown =>
  typeof schema === 'object' ? exampleOf(schema, group, name) : null;
