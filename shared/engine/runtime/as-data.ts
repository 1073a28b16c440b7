// An answer of one call as the answer of another. workerd gives every object that a call returns a `dispose`. Passed on with it, the
// object tells the next caller to dispose of it, and keeps this call open until that happens: a caller that is a Durable Object
// keeps it, and all that belongs to it, for as long as it is in memory. Data has nothing to dispose of.

/** The same data, as an object that no call has returned. */
export const asData = <Answer extends object>(answer: Answer): Answer => ({ ...answer });
