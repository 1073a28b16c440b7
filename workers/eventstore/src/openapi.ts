// What the event store answers, with the description of each route from #shared/mediahub/api.
import { EVENTS } from '#shared/mediahub/api/event';
import { PROJECTIONS } from '#shared/mediahub/api/projection';
import { RECOVERY } from '#shared/mediahub/api/recovery';
import { TRACES } from '#shared/mediahub/api/trace';

export const DESCRIPTIONS = { ...EVENTS, ...PROJECTIONS, ...RECOVERY, ...TRACES };
