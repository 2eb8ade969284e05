import type {
  C4Limits,
  FinewebLimits,
  GopherQualityLimits,
  GopherRepetitionLimits,
  ProseLimits,
  QualityParameters,
} from './parameters.ts';

/** The rules' limits for one language; null: the group is off. */
export interface Limits {
  gopherQuality: GopherQualityLimits | null;
  gopherRepetition: GopherRepetitionLimits | null;
  c4: C4Limits | null;
  fineweb: FinewebLimits | null;
  prose: ProseLimits | null;
}

/** Limits for a BCP 47 tag: those of the tag over those of its primary language over the common ones. */
export function limitsFor(parameters: QualityParameters, language: string): Limits {
  const primary = parameters.byLanguage[language.split('-')[0] ?? ''];
  const own = parameters.byLanguage[language];
  return {
    gopherQuality: merge(parameters.gopherQuality, primary?.gopherQuality, own?.gopherQuality),
    gopherRepetition: merge(parameters.gopherRepetition, primary?.gopherRepetition, own?.gopherRepetition),
    c4: merge(parameters.c4, primary?.c4, own?.c4),
    fineweb: merge(parameters.fineweb, primary?.fineweb, own?.fineweb),
    prose: merge(parameters.prose, primary?.prose, own?.prose),
  };
}

type Overrides<Group> = { [Name in keyof Group]?: Group[Name] | undefined };

function merge<Group extends object>(
  group: Group | null,
  ...overrides: readonly (Overrides<Group> | undefined)[]
): Group | null {
  if (group === null) return null;
  const merged = { ...group };
  for (const override of overrides) {
    // a key that is there with undefined changes nothing
    for (const name in override) if (override[name] !== undefined) merged[name] = override[name];
  }
  return merged;
}
