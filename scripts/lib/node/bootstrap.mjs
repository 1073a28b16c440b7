// The first lines of every script: a Node that is too old gets a clear message, missing libraries are installed, and the
// work goes on under the project's own Node. So it keeps to syntax that even a very old Node can parse.

/**
 * Runs `work` under the project's own Node, with the libraries installed.
 * @param {string} entry `import.meta.url` of the script
 * @param {(args: string[]) => Promise<number | void>} work answers the exit code
 */
export function bootstrap(entry, work) {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    console.error('MediaHub needs Node 18 or newer; this is Node ' + process.versions.node + '.');
    console.error('Install a current one from https://nodejs.org and try again.');
    process.exit(1);
  }
  if (process.platform === 'win32') {
    console.error(
      'MediaHub runs on Linux and macOS: on Windows, start it in WSL2 (https://learn.microsoft.com/windows/wsl).',
    );
    process.exit(1);
  }
  const args = process.argv.slice(2);
  import('./install.mjs')
    .then((module) => module.install())
    .then(() => import('./own-node.mjs'))
    .then((module) => (module.isOwnNode() ? work(args) : module.underOwnNode(entry, args)))
    .then((code) => process.exit(code || 0))
    .catch((error) => {
      console.error(error.name === 'UserError' ? 'MediaHub: ' + error.message : error);
      process.exit(1);
    });
}
