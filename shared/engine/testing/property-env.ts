// What the environment says about how properties are tried. workerd has no process: there these come in as bindings.
export interface PropertyEnv {
  SEED?: string;
  /** fast-check's `path` (PATH means something else to a shell). */
  PLAN?: string;
  SOAK_SECONDS?: string;
  /** At most that many cases of each property. */
  RUNS?: string;
}

/** Those that were said. */
export const propertyEnv = (): Record<string, string> => {
  const { SEED, PLAN, SOAK_SECONDS, RUNS } = process.env;
  return JSON.parse(JSON.stringify({ SEED, PLAN, SOAK_SECONDS, RUNS })) as Record<string, string>;
};
