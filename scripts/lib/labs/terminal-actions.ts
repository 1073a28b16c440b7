// The learner's hands in the terminal: the public API with the development user's token, and a photo that is painted here.
import { randomUUID } from 'node:crypto';
import { client } from '#shared/mediahub/api/client';
import type { FaultPlan } from '#shared/engine/faults/plan';
import type { Api, Hands } from '#labs/engine/lab';
import { userError } from '../node/user-error.mjs';
import { mix, paint, rgb, smooth, type Colour } from '../seed/paint.ts';

const SIDE = 240;

/** @throws UserError when no system answers there, or none that lets a developer in */
export async function apiAt(base: string): Promise<Api> {
  const response = await fetch(`${base}/auth/dev-token`, { method: 'POST' }).catch(() => {
    throw userError(`nothing answers at ${base}. Start MediaHub first (npm start), or say where it is: PORT=9000`);
  });
  if (!response.ok)
    throw userError(`${base}/auth/dev-token answers ${response.status}: is the dev login switched on?`);
  const { token } = (await response.json()) as { token: string };
  return client((path, init) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    if (init.method !== 'GET') {
      headers.set('idempotency-key', randomUUID());
      // The answer comes as soon as the stream has the events: what is read then is what is there at once.
      headers.set('prefer', 'respond-async');
    }
    return fetch(`${base}${path}`, { ...init, headers });
  });
}

const colour = (): Colour => [Math.random(), Math.random(), Math.random()];

/** A new picture of a hill below a sky. */
function photo(): File {
  const [sky, hill, at] = [colour(), colour(), 0.3 + Math.random() * 0.4];
  const bytes = paint(SIDE, SIDE, (x, y) =>
    mix(sky, mix(hill, rgb('#102030'), y), smooth(at, at + 0.02, y - x / 9)),
  );
  return new File([bytes], 'A hill.jpg', { type: 'image/jpeg' });
}

export const handsOf = (api: Api, plan: FaultPlan): Hands => ({
  api,
  plan,
  async upload() {
    const body = new FormData();
    body.append('file', photo());
    const { data } = await api('POST /api/v1/media', { body });
    return data.id;
  },
});

/** Where the log ends now. */
export const headOf = async (api: Api): Promise<number> => (await api('GET /api/v1/projections')).data.head;
