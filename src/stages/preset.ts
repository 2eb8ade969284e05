/** Recipes that ship with Winnow, named after what they reproduce. */
export const presetNames = ['default', 'massivetext', 'gpt3', 'lee2022', 'fineweb'] as const;
export type PresetName = (typeof presetNames)[number];
