// Tests of album inside workerd: real D1 with the real migrations. The bindings to the eventstore Worker lead to
// stand-ins in test/worker.ts, which live in the same isolate as the tests ("album" is this Worker itself).
import { ownStandIns } from '../../shared/mediahub/testing/own-stand-ins.ts';

export default ownStandIns(import.meta.dirname, 'album');
