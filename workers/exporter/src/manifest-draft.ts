// How far collecting an export is, where an album is larger than one invocation reads: a file beside the list that it becomes.
import * as z from 'zod';
import { Files, prefixOf } from './manifest.ts';

const Draft = z.object({
  /** The album's stream is read up to here, and its event there. */
  version: z.int(),
  last_id: z.string().nullable(),
  /** It is read to its end. */
  read: z.boolean(),
  album: z.object({ user_id: z.string(), name: z.string() }).nullable(),
  media: z.array(z.string()),
  /** So many of the media are looked at; `files` is what they said. */
  looked: z.int(),
  files: Files,
});
export type Draft = z.infer<typeof Draft>;

export const NOTHING_READ: Readonly<Draft> = {
  version: 0,
  last_id: null,
  read: false,
  album: null,
  media: [],
  looked: 0,
  files: [],
};

const draftKey = (id: string): string => `${prefixOf(id)}draft`;

export async function readDraft(exports: R2Bucket, id: string): Promise<Draft> {
  const object = await exports.get(draftKey(id));
  return object ? Draft.parse(await object.json()) : { ...NOTHING_READ };
}

export async function keepDraft(exports: R2Bucket, id: string, draft: Draft): Promise<void> {
  await exports.put(draftKey(id), JSON.stringify(draft));
}
