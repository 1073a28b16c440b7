// npm runs a script through a shell. A signal for npm ends that shell but not the script, so the script watches its parent.
// When something else started it, losing the parent means nothing: a terminal may have been closed.

/**
 * Calls back once when the process that started this one for npm, usually npm's shell, has ended.
 * @param {() => void} then
 */
export function onParentExit(then) {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
}
