// What the environment says about how properties are tried. workerd has no process: there these come in as bindings.
export interface PropertyEnv {
  SEED?: string;
  /** fast-check's `path` (PATH means something else to a shell). */
  PLAN?: string;
  SOAK_SECONDS?: string;
}

/** Those that were said. */
export const propertyEnv = (): Record<string, string> => {
  const { SEED, PLAN, SOAK_SECONDS } = process.env;
  return JSON.parse(JSON.stringify({ SEED, PLAN, SOAK_SECONDS })) as Record<string, string>;
};
