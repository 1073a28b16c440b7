// A subscription's place in the log: looked up when its consumer names its checkpoint, and reported when the log lacks that event.
import { isAhead } from '../../runtime/alarm.ts';
import { inTime } from '../../runtime/deadline.ts';
import { isLost, type Epoch } from '../../event/epoch.ts';
import type { Delivered } from '../../ports/consumer.ts';
import { THE_LOG, type StoreEnv } from '../env.ts';
import { placeAt } from '../log/epochs.ts';
import type { Mark } from '../log/restore-mark.ts';
import { LOG_MS } from '../log/store.ts';
import { parkAgain } from './park-again.ts';
import type { ParkingLot } from './ParkingLot.ts';
import type { SubscriptionRules } from './rules.ts';
import { hasSetAside } from './set-aside-since.ts';
import { noteStartingOver } from './start-over.ts';
import type { SubscriptionState } from './SubscriptionProcessor.ts';
import { verifyCheckpoint, type Place } from './verify-checkpoint.ts';

/** Restores are rare: what is known of them is looked at again after this time. */
const KNOWN_MS = 5_000;

export class PlaceInLog {
  #epochs: readonly Epoch[] = [];
  #head = 0;
  #until = 0;

  constructor(
    private readonly env: Pick<StoreEnv, 'DB' | 'LOG' | 'REBUILD'>,
    private readonly kv: SyncKvStorage,
    /** Its rows turn out to start over: they still have to be activated. */
    private readonly startsOver: () => void,
  ) {}

  /** Whether a restore has taken this position away. An outage of the log takes nothing away. */
  async isLost(position: number): Promise<boolean> {
    if (!isAhead(this.#until, Date.now(), KNOWN_MS)) await this.#look(position).catch(() => undefined);
    return isLost(position, this.#epochs, this.#head);
  }

  /**
   * Asks the log about the place where the consumer is.
   * @param parked loses its events of a history that is gone: they come again in the present one
   * @throws when its rows have to start over
   */
  async verify(
    rules: SubscriptionRules,
    known: SubscriptionState,
    delivered: Delivered,
    parked: ParkingLot,
  ): Promise<Delivered> {
    if (noteStartingOver(this.kv, delivered)) this.startsOver();
    if (delivered.rebuilds)
      await inTime(LOG_MS, 'the rebuild', this.env.REBUILD.getByName(known.name).resume(known.name));
    // What was given up before this was written down is not parked again.
    const since = this.kv.get<number>('parks_again_after') ?? known.checkpoint;
    this.kv.put('parks_again_after', since);
    const own = delivered.checkpoint === known.checkpoint ? (known.event_id ?? null) : null;
    const goesOn = await verifyCheckpoint(
      {
        look: (position) => this.#look(position),
        report: (mark) => this.#report(mark),
        setAside: (at) => inTime(LOG_MS, 'the log', hasSetAside(this.env.DB, this.kv, known.checkpoint, at)),
        kind: rules.rebuilds ? 'rows' : rules.startsAtHead ? 'head' : 'repeats',
      },
      delivered,
      delivered.event_id ?? own,
    );
    if (goesOn !== delivered) parked.dropAfter(goesOn.checkpoint);
    const unapplied = delivered.unapplied?.filter((position) => position > since) ?? [];
    await parkAgain(this.env.DB, parked, rules, unapplied);
    return goesOn;
  }

  async #look(position: number): Promise<Place> {
    const place = await inTime(LOG_MS, 'the log', placeAt(this.env.DB, position));
    this.#epochs = place.epochs;
    this.#head = place.head;
    this.#until = Date.now() + KNOWN_MS;
    return place;
  }

  /** Once per event: the new epoch does not bring that event back. */
  async #report(mark: Mark): Promise<void> {
    if (this.kv.get<Mark>('reported')?.id === mark.id) return;
    await inTime(LOG_MS, 'the log', this.env.LOG.getByName(THE_LOG).seen(mark));
    this.kv.put('reported', mark);
  }
}
