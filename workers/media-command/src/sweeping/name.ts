// There is one sweeper, so that no two list the bucket at once.
export const SWEEPER = 'sweeper';
