// Users who have signed up according to the log but whom no login reaches, as after a restore of the accounts. For operators.
import { useMutation } from '@tanstack/react-query';
import { read, write } from '../../api/http.ts';

export interface LostUser {
  id: string;
  created_at: string;
}

const AT_ONCE = 100;

/** Reads the log page by page, so it runs only when an operator asks for it: there may be many users. */
async function findLost(): Promise<LostUser[]> {
  const lost: LostUser[] = [];
  for (let after = 0; ;) {
    const query = { scope: 'all', type: 'UserRegistered', limit: `${AT_ONCE}`, after: `${after}` } as const;
    const page = await read('GET /api/v1/events', { query });
    const last = page.at(-1);
    if (!last) return lost;
    const { data } = await write('POST /api/v1/accounts/lost', {
      body: { ids: page.map(({ aggregate_id }) => aggregate_id) },
    });
    const gone = page.filter(({ aggregate_id }) => data.lost.includes(aggregate_id));
    lost.push(...gone.map(({ aggregate_id: id, created_at }) => ({ id, created_at })));
    if (page.length < AT_ONCE) return lost;
    after = last.position;
  }
}

export const useFindLost = () => useMutation({ mutationFn: findLost });
