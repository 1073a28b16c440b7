// A full database: it still answers, but accepts no writes. D1 and SQLite report it only in their messages.
// Our own refusal names its code: its class does not survive a call between Workers.
const MESSAGE = /\bstorage_full\b|database or disk is full|SQLITE_FULL|exceeded maximum (?:db|database) size/i;

export const isOutOfRoom = (error: unknown): boolean => {
  if (!(error instanceof Error)) return MESSAGE.test(String(error));
  return MESSAGE.test(error.message) || (error.cause !== undefined && isOutOfRoom(error.cause));
};
