import { aggregate } from '#shared/mediahub/aggregate';
import { exportDecider } from './domain/export.ts';

/** `export` is a word of the language. */
export const albumExports = aggregate({ type: 'Export', decider: exportDecider });
