// What people do with parked events, one action at a time per partition: when two people retry, or one retries and one gives
// up, each answer says what really happened.
import { leases } from '../../runtime/lease.ts';
import type { ParkingLot } from './ParkingLot.ts';
import { retry, type Apply, type Passed, type RetryResult } from './retry-parked.ts';

export class ParkedRepairs {
  readonly #trying: ReturnType<typeof leases>;

  constructor(
    private readonly parked: ParkingLot,
    leaseMs: number,
  ) {
    this.#trying = leases(leaseMs);
  }

  async retry(position: number, checkpoint: number, apply: Apply, passed: Passed): Promise<RetryResult> {
    const partition = this.parked.at(position)?.partition_key;
    if (partition === undefined) return { delivered: 0, failed: null };
    const lease = this.#trying(partition, Date.now());
    if (!lease) return { delivered: 0, failed: 'it is being tried already' };
    const renewing: Apply = (event) => {
      lease.renew(Date.now());
      return apply(event);
    };
    try {
      return await retry(this.parked, position, checkpoint, renewing, passed);
    } finally {
      lease.release();
    }
  }

  /** False: it is being retried right now. */
  giveUp(position: number): boolean {
    const lease = this.#trying(this.parked.at(position)?.partition_key ?? '', Date.now());
    if (lease) this.parked.giveUp(position);
    lease?.release();
    return lease !== null;
  }
}
