// The album refuses: the saga turns round and undoes what was done, and what may have been done, newest first.
import type { SagaView } from '#shared/engine/saga/view';
import { green, red, waiting, type Lab, type Look } from '#labs/engine/lab';
import { eventsAbout, isOn, rowOf, sagaAbout, switchOff, switchOn, uploadsIn } from '#labs/engine/questions';

const STEP = 'add_to_default_album';

/** The sagas of the learner's uploads, oldest first. */
async function sagasIn(look: Look): Promise<SagaView[]> {
  const sagas = await Promise.all(
    (await uploadsIn(look)).map(({ aggregate_id }) => sagaAbout(look.api, aggregate_id)),
  );
  return sagas.filter((saga) => saga !== null);
}

/** The lab is about the first that turned round; while none has, about the latest. */
const subjectOf = (sagas: readonly SagaView[]): SagaView | undefined =>
  sagas.find(({ failure }) => failure !== null) ?? sagas.at(-1);

export const lab: Lab = {
  operator: true,
  async find(look) {
    const saga = subjectOf(await sagasIn(look));
    return saga ? { media: saga.aggregate_id, saga: saga.id, chain: saga.correlation_id } : {};
  },
  actions: {
    break: switchOn,
    upload: async (hands) => void (await hands.upload()),
    off: switchOff,
    upload_again: async (hands) => void (await hands.upload()),
  },
  checks: {
    async refused({ api }, { media }) {
      const saga = media === undefined ? null : await sagaAbout(api, media);
      if (!saga) return waiting('nothing_uploaded');
      if (saga.failure?.step === STEP) return green;
      return saga.status === 'completed' ? red('went_through') : waiting('under_way');
    },
    async newest_first({ api }, { chain }) {
      const events = chain === undefined ? [] : await eventsAbout(api, chain);
      const entry = events.find(({ event_type }) => event_type === 'MediaRemovedFromAlbum');
      const upload = events.find(({ event_type }) => event_type === 'MediaUploadCompensated');
      if (!upload) return waiting('not_undone');
      return entry && entry.position < upload.position ? green : red('oldest_first');
    },
    async gone({ api }, { media }) {
      const row = media === undefined ? null : await rowOf(api, media);
      return row?.status === 'compensated' && row.content_url === null ? green : waiting('not_undone');
    },
    async notified({ api }, { chain }) {
      const events = chain === undefined ? [] : await eventsAbout(api, chain);
      const sent = events.some(({ data }) => 'code' in data && data.code === 'upload_failed');
      return sent ? green : waiting('not_undone');
    },
    async board({ api }, { media }) {
      const row = media === undefined ? null : await rowOf(api, media);
      if (row?.status !== 'compensated') return waiting('not_undone');
      const { data } = await api('POST /api/v1/invariants/check');
      // Of this photo only: what was damaged before is not of this lab.
      const speaksOfIt = data.some(({ evidence }) =>
        evidence.some(({ about, events }) =>
          [about?.id, ...events.map(({ aggregate_id }) => aggregate_id)].includes(media),
        ),
      );
      return speaksOfIt ? red('board_red') : green;
    },
    async heals(look, { media }) {
      if (await isOn(look.api, { at: 'saga', step: STEP })) return waiting('still_on');
      const sagas = await sagasIn(look);
      const turned = sagas.findIndex(({ aggregate_id }) => aggregate_id === media);
      const later = sagas.slice(turned + 1).some(({ status }) => status === 'completed');
      return later && sagas[turned]?.failure ? green : waiting('not_again');
    },
  },
};
