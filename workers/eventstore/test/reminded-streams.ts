// In these tests every second stream begins with an event after which it rests, so that the log reminds it of that one; a test
// may want all of them to. The mutants are about a stream's own alarm.
import { STORE } from '../src/composition.ts';
import { broken } from './faulty-objects.ts';

export const remindedStreams = { all: false };

const isEven = (id: string): boolean => Number.parseInt(id.slice(-1), 16) % 2 === 0;

STORE.beginsAndRests = ({ metadata: { command_id } }) =>
  remindedStreams.all || (broken() === null && isEven(command_id.replace(/\/.*$/, '')));
