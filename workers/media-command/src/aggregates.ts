import { aggregate } from '#shared/mediahub/aggregate';
import { content as contentDecider } from './domain/content.ts';
import { media as decider } from './domain/media.ts';
import { renewal as renewalDecider } from './domain/renewal.ts';

export const media = aggregate({ type: 'Media', decider });
export const content = aggregate({ type: 'Content', decider: contentDecider });
export const renewal = aggregate({ type: 'Renewal', decider: renewalDecider });
