// One event cannot be delivered: it is parked, what follows in its partition waits behind it, everything else goes on.
import { green, red, waiting, type Api, type Lab } from '#labs/engine/lab';
import { checkpointOf, isOn, rowOf, sagaAbout, switchOff, switchOn, uploadsIn } from '#labs/engine/questions';

const TRIES = 100;

/** Of this photo, for the library, oldest first. */
async function parkedOf(api: Api, media: string) {
  const { data } = await api('GET /api/v1/parked', { query: { limit: 200 } });
  return data
    .filter(({ subscription, partition_key }) => subscription === 'media' && partition_key === media)
    .toSorted((a, b) => a.position - b.position);
}

/** Until it holds, for ten seconds at most: the checks say what did not come. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES && !(await holds()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** The plan fails the next delivery of any event, so no other event may be undelivered. */
const caughtUp = async (api: Api): Promise<boolean> => {
  const { projections } = (await api('GET /api/v1/projections')).data;
  return projections.find(({ name }) => name === 'media')?.lag === 0;
};

/** Its events have reached the library, or the first of them was tried often enough. */
const isDecided = async (api: Api, media: string): Promise<boolean> =>
  (await parkedOf(api, media)).length > 0 || Boolean(await rowOf(api, media));

export const lab: Lab = {
  operator: true,
  async find(look) {
    const [poisoned, other] = await uploadsIn(look);
    return {
      ...(poisoned ? { media: poisoned.aggregate_id, position: String(poisoned.position) } : {}),
      ...(other ? { other: other.aggregate_id } : {}),
    };
  },
  actions: {
    async poison(hands) {
      await until(() => caughtUp(hands.api));
      await switchOn(hands);
    },
    upload: async (hands) => void (await hands.upload()),
    async upload_other(hands, { media }) {
      await until(async () => media === undefined || (await isDecided(hands.api, media)));
      await hands.upload();
    },
    off: switchOff,
    async retry({ api }, { media }) {
      if (media === undefined) return;
      let retried = 'by itself';
      // A learner who presses at once may come before the fifth try, or before the checkpoint moves.
      await until(() => isDecided(api, media));
      await until(async () => {
        const last = (await parkedOf(api, media)).at(-1);
        if (!last) return true;
        retried = last.id;
        const { data } = await api('POST /api/v1/parked/:id/retry', { path: { id: last.id } });
        return data.failed.length === 0;
      });
      return { retried };
    },
  },
  checks: {
    async parked({ api }, { media, position }) {
      if (media === undefined) return waiting('nothing_uploaded');
      // Asked before the row: a checkpoint that is past the event, and a row, mean that it was delivered.
      const passed = (await checkpointOf(api, 'media')) >= Number(position);
      const [first] = await parkedOf(api, media);
      if (first && first.attempts > 0 && first.position <= Number(position)) return green;
      return passed && (await rowOf(api, media)) ? red('delivered') : waiting('still_tried');
    },
    async behind({ api }, { media, position }) {
      const parked = media === undefined ? [] : await parkedOf(api, media);
      return parked.some((one) => one.position > Number(position) && one.attempts === 0)
        ? green
        : waiting('nothing_behind');
    },
    async saga_done({ api }, { media }) {
      const saga = media === undefined ? null : await sagaAbout(api, media);
      return saga?.status === 'completed' ? green : waiting('under_way');
    },
    async others_pass({ api }, { other }) {
      if (other === undefined) return waiting('no_other');
      return (await rowOf(api, other)) ? green : waiting('stuck');
    },
    off: async ({ api }, { media }) =>
      media !== undefined && !(await isOn(api, { at: 'deliver', step: 'media' })) ? green : waiting('still_on'),
    async healed({ api, notes }, { media }) {
      if (media === undefined || notes['retried'] === undefined) return waiting('not_retried');
      if ((await parkedOf(api, media)).length > 0) return waiting('still_parked');
      return (await rowOf(api, media))?.status === 'processed' ? green : waiting('still_parked');
    },
  },
};
