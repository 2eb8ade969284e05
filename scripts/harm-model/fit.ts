import {
  codeOf,
  type HarmCategory,
  type HarmTables,
  type ScriptKind,
  writeHarmModel,
} from '../../src/stages/safety/harm/model.ts';
import { scriptKind } from '../../src/stages/safety/harm/script-kind.ts';
import { codeUnits } from '../../src/text/code-units.ts';
import type { Collected } from './collect.ts';
import { type HarmExample, judgedSets, sets } from './data.ts';
import { type Profanity, sumsOf } from './profanity.ts';
import { regress } from './regress.ts';
import { words } from './vocabulary.ts';

export interface Sample {
  index: number;
  label: boolean;
  weight: number;
  /** Number of the set, whose words are compared with each other. */
  domain: number;
  /** Teaches only what is said of groups: its sentences are too plain to say how people write. */
  aboutOnly: boolean;
  /** Log-odds that are known of it before. */
  known: number;
}

export const fitOptions = {
  /** log2 of the buckets. */
  bits: {
    spaced: { pornography: 17, hate: 21, violence: 17 },
    unspaced: { pornography: 17, hate: 20, violence: 17 },
  },
  /** Times that each sample is met. */
  passes: 6,
  /** What a sample's loss costs beside the penalty. */
  cost: 2,
  /** Texts that a feature is met in before it counts. */
  least: 3,
  /** Share of weights that may be cut to the 8-bit range. */
  clipped: 2e-5,
  /** Of each kind of script the posts that were picked most widely; the share that a fit on them alone has in the weights of hate. */
  broad: { spaced: 'olid', unspaced: 'cold' },
  broadShare: 0.2,
  /** What one unit of the profanity lexicon adds to the log-odds of hate. */
  profanity: 0.2,
  seed: 3,
};
export type FitOptions = typeof fitOptions;

/** Trains on the examples that `use` takes, one regression a kind of script and category. Returns the model's bytes. */
export function fitHarmModel(
  examples: readonly HarmExample[],
  collected: Collected,
  profanity: Profanity,
  use: (example: HarmExample) => boolean,
  options: FitOptions = fitOptions,
): Uint8Array {
  const known = sumsOf(profanity, collected).map((sum) => sum * options.profanity);
  const kinds = examples.map(({ text }) => scriptKind(codeUnits(text), 0, text.length));

  const fitCategory = (kind: ScriptKind, category: HarmCategory): { unit: number; bias: number; table: Int8Array } => {
    const samples = samplesOf(examples, category, known, (example, index) => kinds[index] === kind && use(example));
    const bits = options.bits[kind][category];
    const fitted = regress(collected, samples, bits, options);
    if (category === 'hate') {
      const broad = samples.filter(({ domain }) => sets[domain] === options.broad[kind]);
      if (broad.length > 0) {
        average(fitted, regress(collected, broad, bits, options), options.broadShare);
        // the lexicon may tell broad posts apart, but not move them all
        fitted.bias -= middle(broad.map(({ index, label }) => ({ value: known[index]!, label })));
      }
      for (const [hash, value] of profanity) fitted.weights[hash >>> (32 - bits)]! += options.profanity * value;
    }
    return quantised(fitted, options.clipped);
  };
  const fitKind = (kind: ScriptKind): HarmTables => {
    const fitted = [
      fitCategory(kind, 'pornography'),
      fitCategory(kind, 'hate'),
      fitCategory(kind, 'violence'),
    ] as const;
    const { pornography, hate, violence } = options.bits[kind];
    return {
      bits: [pornography, hate, violence],
      units: fitted.map(({ unit }) => unit),
      biases: fitted.map(({ bias }) => bias),
      weights: [fitted[0].table, fitted[1].table, fitted[2].table],
    };
  };
  return writeHarmModel({ ...words, spaced: fitKind('spaced'), unspaced: fitKind('unspaced') });
}

interface Fitted {
  weights: Float64Array;
  bias: number;
}

function average(fitted: Fitted, other: Fitted, share: number): void {
  for (let bucket = 0; bucket < fitted.weights.length; bucket++)
    fitted.weights[bucket]! += share * (other.weights[bucket]! - fitted.weights[bucket]!);
  fitted.bias += share * (other.bias - fitted.bias);
}

/** Halfway between the means of the two labels. */
function middle(samples: readonly { value: number; label: boolean }[]): number {
  const mean = (label: boolean): number => {
    const own = samples.filter((sample) => sample.label === label);
    return own.reduce((sum, { value }) => sum + value, 0) / Math.max(1, own.length);
  };
  return (mean(true) + mean(false)) / 2;
}

function quantised({ weights, bias }: Fitted, clipped: number): { unit: number; bias: number; table: Int8Array } {
  const magnitudes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort();
  const unit = (magnitudes[Math.floor(magnitudes.length * (1 - clipped))] ?? 1) / 127 ** 2;
  return { unit, bias, table: Int8Array.from(weights, (weight) => codeOf(weight / unit)) };
}

function samplesOf(
  examples: readonly HarmExample[],
  category: HarmCategory,
  known: Float64Array,
  use: (example: HarmExample, index: number) => boolean,
): Sample[] {
  const hate = category === 'hate';
  return examples.flatMap((example, index) => {
    const label = example.labels[category];
    if (label === undefined || !use(example, index)) return [];
    const { set, weight, innocentWeight } = example;
    const domain = sets.indexOf(set);
    return [
      {
        index,
        label,
        weight: hate ? weight : (innocentWeight ?? weight),
        // people labelled hate and insults set by set; the other two have no sets of their own
        domain: hate ? domain : 0,
        aboutOnly: hate && set.startsWith('groups'),
        // of people's posts the lexicon adds to what they teach; what we wrote corrects it
        known: hate && domain >= judgedSets ? known[index]! : 0,
      },
    ];
  });
}
