import { aggregate } from '#shared/mediahub/aggregate';
import { media as decider } from './domain/media.ts';

export const media = aggregate({ type: 'Media', decider });
