// The Worker under test: the real one, and beside it the coordinators that ordeals are held with.
export * from '../src/development.ts';
export { default } from '../src/development.ts';
export { DeafToRestarts, LoadedDice, StartsAgain, Unguarded, Watched } from './faulty-objects.ts';
