// The Worker under test: the real one, and beside it the coordinators of the fault scenarios.
export * from '../src/development.ts';
export { default } from '../src/development.ts';
export { DeafToRestarts, LoadedDice, StartsAgain, Unguarded, Watched } from './faulty-objects.ts';
