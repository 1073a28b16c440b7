// Plans worth seeing, from a data file: each with a sentence on what to do and what to watch happen.
import * as z from 'zod';
import { Preset } from '#shared/engine/faults/plan';
import file from './fault-presets.json' with { type: 'json' };

export const PRESETS: readonly Preset[] = z.array(Preset).parse(file);
