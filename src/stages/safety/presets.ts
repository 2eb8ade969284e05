import type { z } from 'zod';
import type { PresetName } from '../preset.ts';
import type { safetyParameters } from './parameters.ts';

export const safetyPresets: Record<PresetName, z.input<typeof safetyParameters> | null> = {
  default: {},
  /** Rae et al. 2021, A1.1 filter by SafeSearch; host and address lists are the open part of that. */
  massivetext: { badWords: null, harm: null, pii: null },
  gpt3: null,
  lee2022: null,
  /** Penedo et al. 2024: address filter; e-mail and public IP addresses replaced. */
  fineweb: { badWords: null, harm: null, pii: { kinds: ['email', 'ip'] } },
};
