// How much one user may keep: files and bytes. Asked of the library's read model, which follows the log, so two uploads at once
// may both see the room for one: what passed here since the last question is added. Several isolates may so let in more
// together than there is room for, by what passes in ten seconds; the next upload is refused.
import { Problem } from '#shared/http/problem';
import type { Usage } from '#shared/mediahub/ports/library';
import type { Env } from '../env.ts';

const ASKED_MS = 10_000;
const REMEMBERED = 1_000;

export interface Quota {
  files: number;
  bytes: number;
}

/** Reads `files/bytes`, e.g. `100000/100000000000`. @throws when it is no quota */
export function parseQuota(text: string): Quota {
  const [, files, bytes] = /^([1-9]\d{0,14})\/([1-9]\d{0,14})$/.exec(text) ?? [];
  if (files === undefined || bytes === undefined)
    throw new Error(`"${text}" is not a quota like 100000/100000000000`);
  return { files: Number(files), bytes: Number(bytes) };
}

interface Known extends Usage {
  asked_at: number;
}
const known = new Map<string, Known>();

async function usageOf(env: Env, userId: string): Promise<Known> {
  const now = Date.now();
  const kept = known.get(userId);
  if (kept && kept.asked_at <= now && now - kept.asked_at < ASKED_MS) return kept;
  const fresh = { ...(await env.LIBRARY.usage(userId)), asked_at: now };
  known.delete(userId);
  known.set(userId, fresh);
  for (const oldest of known.keys()) {
    if (known.size <= REMEMBERED) break;
    known.delete(oldest);
  }
  return fresh;
}

/** Counts an upload of so many bytes. A library that does not answer refuses nothing. @throws Problem quota_exceeded */
export async function refuseOverQuota(env: Env, userId: string, bytes: number): Promise<void> {
  const quota = parseQuota(env.MEDIA_QUOTA);
  const usage = await usageOf(env, userId).catch(() => undefined);
  if (!usage) return;
  const over =
    usage.files + 1 > quota.files
      ? `You keep ${usage.files} files of ${quota.files}.`
      : usage.bytes + bytes > quota.bytes
        ? `You keep ${usage.bytes} bytes of ${quota.bytes}.`
        : undefined;
  if (over !== undefined) throw new Problem('quota_exceeded', `${over} Delete something first.`);
  usage.files += 1;
  usage.bytes += bytes;
}
