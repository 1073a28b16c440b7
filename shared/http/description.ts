// How a route is described: once, in shared/mediahub/api. The Worker reads requests by it, /openapi.json is made of it, and
// the typed client takes its types from it. Nothing of the platform is in here, so that pages and scripts can import it.
import * as z from 'zod';

/** Media types and their schemas, as OpenAPI writes them. */
export interface Content {
  content: Record<string, { schema: object; example?: unknown }>;
}

export interface Description {
  summary: string;
  /** Needs the role operator. */
  operator?: true;
  query?: z.ZodObject;
  body?: z.ZodType | Content;
  /** A body that the route takes, to begin with. */
  example?: object;
  /** The route also works without a body. */
  bodyOptional?: true;
  /** Of the answer that a client hopes for; 200 when absent. */
  status?: number;
  /** The shape of that answer; absent: it has no body. */
  answer?: z.ZodType | Content;
  /** A plain array: the next page is in `Link`. */
  paged?: true;
  /** Answers of another status that are no errors. */
  also?: Record<number, string>;
}

/** By method and path, as the router spells them: `GET /api/v1/albums/:id`. */
export type Descriptions = Readonly<Record<string, Description>>;

/** Bytes of any type. */
export const bytes = { content: { '*/*': { schema: { type: 'string', format: 'binary' } } } } satisfies Content;

/** `{message}`, and what else such an answer says. */
export const message = <Shape extends z.core.$ZodLooseShape = Record<string, never>>(shape?: Shape) =>
  z.strictObject({ message: z.string(), ...(shape as Shape) });
