// npm runs a script through a shell, and a signal for npm ends that shell, but not the script: it must notice by itself
// that it has lost its parent. Started otherwise, losing the parent means nothing (a shell that has gone home).

/**
 * Calls back once when npm's shell, or whoever else started this process for npm, has gone.
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
