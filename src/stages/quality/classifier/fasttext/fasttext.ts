import { logistic } from '../logistic.ts';
import { createFeatures } from './features.ts';
import { type FastTextFile, readFastTextFile } from './file.ts';

/** fastText takes the logarithm of p + 1e-5 and gives its exponential. */
const LOG_OFFSET = 1e-5;
const SIGMOID_STEPS = 512;
const MAX_SIGMOID = 8;
/** A UTF-16 code unit is at most this many bytes of UTF-8. */
const UNIT_BYTES = 3;

export interface FastText {
  /** Names of the labels, without `__label__`. */
  labels: readonly string[];
  /**
   * fastText's probability of each label, valid until the next call; as there, up to a ten-thousandth above 1. All 0 for a
   * text without any feature.
   */
  predict(text: string): Float64Array;
  /**
   * How much each feature raises the log-odds of the labels given, most first: its row times the gradient of their
   * log-probability. None for a hierarchical softmax, whose outputs are not labels.
   */
  explain(text: string, labels: readonly number[]): { feature: string; weight: number }[];
}

/** A fastText classifier from the bytes of a `.bin` or `.ftz` file. Errors: `FormatError`. */
export function createFastText(bytes: Uint8Array): FastText {
  const file = readFastTextFile(bytes);
  const { input, output, dictionary } = file;
  const visit = createFeatures(file);
  const hidden = new Float64Array(input.columns);
  const outputOf = createOutput(file);
  const encoder = new TextEncoder();
  let encoded = new Uint8Array(1 << 12);
  let encodedLength = 0;

  const computeHidden = (text: string): number => {
    if (encoded.length < text.length * UNIT_BYTES) encoded = new Uint8Array(text.length * UNIT_BYTES);
    encodedLength = encoder.encodeInto(text, encoded).written;
    hidden.fill(0);
    let features = 0;
    visit(encoded, encodedLength, (row) => {
      if (row >= input.rows) return;
      input.addRow(row, hidden);
      features += 1;
    });
    if (features > 0) for (let column = 0; column < hidden.length; column++) hidden[column]! /= features;
    return features;
  };
  const nothing = new Float64Array(dictionary.labels.length);

  return {
    labels: dictionary.labels,
    predict: (text) => (computeHidden(text) === 0 ? nothing.fill(0) : outputOf(hidden)),
    explain(text, labels) {
      const features = computeHidden(text);
      if (features === 0 || file.loss === 'hs') return [];
      const direction = gradient(file, outputOf(hidden), labels);
      const found = new Map<string, number>();
      const decoder = new TextDecoder();
      const row = new Float64Array(input.columns);
      visit(encoded, encodedLength, (at, start, end) => {
        if (at >= input.rows) return;
        row.fill(0);
        input.addRow(at, row);
        let weight = 0;
        for (let column = 0; column < row.length; column++) weight += row[column]! * direction[column]!;
        const feature = start === end ? '</s>' : decoder.decode(encoded.subarray(start, end));
        found.set(feature, (found.get(feature) ?? 0) + weight / features);
      });
      return [...found]
        .map(([feature, weight]) => ({ feature, weight }))
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.feature < b.feature ? -1 : 1));
    },
  };

  function gradient({ loss }: FastTextFile, probabilities: Float64Array, labels: readonly number[]): Float64Array {
    const chosen = new Float64Array(input.columns);
    const others = new Float64Array(input.columns);
    const vector = new Float64Array(input.columns);
    const sum = labels.reduce((total, label) => total + probabilities[label]!, 0);
    for (const [label, probability] of probabilities.entries()) {
      vector.fill(0);
      output.addRow(label, vector);
      const share = labels.includes(label) ? probability / Math.max(sum, LOG_OFFSET) : 0;
      for (let column = 0; column < vector.length; column++) {
        chosen[column]! += share * vector[column]!;
        if (loss === 'softmax') others[column]! += probability * vector[column]!;
      }
    }
    // log p / (1 - p) has the gradient of log p, over 1 - p
    const scale = loss === 'softmax' ? 1 / Math.max(1 - sum, LOG_OFFSET) : 1;
    return chosen.map((value, column) => (value - others[column]!) * scale);
  }
}

/** From the mean of a text's rows to the probabilities of its labels, by the loss the model was trained with. */
function createOutput({ loss, output, dictionary }: FastTextFile): (hidden: Float64Array) => Float64Array {
  const labels = dictionary.labels.length;
  const values = new Float64Array(labels);
  const published = (value: number): number => value + LOG_OFFSET;
  if (loss === 'hs') return hierarchical(values, output, dictionary.labelCounts);
  if (loss === 'softmax')
    return (hidden) => {
      let most = Number.NEGATIVE_INFINITY;
      for (let label = 0; label < labels; label++) {
        values[label] = output.dotRow(label, hidden);
        if (values[label]! > most) most = values[label]!;
      }
      let sum = 0;
      for (let label = 0; label < labels; label++) {
        values[label] = exponential(values[label]! - most);
        sum += values[label]!;
      }
      for (let label = 0; label < labels; label++) values[label] = published(values[label]! / sum);
      return values;
    };
  const sigmoid = Float64Array.from({ length: SIGMOID_STEPS + 1 }, (_, step) =>
    logistic((step * 2 * MAX_SIGMOID) / SIGMOID_STEPS - MAX_SIGMOID),
  );
  return (hidden) => {
    for (let label = 0; label < labels; label++) {
      const x = Math.fround(output.dotRow(label, hidden));
      const step = Math.trunc(((x + MAX_SIGMOID) * SIGMOID_STEPS) / MAX_SIGMOID / 2);
      values[label] = published(x < -MAX_SIGMOID ? 0 : x > MAX_SIGMOID ? 1 : sigmoid[step]!);
    }
    return values;
  };
}

/** e^x for x ≤ 0, the same to the last bit on every machine. */
const exponential = (x: number): number => logistic(x) / logistic(-x);

/** Hierarchical softmax over the Huffman tree of the labels' counts, built as `HierarchicalSoftmaxLoss::buildTree` does. */
function hierarchical(
  values: Float64Array,
  output: FastTextFile['output'],
  labelCounts: readonly number[],
): (hidden: Float64Array) => Float64Array {
  const labels = labelCounts.length;
  const nodes = 2 * labels - 1;
  const left = new Int32Array(nodes);
  const right = new Int32Array(nodes);
  const counts = Float64Array.from({ length: nodes }, (_, node) => labelCounts[node] ?? 1e15);
  let leaf = labels - 1;
  let inner = labels;
  const least = (): number => (leaf >= 0 && counts[leaf]! < counts[inner]! ? leaf-- : inner++);
  for (let node = labels; node < nodes; node++) {
    left[node] = least();
    right[node] = least();
    counts[node] = counts[left[node]!]! + counts[right[node]!]!;
  }
  const reached = new Float64Array(nodes);
  return (hidden) => {
    reached[nodes - 1] = 1;
    // Children come before their parent.
    for (let node = nodes - 1; node >= labels; node--) {
      const turn = logistic(output.dotRow(node - labels, hidden));
      reached[left[node]!] = reached[node]! * (1 - turn + LOG_OFFSET);
      reached[right[node]!] = reached[node]! * (turn + LOG_OFFSET);
    }
    for (let label = 0; label < labels; label++) values[label] = reached[label]!;
    return values;
  };
}
