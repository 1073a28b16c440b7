// A part has one sender at a time, as when two tabs go on with the same upload. It is held for as long as it takes, by asking
// again and again; a vanished sender stops asking, and the part is soon free.
import type { PartedUploadPort } from '../objects.ts';
import { Problem } from '#shared/http/problem';
import { HOLD_MS } from './plan.ts';

/** @throws Problem busy while another sender is at it */
export async function withPartLock<T>(
  upload: DurableObjectStub<PartedUploadPort>,
  n: number,
  work: () => Promise<T>,
): Promise<T> {
  const sender = crypto.randomUUID();
  if (!(await upload.hold(n, sender)))
    throw new Problem('busy', `Part ${n} of this upload is on its way already.`, {
      headers: { 'retry-after': '2' },
    });
  const asking = setInterval(() => void upload.hold(n, sender).catch(() => undefined), HOLD_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(asking);
    // A crash here, or an object out of reach, keeps the part for as long as it may be held.
    await upload.release(n, sender).catch(() => undefined);
  }
}
