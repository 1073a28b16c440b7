// Nothing is broken: one upload on its way from the command to the row, and what two reads of it saw.
import { green, red, waiting, type Hands, type Lab, type Notes } from '#labs/engine/lab';
import { checkpointOf, firstOf, isOn, rowOf, switchOff, switchOn, uploadsIn } from '#labs/engine/questions';

/** Uploads, and reads twice: at once, and with the token that makes the read wait. */
async function uploadAndRead(hands: Hands, name: 'first' | 'second'): Promise<Notes> {
  const id = await hands.upload();
  const atOnce = await rowOf(hands.api, id);
  const atPosition = await rowOf(hands.api, id, firstOf(id));
  const said = (row: object | null) => (row ? 'found' : 'missing');
  return { [`${name}_at_once`]: said(atOnce), [`${name}_at_position`]: said(atPosition) };
}

export const lab: Lab = {
  operator: true,
  async find(look) {
    const [upload] = await uploadsIn(look);
    return upload ? { media: upload.aggregate_id, position: String(upload.position) } : {};
  },
  actions: {
    upload: (hands) => uploadAndRead(hands, 'first'),
    slow: switchOn,
    upload_again: (hands) => uploadAndRead(hands, 'second'),
    off: switchOff,
  },
  checks: {
    async committed({ api }, { media }) {
      if (media === undefined) return waiting('nothing_uploaded');
      const { data } = await api('GET /api/v1/events/aggregate/:id', { path: { id: media }, query: { limit: 1 } });
      const [first] = data;
      return first?.version === 1 && first.event_type === 'MediaUploaded' ? green : red('not_first');
    },
    // A position is what makes it an event of the log: what has none is not listed.
    logged: async (_, { position }) => (position === undefined ? waiting('not_logged') : green),
    async passed({ api }, { position }) {
      if (position === undefined) return waiting('not_logged');
      return (await checkpointOf(api, 'media')) >= Number(position) ? green : waiting('behind');
    },
    async row({ api }, { media, position }) {
      if (media === undefined) return waiting('not_logged');
      // Asked first: what is delivered after this question is not missing.
      const passed = (await checkpointOf(api, 'media')) >= Number(position);
      if (await rowOf(api, media)) return green;
      return passed ? red('parked') : waiting('no_row');
    },
    async own_write({ notes }) {
      if (notes['first_at_position'] === undefined) return waiting('not_read');
      return notes['first_at_position'] === 'found' ? green : red('gave_up');
    },
    async gap({ notes }) {
      const { second_at_once: atOnce, second_at_position: atPosition } = notes;
      if (atOnce === undefined) return waiting('not_tried');
      if (atPosition !== 'found') return red('gave_up');
      return atOnce === 'missing' ? green : red('not_late');
    },
    async healed({ api, notes }) {
      if (notes['second_at_once'] === undefined) return waiting('not_tried');
      return (await isOn(api, { at: 'deliver', step: 'media' })) ? waiting('still_on') : green;
    },
  },
};
