import type { z } from 'zod';
import type { PresetName } from '../preset.ts';
import type { extractParameters } from './parameters.ts';

/** The papers describe no extractor of their own that crawls of today would need: all take the default. */
export const extractPresets: Record<PresetName, z.input<typeof extractParameters>> = {
  default: {},
  massivetext: {},
  gpt3: {},
  lee2022: {},
  fineweb: {},
};
