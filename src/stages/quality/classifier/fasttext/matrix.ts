import { type Cursor, damaged } from './cursor.ts';

/** Rows of numbers, as they are or product-quantised (Joulin et al. 2016, FastText.zip). */
export interface Matrix {
  rows: number;
  columns: number;
  addRow(row: number, into: Float64Array): void;
  dotRow(row: number, vector: Float64Array): number;
}

export const readMatrix = (cursor: Cursor, quantised: boolean): Matrix =>
  quantised ? readQuantised(cursor) : readDense(cursor);

function readSize(cursor: Cursor): { rows: number; columns: number } {
  const rows = cursor.long();
  const columns = cursor.long();
  if (rows < 0 || columns < 1 || columns > 1 << 16) throw damaged(`a matrix of ${rows} by ${columns}`);
  return { rows, columns };
}

function readDense(cursor: Cursor): Matrix {
  const { rows, columns } = readSize(cursor);
  const values = cursor.floats(rows * columns);
  return {
    rows,
    columns,
    addRow(row, into) {
      const from = row * columns;
      for (let column = 0; column < columns; column++) into[column]! += values[from + column]!;
    },
    dotRow(row, vector) {
      const from = row * columns;
      let sum = 0;
      for (let column = 0; column < columns; column++) sum += values[from + column]! * vector[column]!;
      return sum;
    },
  };
}

/** Centroids that a code stands for. */
const CENTROIDS = 256;

interface Quantiser {
  /** Pieces that a row is cut into, each of `width` columns but the last. */
  pieces: number;
  width: number;
  lastWidth: number;
  centroids: Float32Array;
}

function readQuantiser(cursor: Cursor, columns: number): Quantiser {
  const dimensions = cursor.int();
  const pieces = cursor.int();
  const width = cursor.int();
  const lastWidth = cursor.int();
  const fits = pieces > 0 && width > 0 && lastWidth > 0 && (pieces - 1) * width + lastWidth === columns;
  if (dimensions !== columns || !fits) throw damaged('a quantiser that does not fit');
  return { pieces, width, lastWidth, centroids: cursor.floats(dimensions * CENTROIDS) };
}

function readQuantised(cursor: Cursor): Matrix {
  const normed = cursor.flag();
  const { rows, columns } = readSize(cursor);
  const codeBytes = cursor.int();
  const codesAt = cursor.skip(codeBytes);
  const codes = cursor.bytes.subarray(codesAt, codesAt + codeBytes);
  const { pieces, width, lastWidth, centroids } = readQuantiser(cursor, columns);
  if (codeBytes !== rows * pieces) throw damaged('a wrong number of codes');
  let normOf = (_row: number): number => 1;
  if (normed) {
    const normsAt = cursor.skip(rows);
    const { centroids: norms } = readQuantiser(cursor, 1);
    const { bytes } = cursor;
    normOf = (row) => norms[bytes[normsAt + row]!]!;
  }
  /** Where the centroid of a row's piece begins. */
  const centroidAt = (row: number, piece: number): number => {
    const code = codes[row * pieces + piece]!;
    const first = piece * CENTROIDS * width;
    return piece === pieces - 1 ? first + code * lastWidth : first + code * width;
  };
  return {
    rows,
    columns,
    addRow(row, into) {
      const norm = normOf(row);
      for (let piece = 0, column = 0; piece < pieces; piece++) {
        let from = centroidAt(row, piece);
        const end = piece === pieces - 1 ? columns : column + width;
        for (; column < end; column++, from++) into[column]! += norm * centroids[from]!;
      }
    },
    dotRow(row, vector) {
      let sum = 0;
      for (let piece = 0, column = 0; piece < pieces; piece++) {
        let from = centroidAt(row, piece);
        const end = piece === pieces - 1 ? columns : column + width;
        for (; column < end; column++, from++) sum += vector[column]! * centroids[from]!;
      }
      return sum * normOf(row);
    },
  };
}
