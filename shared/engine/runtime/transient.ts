// A store that cannot answer now and can a moment later: a database that another process holds, an object that starts anew, a
// bucket with an error of its own. The same request, sent again, may succeed, and nothing is wrong with it.
//
// Durable Objects say so by properties (https://developers.cloudflare.com/durable-objects/best-practices/error-handling/), which do
// not survive a second call. D1 and R2 say so only in their messages: D1's list of errors
// (https://developers.cloudflare.com/d1/observability/debug-d1/) without those that are about the query, its memory and its CPU
// time, and R2's service errors (https://developers.cloudflare.com/r2/api/error-codes/). The local runtime says SQLITE_BUSY of a file
// that another process holds, and of the first read after that what it says of anything of its own that fails.
const MESSAGE = new RegExp(
  [
    'SQLITE_BUSY',
    'internal error; reference = ',
    'database is locked',
    'network connection lost',
    'caused object to be reset',
    'reset because its code was updated',
    'due to transient issue',
    'because client disconnected',
    'is overloaded\\.',
    'please back off and try again',
    'reconnect or retry the request',
    '\\((?:10001|10043|10058)\\)$',
  ].join('|'),
  'i',
);

/** Whether what failed may succeed as it is when it is tried again. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return MESSAGE.test(String(error));
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
  if (retryable === true || overloaded === true || MESSAGE.test(error.message)) return true;
  return error.cause !== undefined && isTransient(error.cause);
};
