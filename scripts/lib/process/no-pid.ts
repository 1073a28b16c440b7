/** A number that no system gives to a process. That of a process that has ended may be another one's a moment later. */
export const NO_PID = 2 ** 30;
