// The clock of the objects under test: it can be put forward, so that a backoff of seconds costs nothing, and back. Alarms
// keep real time; a test rings them.
const real = Date.now.bind(Date);

/** `ahead`: how far this clock goes ahead of the real one, in milliseconds. */
export const clock = { ahead: 0, real };

Date.now = () => real() + clock.ahead;
