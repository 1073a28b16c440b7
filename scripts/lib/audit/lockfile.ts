// Checks the lockfile without asking a registry (rule H8): exact versions, a digest for every package, install scripts only for
// packages on the allow list, and one platform.

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  overrides?: Record<string, string>;
  allowScripts?: Record<string, boolean>;
}

interface Lock {
  packages: Record<
    string,
    { integrity?: string; link?: boolean; inBundle?: boolean; hasInstallScript?: boolean; optional?: boolean }
  >;
}

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** What `npm start`, `npm run dev`, the tests and the deployment share: two of one would be two platforms. */
const ONE_OF = ['miniflare', 'workerd', 'wrangler'];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** What is wrong, one line each. What comes inside another package is sealed by that one's digest. */
export function wrongWithLock(manifest: Manifest, lock: Lock): string[] {
  const { dependencies, devDependencies, overrides, allowScripts = {} } = manifest;
  const floating = Object.entries({ ...dependencies, ...devDependencies, ...overrides })
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => `${name}: ${version} is no exact version`);
  const installed = Object.entries(lock.packages).filter(
    ([path, { link, inBundle }]) => path !== '' && !link && !inBundle,
  );
  const unsealed = installed
    .filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
    .map(([path]) => `${path}: no sha512 digest`);
  const scripts = installed
    .filter(([path, { hasInstallScript }]) => hasInstallScript && !(nameOf(path) in allowScripts))
    .map(([path]) => `${path}: an install script that allowScripts does not mention`);
  const twice = ONE_OF.filter((name) => installed.filter(([path]) => nameOf(path) === name).length > 1).map(
    (name) => `${name}: more than one is installed`,
  );
  return [...floating, ...unsealed, ...scripts, ...twice];
}
