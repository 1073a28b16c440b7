// How often the steps of these sagas are asked.
import type { RetryPolicy } from '#shared/engine/saga/definition';

/** Of versions 1, which took an outage of ten seconds for a refusal. */
export const brief: RetryPolicy = { attempts: 5, base_ms: 200, cap_ms: 5_000 };
/** About half an hour in all, reckoned with the mean of the jittered waits. */
export const patient: RetryPolicy = { attempts: 5, base_ms: 200, cap_ms: 30_000, silences: 120 };
/** For what has to be done. */
export const stubborn: RetryPolicy = { attempts: 10, base_ms: 500, cap_ms: 30_000 };
