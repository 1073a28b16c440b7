// /openapi.json as a list of routes, and each of them as a request: its address, its curl, and a body that fits. Pure, but
// for the question itself.
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/http.ts';

export interface Schema {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  description?: string;
  required?: boolean;
  schema: Schema;
}

type Contents = Record<string, { schema: Schema; example?: unknown }>;

interface OperationObject {
  operationId: string;
  tags: string[];
  summary?: string;
  description?: string;
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content: Contents };
  responses: Record<string, Answered & { $ref?: string }>;
}

interface Answered {
  description?: string;
  content?: Contents;
}

export interface OpenApi {
  info: { title: string; version: string };
  paths: Record<string, Record<string, OperationObject>>;
  components: { parameters: Record<string, Parameter>; responses: Record<string, Answered> };
}

export interface Operation extends Omit<OperationObject, 'parameters'> {
  method: string;
  path: string;
  parameters: Parameter[];
}

/** The document of this very server. */
export const useDocument = () =>
  useQuery({
    queryKey: ['openapi'],
    queryFn: async ({ signal }) => (await read('GET /openapi.json', { signal })) as unknown as OpenApi,
  });

/** Every route with its parameters, in the order of their groups. */
export function operationsOf({ paths, components }: OpenApi): Operation[] {
  const resolved = (parameter: Parameter | { $ref: string }): Parameter[] => {
    if (!('$ref' in parameter)) return [parameter];
    const known = components.parameters[parameter.$ref.split('/').at(-1) ?? ''];
    return known ? [known] : [];
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], responses, ...rest }]) => ({
      ...rest,
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, { $ref, ...own }]) => [
          status,
          $ref === undefined ? own : { $ref, ...components.responses[$ref.split('/').at(-1) ?? ''] },
        ]),
      ),
      method: method.toUpperCase(),
      path,
      parameters: parameters.flatMap(resolved),
    })),
  );
}

/** Every word that is looked for is somewhere in it. */
export function isFound({ method, path, summary = '', tags }: Operation, q: string): boolean {
  const text = `${method} ${path} ${summary} ${tags.join(' ')}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const JSON_TYPE = 'application/json';

/** The body that it takes as JSON, as an example; undefined when it takes none. */
export const exampleBody = ({ requestBody }: Operation): unknown => requestBody?.content[JSON_TYPE]?.example;

/** What it answers when all goes well, as an example. */
export const exampleAnswer = ({ responses }: Operation): unknown =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content?.[JSON_TYPE]?.example;

export const jsonOf = ({ requestBody }: Operation): Schema | undefined => requestBody?.content[JSON_TYPE]?.schema;

/** Whether it can be sent from here: a body of bytes needs a file, and a feed is no request. */
export const canTry = (operation: Operation): boolean =>
  (!operation.requestBody || jsonOf(operation) !== undefined) && !('101' in operation.responses);

/** Name → what was typed; what is empty is left out. */
export type Values = Readonly<Record<string, string>>;

export interface Wanted {
  values: Values;
  body: string;
}

export function addressOf({ path, parameters }: Operation, values: Values): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] ? encodeURIComponent(values[name]) : whole,
  );
  const asked = parameters.filter(({ in: place, name }) => place === 'query' && values[name]);
  const query = new URLSearchParams(asked.map(({ name }) => [name, values[name] ?? ''])).toString();
  return query ? `${filled}?${query}` : filled;
}

/** For a shell: within single quotes nothing but the quote itself means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** `$TOKEN` is a placeholder for the caller's own token, which a page never knows. */
export function curlOf(operation: Operation, { values, body }: Wanted, origin: string): string {
  const parts = [`curl -X ${operation.method} ${quoted(origin + addressOf(operation, values))}`];
  parts.push(`-H "Authorization: Bearer $TOKEN"`);
  if (jsonOf(operation)) parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(body)}`);
  else if (operation.requestBody) parts.push(`-F 'file=@photo.jpg'`);
  return parts.join(' \\\n  ');
}
