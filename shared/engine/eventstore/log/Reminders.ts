// The log's promises to new streams, made in groups and kept by its alarm (ExpectedStreams.ts has the rows).
import { giveWay, inTime } from '../../runtime/deadline.ts';
import { log } from '../../runtime/log.ts';
import { someAtATime } from '../../runtime/stand-aside.ts';
import { ExpectedStreams } from './ExpectedStreams.ts';
import { GroupCommit } from './GroupCommit.ts';

const REMIND_MS = 2_000;
const AT_ONCE = 4;
/** So many are reminded by one alarm, each by a call: the next one goes on behind them. */
const MOST = 100;

export interface RemindersDependencies {
  storage: Pick<DurableObjectStorage, 'kv' | 'sync'>;
  /** Sets the alarm that calls `remind`, in one commit with what was written just before. */
  arm(): Promise<void>;
  /** The stream has an alarm of its own now, if it has anything to publish. */
  remind(aggregateId: string): Promise<void>;
}

export class Reminders {
  readonly #expected: ExpectedStreams;
  readonly #group = new GroupCommit<string, number>({
    // Others that are about to ask come along.
    before: giveWay,
    commit: (ids) => this.#promise(ids),
    weight: () => 1,
    groupWeight: 1_000,
    queueWeight: 10_000,
  });

  constructor(private readonly dependencies: RemindersDependencies) {
    this.#expected = new ExpectedStreams(dependencies.storage.kv);
  }

  async expect(aggregateId: string): Promise<number> {
    return (await this.#group.submit(aggregateId)) ?? 0;
  }

  /** The log has its first event. */
  settle(aggregateId: string): void {
    this.#expected.settle(aggregateId);
  }

  get areDone(): boolean {
    return this.#expected.isEmpty;
  }

  /** A crash in the middle leaves the promises: those streams are reminded once more. */
  async remind(): Promise<void> {
    await someAtATime(this.#expected.due(Date.now(), MOST), AT_ONCE, async (id) => {
      try {
        await inTime(REMIND_MS, id, this.dependencies.remind(id));
        this.#expected.settle(id);
      } catch (error) {
        this.#expected.later(id);
        log('warn', 'a stream was not reminded', { aggregate_id: id, error });
      }
    });
    this.#expected.deleteOver();
  }

  /** One commit for all of them. */
  async #promise(aggregateIds: readonly string[]): Promise<number[]> {
    const { storage, arm } = this.dependencies;
    try {
      const until = this.#expected.add(aggregateIds, Date.now());
      await arm();
      await storage.sync();
      return aggregateIds.map(() => until);
    } catch (error) {
      log('warn', 'no promise to new streams', { error });
      return aggregateIds.map(() => 0);
    }
  }
}
