import { Cursor, damaged } from './cursor.ts';
import { type Dictionary, readDictionary } from './dictionary.ts';
import { type Matrix, readMatrix } from './matrix.ts';

/** First four bytes of every fastText model. */
const MAGIC = 793712314;
const VERSIONS = [11, 12];
const LOSSES = ['hs', 'ns', 'softmax', 'ova'] as const;
const SUPERVISED = 3;

export interface FastTextFile {
  /** Most words in a row that are a feature. */
  wordNgrams: number;
  loss: (typeof LOSSES)[number];
  /** Buckets that n-grams are hashed into; their rows follow those of the words. */
  buckets: number;
  /** Least and most characters of character n-grams; `most` 0: none. */
  least: number;
  most: number;
  dictionary: Dictionary;
  input: Matrix;
  output: Matrix;
}

export const isFastText = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset, 4).getInt32(0, true) === MAGIC;

/**
 * Reads a `.bin` or `.ftz` file in fastText's own layout (fastText 0.9.2, `FastText::loadModel`). What is large stays a
 * view of the bytes. Errors: `FormatError`.
 */
export function readFastTextFile(bytes: Uint8Array): FastTextFile {
  if (!isFastText(bytes)) throw damaged('another file');
  const cursor = new Cursor(bytes);
  cursor.int();
  const version = cursor.int();
  if (!VERSIONS.includes(version)) throw damaged(`version ${version}`);
  const dimensions = cursor.int();
  cursor.skip(4 * 4); // window, epochs, least count, negatives
  const wordNgrams = cursor.int();
  const loss = LOSSES[cursor.int() - 1];
  const kind = cursor.int();
  const buckets = cursor.int();
  const least = cursor.int();
  const most = cursor.int();
  cursor.skip(4 + 8); // learning rate's update rate, sampling threshold
  if (kind !== SUPERVISED) throw damaged('word vectors');
  if (loss === undefined) throw damaged('an unknown loss');
  const dictionary = readDictionary(cursor);
  const input = readMatrix(cursor, cursor.flag());
  const output = readMatrix(cursor, cursor.flag());
  if (input.columns !== dimensions || output.columns !== dimensions) throw damaged('matrices of another width');
  if (input.rows < dictionary.words) throw damaged('fewer rows than words');
  if (output.rows < dictionary.labels.length - (loss === 'hs' ? 1 : 0)) throw damaged('fewer rows than labels');
  // Models of version 11 keep lengths of character n-grams that they do not use.
  return { wordNgrams, loss, buckets, least, most: version === 11 ? 0 : most, dictionary, input, output };
}
